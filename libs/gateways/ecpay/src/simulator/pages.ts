import { html } from 'hono/html';
import type { AtmOrder } from './order.ts';

type Html = ReturnType<typeof html>;

const states = { issued: '等待繳費', paid: '已繳費', failed: '交易失敗', expired: '已逾期' } as const;

const style = `body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1rem;color:#222}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
button{font:inherit;width:100%;padding:.8rem;border:0;border-radius:.5rem;background:#06703a;color:#fff}
li{margin:.6rem 0}`;

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

const amount = (order: AtmOrder) => `NT$${order.amount.toLocaleString('en-US')}`;

const payForm = (order: AtmOrder, base: string) =>
  html`<form method="post" action="${base}/orders/${order.merchantTradeNo}/pay">
    <button type="submit">臨櫃繳款 pay at the counter</button>
  </form>`;

export const orderPage = (order: AtmOrder, base: string) =>
  layout(
    '綠界沙盒：ATM 繳費',
    html`<dl>
        <dt>商品</dt>
        <dd>${order.itemName}</dd>
        <dt>金額</dt>
        <dd>${amount(order)}</dd>
        <dt>銀行代碼</dt>
        <dd>${order.bankCode}</dd>
        <dt>繳費帳號</dt>
        <dd>${order.account}</dd>
        <dt>繳費期限</dt>
        <dd>${order.expireDate}</dd>
        <dt>狀態</dt>
        <dd>${states[order.state]} (${order.state})</dd>
      </dl>
      ${order.state === 'paid' ? '' : payForm(order, base)}
      <p><a href="${base}/">所有訂單</a></p>`,
  );

export const ordersPage = (orders: readonly AtmOrder[], base: string) =>
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
