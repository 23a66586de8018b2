import { Hono } from 'hono';
import { ofIntent } from '../callbacks.ts';
import { cancelled, toJson, type Intent } from '../orders.ts';
import { byServer, intentFor, type Desk } from './access.ts';
import { answer, intentJson } from './answer.ts';
import { confirm } from './confirm.ts';
import { create } from './create.ts';
import { queryOf, readForm, textAt, type Fields } from './form.ts';
import { invalid, Refusal } from './refusal.ts';

function cancel(intent: Intent, { ledger, events }: Desk, fields: Fields): Intent {
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`;
    throw invalid(message, 'payment_intent_unexpected_state');
  }
  const after = ledger.change(intent, () => cancelled(textAt(fields, 'cancellation_reason') ?? null));
  events.sendSoon(after, ofIntent(after, 'payment_intent.canceled'));
  return after;
}

function pay(intent: Intent, fields: Fields, { ledger, events, baseUrl }: Desk): Intent {
  const { change, event } = confirm(intent, fields, `${baseUrl}/authorize/${intent.id}`);
  const after = ledger.change(intent, () => change);
  events.sendSoon(after, ofIntent(after, event));
  if (after.lastError === null) return after;
  const { type: _, message, ...more } = after.lastError;
  throw new Refusal(402, 'card_error', message, { ...more, payment_intent: toJson(after) });
}

/** PaymentIntents: https://docs.stripe.com/api/payment_intents. */
export function intents(desk: Desk): Hono {
  const app = new Hono();
  const { ledger, now, enforcesLimits: isLimited } = desk;
  app.post('/', async (c) => {
    const fields = readForm(await c.req.text());
    const version = c.req.header('stripe-version');
    const intent = create({ fields, account: byServer(c, fields), version, isLimited }, now());
    return answer(c, intentJson(ledger.write(intent), fields));
  });
  app.get('/:id', (c) => answer(c, intentJson(intentFor(c, {}, ledger), queryOf(c.req.url))));
  app.post('/:id/cancel', async (c) => {
    const fields = readForm(await c.req.text());
    byServer(c, fields);
    return answer(c, intentJson(cancel(intentFor(c, fields, ledger), desk, fields), fields));
  });
  app.post('/:id/confirm', async (c) => {
    const fields = readForm(await c.req.text());
    return answer(c, intentJson(pay(intentFor(c, fields, ledger), fields, desk), fields));
  });
  return app;
}
