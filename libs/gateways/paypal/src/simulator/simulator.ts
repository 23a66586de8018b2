import type { Simulator, SimulatorFactory, SimulatorRuntime } from '@paycore/core';
import { Hono, type Context } from 'hono';
import { X509Certificate } from 'node:crypto';
import { accounts, type Account } from './accounts.ts';
import { ApiError } from './api/errors.ts';
import { verifySignature } from './api/notifications.ts';
import { OAuth, unknownToken } from './api/oauth.ts';
import { Orders } from './api/orders.ts';
import { Payments } from './api/payments.ts';
import { Desk } from './desk.ts';
import { Events } from './events/events.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { toSimulated, type Order } from './order.ts';
import { isChoice, noOrderPage, orderPage, ordersPage, type Choice } from './pages.ts';

interface Parts {
  readonly ledger: Ledger;
  readonly events: Events;
  readonly desk: Desk;
  readonly runtime: SimulatorRuntime;
}

function addApi(app: Hono, { ledger, events, runtime }: Parts): void {
  const oauth = new OAuth(runtime.now);
  const orders = new Orders(ledger, events, runtime.now);
  const authorized = (handle: (request: Request, account: Account, id: string) => Response | Promise<Response>) => {
    return async (c: Context): Promise<Response> => {
      const account = oauth.accountOf(c.req.raw);
      if (!account) return unknownToken();
      try {
        return await handle(c.req.raw, account, c.req.param('id') ?? '');
      } catch (error) {
        if (error instanceof ApiError) return error.toResponse();
        throw error;
      }
    };
  };
  app.post('/v1/oauth2/token', (c) => oauth.token(c.req.raw));
  app.post(
    '/v2/checkout/orders',
    authorized((request, account) => orders.create(request, account)),
  );
  app.get(
    '/v2/checkout/orders/:id',
    authorized((_request, account, id) => orders.get(account, id)),
  );
  app.post(
    '/v2/checkout/orders/:id/capture',
    authorized((...asked) => orders.capture(...asked)),
  );
  const payments = new Payments(ledger, events, runtime.now);
  app.get(
    '/v2/payments/captures/:id',
    authorized((_request, account, id) => payments.capture(account, id)),
  );
  app.get(
    '/v2/payments/refunds/:id',
    authorized((_request, account, id) => payments.refunded(account, id)),
  );
  app.post(
    '/v2/payments/captures/:id/refund',
    authorized((...asked) => payments.refund(...asked)),
  );
  const verification = authorized((request, account) => verifySignature(request, account, events));
  app.post('/v1/notifications/verify-webhook-signature', verification);
  app.get('/v1/notifications/certs/:id', (c) => {
    const { certificate, certificateId } = events.keys();
    return c.req.param('id') === certificateId ? c.text(certificate) : c.notFound();
  });
  app.get('/root.pem', (c) => c.text(events.keys().root));
  app.get('/issuer.crt', (c) => {
    const { raw } = new X509Certificate(events.keys().issuer);
    return c.body(new Uint8Array(raw), 200, { 'content-type': 'application/pkix-cert' });
  });
}

function addPages(app: Hono, { ledger, events, desk, runtime: { baseUrl } }: Parts): void {
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
      const approved = desk.approve(order, instruments[choice]);
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

/** PayPal's side of the wire, as far as PayCore meets it, for the sandbox. */
function open(runtime: SimulatorRuntime): Simulator {
  const ledger = openLedger(runtime.journal);
  const events = new Events(ledger, runtime);
  const desk = new Desk(ledger, events, runtime);
  const app = new Hono();
  addApi(app, { ledger, events, desk, runtime });
  addPages(app, { ledger, events, desk, runtime });
  return {
    fetch: (request) => app.fetch(request),
    orders: () => ledger.newestFirst().map((order) => toSimulated(order, runtime.callbackUrl)),
    drive: (orderNo, outcome, how) => desk.drive(orderNo, outcome, how),
  };
}

const [demo] = accounts;

export const paypalSimulator: SimulatorFactory = {
  gateway: 'paypal',
  rootPaths: ['/v1/oauth2', '/v1/notifications', '/v2'],
  demoCredentials: {
    client_id: demo.clientId,
    client_secret: demo.secret,
    environment: 'sandbox',
    webhook_id: demo.webhookId,
  },
  open,
};
