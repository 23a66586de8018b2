import { html } from 'hono/html';
import type { AtmOrder } from './order.ts';

type Html = ReturnType<typeof html>;

const states = {
  issued: '等待繳費 waiting',
  paid: '已繳費 paid',
  failed: '交易失敗 failed',
  expired: '已逾期 expired',
} as const;

const style = `body{font:1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1.5rem 1rem;color:#1c2430;background:#f2f6f3}
main{padding:1.25rem 1.25rem .5rem;border:1px solid #d7e2da;border-radius:1rem;background:#fff}h1{margin:0;font-size:1.3rem;line-height:1.4}
.note{margin:.25rem 0 0;color:#55625a;font-size:.9rem}dl{margin:1.25rem 0}
dl div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding:.55rem 0;border-top:1px solid #e4ebe6}
dt{color:#55625a}dd{margin:0 0 0 auto;font-weight:600;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;width:100%;padding:.8rem;border:0;border-radius:.6rem;background:#06703a;color:#fff;cursor:pointer}
button:hover{background:#045a2e}a{color:#06603a;text-underline-offset:.2em}:focus-visible{outline:3px solid #06703a;outline-offset:2px}
.paid{padding:.8rem 1rem;border-radius:.6rem;background:#e4f4eb}ul{padding:0;list-style:none}
li{padding:.6rem 0;border-top:1px solid #e4ebe6;overflow-wrap:anywhere}`;

const layout = (title: string, content: Html) =>
  html`<!doctype html>
    <html lang="zh-Hant-TW">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="note">模擬環境，沒有真實金流。A simulation: no money moves.</p>
          ${content}
        </main>
      </body>
    </html>`;

const amount = (order: AtmOrder) => `NT$${order.amount.toLocaleString('en-US')}`;

const row = (name: string, value: string) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const payForm = (order: AtmOrder, base: string) =>
  html`<form method="post" action="${base}/orders/${order.merchantTradeNo}/pay">
    <button type="submit">臨櫃繳款 pay at the counter</button>
  </form>`;

const done = html`<p class="paid" role="status">
  款項已收到，付款頁會自動更新。The money is in: the payment page turns to paid by itself.
</p>`;

export const orderPage = (order: AtmOrder, base: string) =>
  layout(
    '綠界沙盒 ECPay ATM',
    html`<dl>
        ${row('商品 item', order.itemName)} ${row('金額 amount', amount(order))} ${row('銀行代碼 bank', order.bankCode)}
        ${row('繳費帳號 account', order.account)} ${row('繳費期限 until', order.expireDate)}
        ${row('狀態 state', states[order.state])}
      </dl>
      ${order.state === 'paid' ? done : payForm(order, base)}
      <p><a href="${base}/">所有訂單 all orders</a></p>`,
  );

export const ordersPage = (orders: readonly AtmOrder[], base: string) =>
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
