import type { SimulatorRuntime } from '@paycore/simulator-kit';
import type { Context, Hono } from 'hono';
import { X509Certificate } from 'node:crypto';
import type { Account } from './accounts.ts';
import type { Events } from './callbacks.ts';
import { Orders } from './desk/checkout.ts';
import { verifySignature } from './desk/notifications.ts';
import { OAuth, unknownToken } from './desk/oauth.ts';
import { Payments } from './desk/payments.ts';
import { ApiError } from './desk/refusal.ts';
import type { Ledger } from './orders.ts';

interface Desk {
  readonly ledger: Ledger;
  readonly events: Events;
  readonly runtime: SimulatorRuntime;
}

/** PayPal's REST API, and the certificates that its events name. */
export function addDesk(app: Hono, { ledger, events, runtime }: Desk): void {
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
    authorized((...call) => orders.capture(...call)),
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
    authorized((...call) => payments.refund(...call)),
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
