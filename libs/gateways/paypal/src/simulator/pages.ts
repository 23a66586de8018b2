import { document, type Html } from '@paycore/simulator-kit';
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Events } from './callbacks.ts';
import type { Driver } from './driving.ts';
import { orderNoOf, stateOf, type Ledger, type Order } from './orders.ts';

const states: Readonly<Record<string, string>> = {
  issued: 'Waiting for the payer',
  declined: 'Payment method declined, waiting for another try',
  approved: 'Approved by the payer, not captured yet',
  pending: 'Captured, the money is on its way',
  paid: 'Paid',
  refunded: 'Paid, and the money went back',
  failed: 'Denied',
  expired: 'Expired',
};

const style = `body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1rem;color:#222}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
button{font:inherit;width:100%;min-height:2.75rem;margin-top:.6rem;padding:.6rem;border:1px solid #003087;border-radius:.5rem;background:#fff;color:#003087}
button.main{background:#003087;color:#fff}li{margin:.6rem 0}`;

const layout = (title: string, content: Html) => document({ language: 'en', title, style }, content);

const amountOf = ({ currency, value }: Order) => `${currency} ${value}`;

const row = (name: string, value: string) =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

const choices = {
  approve: 'Approve',
  pending: 'Approve, by a bank transfer that takes days',
  decline: 'Approve, with a card that will be declined',
  cancel: 'Cancel and return to the merchant',
} as const;

type Choice = keyof typeof choices;
const isChoice = (text: string): text is Choice => Object.hasOwn(choices, text);

function orderPage(order: Order, base: string) {
  const isOpen = order.status === 'CREATED' || order.status === 'PAYER_ACTION_REQUIRED';
  return layout(
    'PayPal sandbox',
    html`<p>This is simulated: there is no PayPal and no real money here.</p>
      <dl>
        ${row('Amount', amountOf(order))} ${row('For', order.description ?? '–')} ${row('Invoice', orderNoOf(order))}
        ${row('Order', order.id)} ${row('State', states[stateOf(order)] ?? '')}
      </dl>
      ${
        isOpen
          ? html`<form method="post" action="${base}/orders/${orderNoOf(order)}">
              ${Object.entries(choices).map(
                ([name, label]) =>
                  html`<button class="${name === 'approve' ? 'main' : ''}" name="choice" value="${name}">
                    ${label}
                  </button>`,
              )}
            </form>`
          : html`<p><a href="${base}/">All orders</a></p>`
      }`,
  );
}

const ordersPage = (orders: readonly Order[], base: string) =>
  layout(
    'PayPal sandbox: orders',
    orders.length === 0
      ? html`<p>There are no orders yet.</p>`
      : html`<ul>
          ${orders.map(
            (order) =>
              html`<li>
                <a href="${base}/orders/${orderNoOf(order)}">${orderNoOf(order)}</a> · ${amountOf(order)} ·
                ${states[stateOf(order)]}
              </li>`,
          )}
        </ul>`,
  );

const noOrderPage = (base: string) => layout('No such order', html`<p><a href="${base}/">All orders</a></p>`);

interface Counter {
  readonly ledger: Ledger;
  readonly events: Events;
  readonly driver: Driver;
  /** The mount as the outside sees it. */
  readonly baseUrl: string;
}

/** Where a person plays the payer. */
export function addPages(app: Hono, { ledger, events, driver, baseUrl }: Counter): void {
  const show = (c: Context, order: Order | undefined) =>
    order ? c.html(orderPage(order, baseUrl)) : c.html(noOrderPage(baseUrl), 404);
  app.get('/', (c) => c.html(ordersPage(ledger.newestFirst().slice(0, 100), baseUrl)));
  app.get('/checkoutnow', (c) => show(c, ledger.find(c.req.query('token') ?? '')));
  app.get('/orders/:orderNo', (c) => show(c, ledger.findByOrderNo(c.req.param('orderNo'))));
  app.post('/orders/:orderNo', async (c) => {
    const order = ledger.findByOrderNo(c.req.param('orderNo'));
    const choice = new URLSearchParams(await c.req.text()).get('choice') ?? '';
    if (!order || !isChoice(choice)) return show(c, order);
    if (choice !== 'cancel') {
      const approved = driver.approve(order, instruments[choice]);
      // The payer is sent back at once: which of the two comes first is anybody's guess.
      void events.send('CHECKOUT.ORDER.APPROVED', approved);
    }
    return c.redirect(wayBack(order, choice, baseUrl), 303);
  });
}

const instruments = { approve: 'good', pending: 'slow', decline: 'declined' } as const;

/** Where PayPal sends the payer's browser, and what it adds. */
function wayBack({ id, returnUrl, cancelUrl, invoiceId }: Order, choice: Choice, base: string): string {
  const url = choice === 'cancel' ? cancelUrl : returnUrl;
  if (url === null) return `${base}/orders/${invoiceId ?? id}`;
  const back = new URL(url);
  back.searchParams.append('token', id);
  if (choice !== 'cancel') back.searchParams.append('PayerID', 'SANDBXPAYER22');
  return back.href;
}
