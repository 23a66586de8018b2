import type { Html } from '@paycore/simulator-kit';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { elementPage, scripts } from './element-page.ts';
import { ofIntent, type Events } from './callbacks.ts';
import { declined, notAuthorized, orderNoOf, paid, type Intent, type Ledger } from './orders.ts';
import { document } from './layout.ts';

interface Desk {
  readonly ledger: Ledger;
  readonly events: Events;
  readonly baseUrl: string;
}

const row = (name: string, value: string) =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

const facts = (intent: Intent) =>
  html`<dl>
    ${row('商品', intent.description ?? '')}
    ${row('金額', `${intent.currency.toUpperCase()} ${intent.amount}（最小單位）`)}
    ${row('方式', intent.types.join(', '))} ${row('狀態', intent.status)}
  </dl>`;

/** Squares in no order that means anything: nobody is to scan it. */
function code(id: string): Html {
  const squares = [...Buffer.from(id.padEnd(36, '0'))].flatMap((byte, at) =>
    [0, 1, 2, 3]
      .filter((bit) => (byte >> bit) % 2 === 1)
      .map((bit) => [(at % 6) * 2 + (bit % 2), Math.floor(at / 6) * 2 + (bit >> 1)]),
  );
  return html`<svg viewBox="-1 -1 14 14" role="img" aria-label="QR">
    ${squares.map(([x, y]) => html`<rect x="${x}" y="${y}" width="1" height="1" />`)}
  </svg>`;
}

const isByCode = ({ nextAction }: Intent) => String(nextAction?.['type']).endsWith('_display_qr_code');

function decision(intent: Intent, path: string, inFrame: boolean): Html {
  const query = inFrame ? '?frame=1' : '';
  const yes = isByCode(intent) ? '掃描並付款 (scanned)' : '同意付款 (approve)';
  return html`${isByCode(intent) ? code(intent.id) : ''}
    <form method="post" action="${path}/approve${query}"><button>${yes}</button></form>
    <form method="post" action="${path}/decline${query}"><button class="no">拒絕 (decline)</button></form>`;
}

const isCancelled = ({ status }: Intent) => status === 'canceled';
const isOpen = (intent: Intent) => intent.status !== 'succeeded' && !isCancelled(intent);

const cancelledNote = html`<p role="alert">這筆付款已取消，無法再付款。(cancelled: it can no longer be paid)</p>`;

/** The bank's page, the app's, or the one that shows a code. */
function authorizePage(intent: Intent, base: string, inFrame: boolean): Html {
  const closed = isCancelled(intent) ? cancelledNote : '';
  const rest = isOpen(intent) ? decision(intent, `${base}/authorize/${intent.id}`, inFrame) : closed;
  return document('Stripe 沙盒：這不是真的付款', html`${facts(intent)} ${rest}`);
}

const ordersPage = (intents: readonly Intent[], base: string) =>
  document(
    'Stripe 沙盒：付款',
    html`<ul>
      ${intents.map(
        (intent) =>
          html`<li>
            <a href="${base}/orders/${orderNoOf(intent)}">${orderNoOf(intent)}</a>
            ${intent.currency.toUpperCase()} ${intent.amount} ${intent.types.join(', ')} ${intent.status}
          </li>`,
      )}
    </ul>`,
  );

const donePage = document('已送出', html`<p role="status">請稍候，付款頁會自動更新。</p>`);
const missingPage = document('找不到付款', html`<p>沙盒不認得這筆付款。</p>`);

/** Where Stripe sends the payer's browser; the query is for show, and nobody may believe it. */
function returnAddress(intent: Intent): string | undefined {
  if (intent.returnUrl === null) return undefined;
  const address = new URL(intent.returnUrl);
  address.searchParams.set('payment_intent', intent.id);
  address.searchParams.set('payment_intent_client_secret', intent.clientSecret);
  address.searchParams.set('redirect_status', intent.status === 'succeeded' ? 'succeeded' : 'failed');
  return address.href;
}

function decide(intent: Intent, isApproved: boolean, { ledger, events }: Desk): Intent {
  if (!isOpen(intent)) return intent;
  const after = ledger.change(intent, () => (isApproved ? paid : declined(notAuthorized)));
  events.sendSoon(after, ofIntent(after, isApproved ? 'payment_intent.succeeded' : 'payment_intent.payment_failed'));
  return after;
}

/** For people and their browsers. */
export function pages(desk: Desk): Hono {
  const { ledger, baseUrl } = desk;
  const app = new Hono();
  app.get('/', (c) => c.html(ordersPage(ledger.newestFirst().slice(0, 100), baseUrl)));
  app.get('/element', (c) => c.html(elementPage(c.req.query('type') ?? '', c.req.query('email') ?? '')));
  for (const [name, text] of scripts) {
    app.get(`/${name}`, (c) => c.body(text, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  }
  app.get('/orders/:orderNo', (c) => {
    const intent = ledger.findByOrderNo(c.req.param('orderNo'));
    return intent ? c.html(authorizePage(intent, baseUrl, false)) : c.html(missingPage, 404);
  });
  app.get('/authorize/:id', (c) => {
    const intent = ledger.find(c.req.param('id'));
    return intent ? c.html(authorizePage(intent, baseUrl, c.req.query('frame') === '1')) : c.html(missingPage, 404);
  });
  app.post('/authorize/:id/:decision', (c) => {
    const intent = ledger.find(c.req.param('id'));
    if (!intent) return c.html(missingPage, 404);
    const inFrame = c.req.query('frame') === '1';
    if (isCancelled(intent)) return c.html(authorizePage(intent, baseUrl, inFrame), 409);
    const after = decide(intent, c.req.param('decision') === 'approve', desk);
    const back = inFrame ? undefined : returnAddress(after);
    return back === undefined ? c.html(donePage) : c.redirect(back, 303);
  });
  return app;
}
