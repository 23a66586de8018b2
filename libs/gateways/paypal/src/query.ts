import type { Outcome, Payment } from '@paycore/core';
import type { Ask } from './client.ts';
import { unclear, type Refusal } from './refusals.ts';
import { readOrder, toOutcome } from './wire.ts';

export const pathOf = (orderId: string) => `/v2/checkout/orders/${encodeURIComponent(orderId)}`;

/** An order that PayPal no longer has, or lets nobody capture, can no longer be paid: unapproved ones end after some hours. */
export function goneBy({ status, name, issues }: Refusal): Outcome | undefined {
  const expired = 'ORDER_EXPIRED';
  if (status === 422 && issues.includes(expired)) return { status: 'expired', reason: { order: expired } };
  return status === 404 && name === 'RESOURCE_NOT_FOUND' ? { status: 'expired', reason: { order: name } } : undefined;
}

/** How PayPal has the order. Throws `unavailable`. */
export async function query(payment: Payment, ask: Ask): Promise<Outcome> {
  // Its create was never answered: a repeat of that will find the order.
  if (payment.gatewayTradeNo === undefined) return { status: 'pending' };
  const answer = await ask({ method: 'GET', path: pathOf(payment.gatewayTradeNo) });
  if ('said' in answer) return toOutcome(readOrder(answer.said), payment);
  const gone = goneBy(answer.refusal);
  if (gone) return gone;
  throw unclear('the question was refused', answer.refusal.log);
}
