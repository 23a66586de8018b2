import { page, type Html } from '@paycore/simulator-kit';
import { html } from 'hono/html';
import type { Method, Order } from './orders.ts';

const states = { issued: '等待繳費', paid: '已繳費', failed: '交易失敗', expired: '已逾期' } as const;
const methods: Readonly<Record<Method, string>> = {
  atm: 'ATM 轉帳',
  barcode: '超商條碼',
  ibon: '7-ELEVEN ibon',
  fami: '全家 FamiPort',
};

const style = `body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1rem;color:#222}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
button{font:inherit;width:100%;padding:.8rem;border:0;border-radius:.5rem;background:#8a3b00;color:#fff}
li{margin:.6rem 0}`;

const layout = (title: string, content: Html) => page(title, style, content);

const amount = (order: Order) => `NT$${order.amount.toLocaleString('en-US')}`;

const row = (name: string, value: string) =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

const payForm = (order: Order, base: string) =>
  html`<form method="post" action="${base}/orders/${order.dataId}/pay">
    <button type="submit">臨櫃繳款 pay at the counter</button>
  </form>`;

export const orderPage = (order: Order, base: string) =>
  layout(
    `速買配沙盒：${methods[order.method]}`,
    html`<dl>
        ${row('商品', order.item)} ${row('金額', amount(order))}
        ${Object.entries(order.code).map(([name, value]) => row(name, value))} ${row('繳費期限', order.payEndDate)}
        ${row('狀態', `${states[order.state]} (${order.state})`)}
      </dl>
      ${order.state === 'paid' ? '' : payForm(order, base)}
      <p><a href="${base}/">所有訂單</a></p>`,
  );

const orderLine = (order: Order, base: string) =>
  html`<li>
    <a href="${base}/orders/${order.dataId}">${order.dataId}</a> ${amount(order)} ${methods[order.method]}
    ${states[order.state]}
  </li>`;

export const ordersPage = (orders: readonly Order[], base: string) =>
  layout(
    '速買配沙盒：訂單',
    orders.length === 0
      ? html`<p>還沒有訂單。</p>`
      : html`<ul>
          ${orders.map((order) => orderLine(order, base))}
        </ul>`,
  );

export const noOrderPage = (base: string) =>
  layout('找不到訂單', html`<p>沒有這筆訂單。<a href="${base}/">所有訂單</a></p>`);
