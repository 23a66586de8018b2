import type { Outcome, PlacedOrder } from '@paycore/core';
import type { Call } from './client.ts';
import { goneBy, pathOf, query } from './query.ts';
import { rejected, unclear } from './refusals.ts';
import { readOrder, requestIdOf, toOutcome } from './wire.ts';

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
 * Captures the approved order. Calls at the same time are one request to PayPal, by the number of the try. Throws
 * `unavailable`, `rejected`.
 */
export async function complete(order: PlacedOrder, serial: number, call: Call): Promise<Outcome> {
  const { gatewayTradeNo } = order;
  if (gatewayTradeNo === undefined) throw unclear('no order to capture');
  const answer = await call({
    method: 'POST',
    path: `${pathOf(gatewayTradeNo)}/capture`,
    body: '{}',
    requestId: `${requestIdOf(order)}-cap-${serial}`,
  });
  if ('body' in answer) return final(toOutcome(readOrder(answer.body), order));
  const { refusal } = answer;
  const gone = goneBy(refusal);
  if (gone) return gone;
  const [issue = refusal.name] = refusal.issues;
  if (refusal.status === 409 || alreadyRuns.includes(issue)) return final(await query(order, call));
  if (refusal.status !== 422) throw rejected(refusal);
  // A known no: nothing moved, and the payer may approve with something else.
  return notYet.includes(issue) ? { status: 'pending' } : { status: 'pending', declined: issue };
}

/** An order that still reads as approved is being captured right now: not to be tried again at once, nor another order. */
function final(outcome: Outcome): Outcome {
  if (outcome.next !== 'complete') return outcome;
  const { next: _, ...facts } = outcome;
  return { ...facts, underWay: true };
}
