import { html } from 'hono/html';
import type { Form } from './aio/mac.ts';
import { methodOf, type Choice, type Code, type CodeMethod, type Order } from './order.ts';

type Html = ReturnType<typeof html>;

const states = {
  open: '尚未選擇付款',
  issued: '等待繳費',
  paid: '已付款',
  failed: '交易失敗',
  expired: '已逾期',
} as const;

const methods: Readonly<Record<Choice, string>> = {
  all: '選擇付款方式',
  credit: '信用卡',
  atm: 'ATM 繳費',
  cvs: '超商代碼繳費',
  barcode: '超商條碼繳費',
};

const style = `body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1rem;color:#222}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
button{font:inherit;width:100%;padding:.8rem;border:0;border-radius:.5rem;background:#06703a;color:#fff}
button.quiet{background:#fff;color:#8c1d18;border:1px solid}form{margin:.6rem 0}li{margin:.6rem 0}`;

const layout = (title: string, content: Html) =>
  html`<!doctype html>
    <html lang="zh-Hant-TW">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;

const amount = (order: Order) => `NT$${order.amount.toLocaleString('en-US')}`;

const row = (term: string, value: string) =>
  html`<dt>${term}</dt>
    <dd>${value}</dd>`;

function codeRows(code: Code): Html {
  const until = row('繳費期限', code.expireDate);
  if (code.method === 'atm') return html`${row('銀行代碼', code.bankCode)} ${row('繳費帳號', code.account)} ${until}`;
  if (code.method === 'cvs') return html`${row('繳費代碼', code.paymentNo)} ${until}`;
  return html`${code.segments.map((segment, index) => row(`條碼 ${index + 1}`, segment))} ${until}`;
}

const action = (url: string, label: string, more?: { value?: string; isQuiet?: boolean }) =>
  html`<form method="post" action="${url}">
    ${more?.value === undefined ? '' : html`<input type="hidden" name="method" value="${more.value}" />`}
    <button type="submit" class="${more?.isQuiet ? 'quiet' : 'plain'}">${label}</button>
  </form>`;

const codeMethods: readonly CodeMethod[] = ['atm', 'cvs', 'barcode'];

/** What a person can do at the cashier, while nothing is chosen or paid. */
function choices({ choice }: Order, url: string): Html {
  const codes = codeMethods.filter((method) => choice === 'all' || choice === method);
  const card = html`${action(`${url}/pay`, '信用卡付款 pay by card')}
  ${action(`${url}/decline`, '銀行拒絕授權 decline', { isQuiet: true })}`;
  return html`${choice === 'all' || choice === 'credit' ? card : ''}
  ${codes.map((method) => action(`${url}/issue`, `${methods[method]} 取號 get a code`, { value: method }))}`;
}

function actions(order: Order, url: string): Html | string {
  if (order.state === 'paid') return '';
  return order.code ? action(`${url}/pay`, '臨櫃繳款 pay at the counter') : choices(order, url);
}

export const orderPage = (order: Order, base: string) =>
  layout(
    `綠界沙盒：${methods[methodOf(order)]}`,
    html`<dl>
        ${row('商品', order.itemName)} ${row('金額', amount(order))} ${order.code && codeRows(order.code)}
        ${row('狀態', `${states[order.state]} (${order.state})`)}
      </dl>
      ${actions(order, `${base}/orders/${order.merchantTradeNo}`)}
      <p><a href="${base}/">所有訂單</a></p>`,
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
    '綠界沙盒：訂單',
    orders.length === 0
      ? html`<p>還沒有訂單。</p>`
      : html`<ul>
          ${orders.map(
            (order) =>
              html`<li>
                <a href="${base}/orders/${order.merchantTradeNo}">${order.merchantTradeNo}</a> ${amount(order)}
                ${states[order.state]}
              </li>`,
          )}
        </ul>`,
  );

export const noOrderPage = (base: string) =>
  layout('找不到訂單', html`<p>沒有這筆訂單。<a href="${base}/">所有訂單</a></p>`);

/** The cashier's words for an order that it does not take. */
export const refusedPage = (code: string, message: string) => layout('無法建立訂單', html`<p>${message} (${code})</p>`);
