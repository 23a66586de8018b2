import { page, type Html } from '@paycore/simulator-kit';
import { html } from 'hono/html';
import { isLink, type Order } from './orders.ts';

const states = { issued: '等待轉帳', paid: '已付款', failed: '交易失敗', expired: '已逾期' } as const;

const style = `body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1rem;color:#222}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
button{font:inherit;width:100%;padding:.8rem;border:0;border-radius:.5rem;background:#1f3d7a;color:#fff}
li{margin:.6rem 0}`;

const layout = (title: string, content: Html) => page(title, style, content);

const amount = (order: Order) => `NT$${order.asked.toLocaleString('en-US')}`;

const row = (name: string, value: string) =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

const payForm = (order: Order, base: string) =>
  html`<form method="post" action="${base}/orders/${order.orderNo}/pay">
    <button type="submit">轉帳付款 pay at the counter</button>
  </form>`;

const backLink = ({ returnUrl }: Order) =>
  isLink(returnUrl) ? html`<p><a href="${returnUrl}">回到商店 back to the shop</a></p>` : '';

export const orderPage = (order: Order, base: string) =>
  layout(
    'PLUS 沙盒：ATM 轉帳',
    html`<dl>
        ${row('金額', amount(order))} ${row('銀行代碼', order.bankCode ?? '—')} ${row('帳號', order.accountCode)}
        ${row('繳費期限', order.expireAt)} ${row('付款人', order.payName || '—')}
        ${row('狀態', `${states[order.state]} (${order.state})`)}
      </dl>
      ${order.state === 'paid' ? '' : payForm(order, base)} ${backLink(order)}
      <p><a href="${base}/">所有訂單</a></p>`,
  );

const orderLine = (order: Order, base: string) =>
  html`<li><a href="${base}/orders/${order.orderNo}">${order.orderNo}</a> ${amount(order)} ${states[order.state]}</li>`;

export const ordersPage = (orders: readonly Order[], base: string) =>
  layout(
    'PLUS 沙盒：訂單',
    orders.length === 0
      ? html`<p>還沒有訂單。</p>`
      : html`<ul>
          ${orders.map((order) => orderLine(order, base))}
        </ul>`,
  );

export const noOrderPage = (base: string) =>
  layout('找不到訂單', html`<p>沒有這筆訂單。<a href="${base}/">所有訂單</a></p>`);
