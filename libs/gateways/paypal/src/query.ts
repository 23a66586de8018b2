import type { Outcome, PlacedOrder } from '@paycore/core';
import type { Call } from './client.ts';
import { unclear, type Refusal } from './refusals.ts';
import { readOrder, toOutcome } from './wire.ts';

export const pathOf = (orderId: string) => `/v2/checkout/orders/${encodeURIComponent(orderId)}`;

/** An order that PayPal has dropped or lets nobody capture can no longer be paid: unapproved ones end after some hours. */
export function goneBy({ status, name, issues }: Refusal): Outcome | undefined {
  const expired = 'ORDER_EXPIRED';
  if (status === 422 && issues.includes(expired)) return { status: 'expired', reason: { order: expired } };
  return status === 404 && name === 'RESOURCE_NOT_FOUND' ? { status: 'expired', reason: { order: name } } : undefined;
}

/** Reads the order at PayPal. Throws `unavailable`. */
export async function query(order: PlacedOrder, call: Call): Promise<Outcome> {
  // Its create was never answered: a repeat of that will find the order.
  if (order.gatewayTradeNo === undefined) return { status: 'pending' };
  const answer = await call({ method: 'GET', path: pathOf(order.gatewayTradeNo) });
  if ('body' in answer) return toOutcome(readOrder(answer.body), order);
  const gone = goneBy(answer.refusal);
  if (gone) return gone;
  throw unclear('the query was refused', answer.refusal.log);
}
