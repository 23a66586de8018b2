import { html } from 'hono/html';
import type { ReceivedNotice } from '../merchant.ts';
import { both, frame, money, timeOf, type Html } from './layout.ts';
import { stateOf, type NoticeFacts, type OrderState, type ShopOrder } from './order.ts';
import { modeWords, stateWords } from './pages.ts';
import { products } from './products.ts';

/** Seconds between two looks of a page that waits. */
const PAUSE = 5;
/** A page left open shall not ask for ever. */
const MAX_WAIT_MS = 60 * 60_000;
const NOTICES_SHOWN = 20;

export interface ShownOrder {
  readonly order: ShopOrder;
  /** That name this order, newest first; forged ones among them. */
  readonly notices: readonly ReceivedNotice[];
  readonly now: Date;
}

export function orderPage({ order, notices, now }: ShownOrder): Promise<string> {
  const state = stateOf(order);
  const isYoung = now.getTime() - Date.parse(order.ordered_at) < MAX_WAIT_MS;
  const again = state === 'waiting' && isYoung ? PAUSE : undefined;
  return frame(
    { title: `訂單 ${order.order_no}`, again, kind: 'order' },
    html`<h1>${both('訂單', 'Order')} <span class="no-break">${order.order_no}</span></h1>
      ${alertsOf(order.notices).map((alert) => html`<section class="card alert wide" role="alert">${alert}</section>`)}
      <section class="card state ${state}" role="status">
        <h2>${both(...stateWords[state])}</h2>
        <p>${both(...explained[state])}</p>
        ${order.refusal && state === 'waiting' ? refused(order.refusal) : ''}
        ${state === 'waiting' ? payAgain(order) : ''}
      </section>
      <section class="card">${facts(order)}</section>
      <section class="card wide">
        <h2>${both('PayCore 的通知', 'Notices about this order')}</h2>
        ${noticeList(order, notices)}
      </section>`,
  );
}

const explained: Readonly<Record<OrderState, readonly [zh: string, en: string]>> = {
  waiting: [
    '商店只相信驗章過的通知；付款後這一頁會自己更新。',
    'The shop believes verified notices only; this page follows by itself once you have paid.',
  ],
  paid: ['商店收到驗章過的付款通知，可以出貨。', 'The shop has a verified notice: the goods can go out.'],
  wrong_amount: ['通知的金額與訂單不同，先不出貨。', 'The notice’s sum is not the order’s: nothing goes out yet.'],
};

const refused = ({ code, message }: NonNullable<ShopOrder['refusal']>): Html =>
  html`<p class="bad">
    ${both('PayCore 沒有給出付款頁。', 'PayCore gave no page to pay on.')} <code>${code}</code> ${message}
  </p>`;

const payAgain = ({ order_no: orderNo }: ShopOrder): Html =>
  html`<form method="post" action="/shop/orders/${orderNo}/pay">
    <button>${both('前往付款', 'Go and pay')}</button>
  </form>`;

function facts({ product, amount, mode, ordered_at: orderedAt, notices }: ShopOrder): Html {
  const { zh, en } = products[product];
  const paidAt = notices.find(({ paid_beside, paid_at }) => paid_beside === null && paid_at !== null)?.paid_at;
  return html`<dl class="facts">
    <dt>${both('商品', 'Item')}</dt>
    <dd>${both(zh, en)}</dd>
    <dt>${both('金額', 'Sum')}</dt>
    <dd>${money(amount)}</dd>
    <dt>${both('付款方式', 'Way')}</dt>
    <dd>${both(...modeWords[mode])}</dd>
    <dt>${both('訂購時間', 'Ordered')}</dt>
    <dd>${timeOf(orderedAt)}</dd>
    ${
      paidAt
        ? html`<dt>${both('付款時間', 'Paid')}</dt>
            <dd>${timeOf(paidAt)}</dd>`
        : ''
    }
  </dl>`;
}

/** Money that must go back. */
function alertsOf(genuine: readonly NoticeFacts[]): Html[] {
  const twice = genuine.filter(({ paid_twice }) => paid_twice);
  const beside = genuine.filter(({ paid_beside }) => paid_beside !== null);
  return [
    ...twice.map(
      ({ payment_no: no }) =>
        html`<h2>${both('這筆付款收到兩次錢', 'Paid twice (paid_twice)')}</h2>
          <p>${both(`${no}：多收的要退。`, `${no}: what came second is to be returned.`)}</p>`,
    ),
    ...beside.map(
      ({ payment_no: no, paid_beside: other }) =>
        html`<h2>${both('訂單已由另一筆付清', 'Paid beside another payment (paid_beside)')}</h2>
          <p>${both(`${no} 要退；訂單由 ${other} 付清。`, `${no} is to be returned; ${other} pays the order.`)}</p>`,
    ),
  ];
}

function noticeList({ notices: genuine }: ShopOrder, received: readonly ReceivedNotice[]): Html {
  if (genuine.length === 0 && received.length === 0) return html`<p class="hint">${both('還沒有。', 'None yet.')}</p>`;
  const ignored = received.filter(({ verified }) => !verified);
  return html`<ul class="notices">
    ${genuine.map(
      ({ webhook_id: id, payment_no: no, amount, currency, times }) =>
        html`<li>
          <strong class="good">${both('簽章正確', 'Verified')}</strong>
          <code>${no}</code> · ${currency} ${amount} · <code>${id}</code>
          ${times > 1 ? both(`收到 ${times} 次，只算一次`, `Came ${times} times, counted once`) : ''}
        </li>`,
    )}
    ${ignored.slice(0, NOTICES_SHOWN).map(
      (notice) =>
        html`<li>
          <strong class="bad">${both('簽章不正確，不理會', 'Not verified, ignored')}</strong>
          ${timeOf(notice.received_at)}
        </li>`,
    )}
  </ul>`;
}
