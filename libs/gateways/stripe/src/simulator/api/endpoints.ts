import type { Context } from 'hono';
import { Hono } from 'hono';
import { accountOf, accountOfSecret, type Account } from '../accounts.ts';
import type { Events } from '../events.ts';
import { cancelled, toJson, token, type Intent } from '../intent.ts';
import type { Ledger } from '../ledger.ts';
import { confirm } from './confirm.ts';
import { create } from './create.ts';
import { readForm, textAt, type Fields } from './form.ts';
import { invalid, Refusal } from './refusal.ts';

interface Desk {
  readonly ledger: Ledger;
  readonly events: Events;
  readonly now: () => Date;
  /** The mount, where the payer's pages stand. */
  readonly baseUrl: string;
}

/** As bearer, as the name of Basic, or where a browser calls, among the fields. */
function keyOf(c: Context, fields: Fields): string {
  const [scheme = '', value = ''] = (c.req.header('authorization') ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0] ?? '';
  return textAt(fields, 'key') ?? c.req.query('key') ?? '';
}

const masked = (key: string) => `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`;

const unauthorized = (key: string) =>
  new Refusal(
    401,
    'invalid_request_error',
    key === '' ? 'You did not provide an API key.' : `Invalid API Key provided: ${masked(key)}`,
  );

function byServer(c: Context, fields: Fields): Account {
  const key = keyOf(c, fields);
  const account = accountOfSecret(key);
  if (!account && accountOf(key)) {
    const message = 'This API call cannot be made with a publishable API key.';
    throw new Refusal(403, 'invalid_request_error', message, { code: 'secret_key_required' });
  }
  if (!account) throw unauthorized(key);
  return account;
}

const noSuchIntent = (id: string) =>
  new Refusal(404, 'invalid_request_error', `No such payment_intent: '${id}'`, {
    code: 'resource_missing',
    param: 'intent',
  });

/** By its owner's secret key, or by its own client secret beside the publishable key. */
function intentFor(c: Context, fields: Fields, ledger: Ledger): Intent {
  const id = c.req.param('id') ?? '';
  const key = keyOf(c, fields);
  const account = accountOfSecret(key) ?? accountOf(key);
  if (!account) throw unauthorized(key);
  const intent = ledger.find(id);
  if (intent?.publishableKey !== account.publishableKey) throw noSuchIntent(id);
  const secret = textAt(fields, 'client_secret') ?? c.req.query('client_secret');
  if (key === account.publishableKey && secret !== intent.clientSecret) throw noSuchIntent(id);
  return intent;
}

function cancel(intent: Intent, { ledger, events }: Desk, fields: Fields): Intent {
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`;
    throw invalid(message, 'payment_intent_unexpected_state');
  }
  const after = ledger.change(intent, () => cancelled(textAt(fields, 'cancellation_reason') ?? null));
  events.sendSoon(after, 'payment_intent.canceled');
  return after;
}

function pay(intent: Intent, fields: Fields, { ledger, events, baseUrl }: Desk): Intent {
  const { change, event } = confirm(intent, fields, `${baseUrl}/authorize/${intent.id}`);
  const after = ledger.change(intent, () => change);
  events.sendSoon(after, event);
  if (after.lastError === null) return after;
  const { type: _, message, ...more } = after.lastError;
  throw new Refusal(402, 'card_error', message, { ...more, payment_intent: toJson(after) });
}

const headers = () => ({
  'request-id': `req_${token(14)}`,
  'stripe-version': '2026-10-28.endive',
  // Stripe.js calls from the shop's page.
  'access-control-allow-origin': '*',
});

const answer = (c: Context, body: object, status = 200) => c.json(body, status as 200, headers());

export function endpoints(desk: Desk): Hono {
  const app = new Hono();
  const { ledger, now } = desk;
  app.post('/payment_intents', async (c) => {
    const fields = readForm(await c.req.text());
    const account = byServer(c, fields);
    const key = c.req.header('idempotency-key') ?? null;
    return answer(c, toJson(create({ fields, account, key, version: c.req.header('stripe-version') }, now(), ledger)));
  });
  app.get('/payment_intents/:id', (c) => answer(c, toJson(intentFor(c, {}, ledger))));
  app.post('/payment_intents/:id/cancel', async (c) => {
    const fields = readForm(await c.req.text());
    byServer(c, fields);
    return answer(c, toJson(cancel(intentFor(c, fields, ledger), desk, fields)));
  });
  app.post('/payment_intents/:id/confirm', async (c) => {
    const fields = readForm(await c.req.text());
    return answer(c, toJson(pay(intentFor(c, fields, ledger), fields, desk)));
  });
  app.all('*', (c) => {
    const message = `Unrecognized request URL (${c.req.method}: ${new URL(c.req.url).pathname}).`;
    return answer(c, new Refusal(404, 'invalid_request_error', message).toJson(), 404);
  });
  app.onError((error, c) => {
    if (error instanceof Refusal) return answer(c, error.toJson(), error.status);
    throw error;
  });
  return app;
}
