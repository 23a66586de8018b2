import { page, type Html } from '@paycore/simulator-kit';
import { html } from 'hono/html';
import type { Form } from './aio/sign.ts';
import { methodOf, offersOf } from './methods.ts';
import { codeMethods, type Choice, type Code, type Order } from './orders.ts';

const states = {
  open: '尚未選擇付款 open',
  issued: '等待繳費 waiting',
  paid: '已付款 paid',
  failed: '交易失敗 failed',
  expired: '已逾期 expired',
} as const;

const methods: Readonly<Record<Choice, string>> = {
  all: '付款方式 choose',
  credit: '信用卡 card',
  atm: 'ATM',
  cvs: '超商代碼 store code',
  barcode: '超商條碼 barcode',
  webatm: '網路 ATM WebATM',
  applepay: 'Apple Pay',
  twqr: 'TWQR 行動支付 TWQR',
  bnpl: '無卡分期 instalments',
  weixin: '微信支付 WeChat Pay',
  digitalpayment: '電子支付 e-wallet',
};

const style = `body{font:1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1.5rem 1rem;color:#1c2430;background:#f2f6f3}
main{padding:1.25rem 1.25rem .5rem;border:1px solid #d7e2da;border-radius:1rem;background:#fff}h1{margin:0;font-size:1.3rem;line-height:1.4}
.note{margin:.25rem 0 0;color:#55625a;font-size:.9rem}dl{margin:1.25rem 0}
dl div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding:.55rem 0;border-top:1px solid #e4ebe6}
dt{color:#55625a}dd{margin:0 0 0 auto;font-weight:600;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;width:100%;padding:.8rem;border:0;border-radius:.6rem;background:#06703a;color:#fff;cursor:pointer}
button:hover{background:#045a2e}button.quiet{background:#fff;color:#8c1d18;border:1px solid}form{margin:.6rem 0}a{color:#06603a;text-underline-offset:.2em}:focus-visible{outline:3px solid #06703a;outline-offset:2px}
.paid{padding:.8rem 1rem;border-radius:.6rem;background:#e4f4eb}ul{padding:0;list-style:none}
li{padding:.6rem 0;border-top:1px solid #e4ebe6;overflow-wrap:anywhere}`;

const layout = (title: string, content: Html) => page(title, style, content);

const amount = (order: Order) => `NT$${order.amount.toLocaleString('en-US')}`;

const row = (name: string, value: string) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const done = html`<p class="paid" role="status">
  款項已收到，付款頁會自動更新。The money is in: the payment page turns to paid by itself.
</p>`;

function codeRows(code: Code): Html {
  const until = row('繳費期限 until', code.expireDate);
  if (code.method === 'atm')
    return html`${row('銀行代碼 bank', code.bankCode)} ${row('繳費帳號 account', code.account)} ${until}`;
  if (code.method === 'cvs') return html`${row('繳費代碼 code', code.paymentNo)} ${until}`;
  return html`${code.segments.map((segment, index) => row(`條碼 barcode ${index + 1}`, segment))} ${until}`;
}

const action = (url: string, label: string, more?: { value?: string; isQuiet?: boolean }) =>
  html`<form method="post" action="${url}">
    ${more?.value === undefined ? '' : html`<input type="hidden" name="method" value="${more.value}" />`}
    <button type="submit" class="${more?.isQuiet ? 'quiet' : 'plain'}">${label}</button>
  </form>`;

/** What a person can do at the cashier, while nothing is chosen or paid. */
function choices(order: Order, url: string): Html {
  const offers = order.offers ?? offersOf(order);
  const codes = codeMethods.filter((method) => offers.includes(method));
  const isCard = offers.includes('credit');
  const direct = html`${action(`${url}/pay`, isCard ? '信用卡付款 pay by card' : '付款 pay')}
  ${action(`${url}/decline`, isCard ? '銀行拒絕授權 decline' : '付款失敗 fail', { isQuiet: true })}`;
  return html`${isCard || codes.length === 0 ? direct : ''}
  ${codes.map((method) => action(`${url}/issue`, `${methods[method]} 取號 get a code`, { value: method }))}`;
}

function actions(order: Order, url: string): Html | string {
  if (order.state === 'paid') return done;
  return order.code ? action(`${url}/pay`, '臨櫃繳款 pay at the counter') : choices(order, url);
}

export const orderPage = (order: Order, base: string) =>
  layout(
    `綠界沙盒 ECPay ${methods[methodOf(order)]}`,
    html`<dl>
        ${row('商品 item', order.itemName)} ${row('金額 amount', amount(order))} ${order.code && codeRows(order.code)}
        ${row('狀態 state', states[order.state])}
      </dl>
      ${actions(order, `${base}/orders/${order.merchantTradeNo}`)}
      <p><a href="${base}/">所有訂單 all orders</a></p>`,
  );

/** Sends the browser back to the shop by POST, as ECPay's pages do; without scripts the button does it. */
export const returnPage = (url: string, fields: Form) =>
  layout(
    '返回商店',
    html`<form method="post" action="${url}">
        ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button type="submit">返回商店 back to the shop</button>
      </form>
      <script>
        document.forms[0].submit();
      </script>`,
  );

export const ordersPage = (orders: readonly Order[], base: string) =>
  layout(
    '綠界沙盒 ECPay 訂單 orders',
    orders.length === 0
      ? html`<p>還沒有訂單。No orders yet.</p>`
      : html`<ul>
          ${orders.map(
            (order) =>
              html`<li>
                <a href="${base}/orders/${order.merchantTradeNo}">${order.merchantTradeNo}</a><br />${amount(order)} ·
                ${states[order.state]}
              </li>`,
          )}
        </ul>`,
  );

export const noOrderPage = (base: string) =>
  layout('找不到訂單 no such order', html`<p><a href="${base}/">所有訂單 all orders</a></p>`);

/** The cashier's words for an order that it does not take. */
export const refusedPage = (code: string, message: string) =>
  layout('無法建立訂單 order refused', html`<p>${message} (${code})</p>`);
