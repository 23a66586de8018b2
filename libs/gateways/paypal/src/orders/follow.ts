import type { Outcome, Payment } from '@paycore/core';
import type { Ask } from '../api/client.ts';
import { rejected, unclear, type Refusal } from '../api/refusal.ts';
import { readOrder, toOutcome } from './order.ts';

const pathOf = (orderId: string) => `/v2/checkout/orders/${encodeURIComponent(orderId)}`;

/** An order that PayPal no longer has, or lets nobody capture, can no longer be paid: unapproved ones end after some hours. */
function goneBy({ status, name, issues }: Refusal): Outcome | undefined {
  const expired = 'ORDER_EXPIRED';
  if (status === 422 && issues.includes(expired)) return { status: 'expired', reason: { order: expired } };
  return status === 404 && name === 'RESOURCE_NOT_FOUND' ? { status: 'expired', reason: { order: name } } : undefined;
}

/** How PayPal has the order. Throws `unavailable`. */
export async function sync(ask: Ask, payment: Payment): Promise<Outcome> {
  // Its create was never answered: a repeat of that will find the order.
  if (payment.gatewayTradeNo === undefined) return { status: 'pending' };
  const answer = await ask({ method: 'GET', path: pathOf(payment.gatewayTradeNo) });
  if ('said' in answer) return toOutcome(readOrder(answer.said), payment);
  const gone = goneBy(answer.refusal);
  if (gone) return gone;
  throw unclear('the question was refused', answer.refusal.log);
}

/** Another capture of the order was faster or still runs, or the order is void: it says itself how it stands. */
const alreadyRuns: readonly string[] = [
  'ORDER_ALREADY_CAPTURED',
  'ORDER_ALREADY_COMPLETED',
  'ORDER_COMPLETED_OR_VOIDED',
  'ORDER_COMPLETION_IN_PROGRESS',
];
/** The payer has something to do before the same try can succeed. */
const notYet: readonly string[] = ['ORDER_NOT_APPROVED', 'PAYER_ACTION_REQUIRED'];

/**
 * Captures the approved order. All who try at once are one to PayPal, by the number of the attempt. Throws `unavailable`,
 * `rejected`.
 */
export async function complete(ask: Ask, payment: Payment, attempt: number): Promise<Outcome> {
  const { paymentNo, gatewayTradeNo } = payment;
  if (gatewayTradeNo === undefined) throw unclear('no order to capture');
  const answer = await ask({
    method: 'POST',
    path: `${pathOf(gatewayTradeNo)}/capture`,
    body: '{}',
    requestId: `${paymentNo}-cap-${attempt}`,
  });
  if ('said' in answer) return final(toOutcome(readOrder(answer.said), payment));
  const { refusal } = answer;
  const gone = goneBy(refusal);
  if (gone) return gone;
  const [issue = refusal.name] = refusal.issues;
  if (refusal.status === 409 || alreadyRuns.includes(issue)) return final(await sync(ask, payment));
  if (refusal.status !== 422) throw rejected(refusal);
  // A known no: nothing moved, and the payer may approve with something else.
  return notYet.includes(issue) ? { status: 'pending' } : { status: 'pending', declined: issue };
}

/** What was just tried is not to be tried again at once. */
const final = ({ next: _, ...outcome }: Outcome): Outcome => outcome;
