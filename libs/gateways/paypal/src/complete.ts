import type { Outcome, Payment } from '@paycore/core';
import type { Ask } from './client.ts';
import { goneBy, pathOf, query } from './query.ts';
import { rejected, unclear } from './refusals.ts';
import { readOrder, toOutcome } from './wire.ts';

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
export async function complete(payment: Payment, attempt: number, ask: Ask): Promise<Outcome> {
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
  if (refusal.status === 409 || alreadyRuns.includes(issue)) return final(await query(payment, ask));
  if (refusal.status !== 422) throw rejected(refusal);
  // A known no: nothing moved, and the payer may approve with something else.
  return notYet.includes(issue) ? { status: 'pending' } : { status: 'pending', declined: issue };
}

/** What was just tried is not to be tried again at once. */
const final = ({ next: _, ...outcome }: Outcome): Outcome => outcome;
