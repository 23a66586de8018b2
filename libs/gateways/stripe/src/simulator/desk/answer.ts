import type { Context } from 'hono';
import { chargeJson } from '../charge.ts';
import { toJson, token, type Intent } from '../orders.ts';
import { textsAt, type Fields } from './form.ts';
import { Refusal } from './refusal.ts';

export const answerHeaders = () => ({
  'content-type': 'application/json',
  'request-id': `req_${token(14)}`,
  'stripe-version': '2026-10-28.endive',
  // Stripe.js calls from the shop's page.
  'access-control-allow-origin': '*',
});

export const answer = (c: Context, body: object, status = 200): Response =>
  c.json(body, status as 200, answerHeaders());

/** What `expand[]` names; each must be a property that holds another object's id, or is left out otherwise. */
export function expansions(fields: Fields, known: readonly string[]): ReadonlySet<string> {
  const names = Object.values(textsAt(fields, 'expand') ?? {});
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new Refusal(400, 'invalid_request_error', `This property cannot be expanded (${stranger}).`);
  }
  return new Set(names);
}

/** An intent as the API answers it. */
export function intentJson(intent: Intent, fields: Fields): object {
  const names = expansions(fields, ['latest_charge', 'latest_charge.refunds']);
  const isPaid = intent.status === 'succeeded';
  if (names.size === 0 || !isPaid) return toJson(intent);
  return { ...toJson(intent), latest_charge: chargeJson(intent, names.has('latest_charge.refunds')) };
}
