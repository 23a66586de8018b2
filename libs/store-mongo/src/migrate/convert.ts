import { closingTime, type CloseReason } from '@paycore/core';
import { isFilled } from '../is-filled.ts';
import { orderKeyOf } from '../order-key.ts';
import { toPayment } from '../payment-document.ts';
import type { AttemptDocument, PaymentDocument } from '../payment-schema.ts';
import { summaryOf } from '../payment-summary.ts';
import type { Seal } from '../seal.ts';
import type { OldDocument } from './old-document.ts';

/** What an old document alone does not tell. */
export interface Known {
  /** Hours; undefined where the method is not known any more. */
  readonly lagHours: number | undefined;
  /** Its page leads to a cashier that takes each number once. */
  readonly isCashier: boolean;
  /** paymentNo of the order's paid payment, where that is another one. */
  readonly paidBeside: string | undefined;
}

/** The payment with its one order as its first attempt. Encrypted texts are as they were: their place is the same. */
export function converted(old: OldDocument, known: Known, seal: Seal): PaymentDocument {
  const { _id, project, environment, request, status, createdAt, paidAt, notice, purgedAt, completingUntil } = old;
  const key = newKeyOf(old);
  const isPaid = status === 'paid';
  const holdsPaid = isPaid && known.paidBeside === undefined;
  const closedReason = closedReasonOf(old);
  const plain = {
    ...{ _id, project, environment, request, status, createdAt },
    ...(paidAt && { paidAt }),
    attempts: [firstAttempt(old, known)],
    ...(isPaid && { keptAttempt: 1 }),
    ...(closedReason && { closedReason }),
    ...(known.paidBeside !== undefined && { paidBeside: known.paidBeside }),
    ...(completingUntil && { completing: { attempt: 1, until: completingUntil } }),
    ...(old.orderKey !== undefined && { orderKey: key }),
    ...(holdsPaid && { paidKey: key }),
    // Another payment may be open for the paid order: it is to be closed.
    ...(holdsPaid && old.orderKey === undefined && { tidyAt: paidAt ?? createdAt }),
    ...(notice && { notice }),
    events: [...old.events],
    ...(old.refusedCallbacks > 0 && { refusedCallbacks: old.refusedCallbacks }),
    ...(purgedAt && { purgedAt }),
    version: old.version + 1,
  } satisfies PaymentDocument;
  const filled = Object.entries(summaryOf(toPayment(plain, { seal }))).filter(([, value]) => value !== undefined);
  return { ...plain, ...(Object.fromEntries(filled) as Partial<PaymentDocument>) };
}

function closedReasonOf({ status, events }: OldDocument): CloseReason | undefined {
  const last = events.findLast(({ type }) => type === 'failed');
  return status === 'failed' && last?.detail?.['cancelled'] === true ? 'cancelled' : undefined;
}

function firstAttempt(old: OldDocument, known: Known): AttemptDocument {
  const { status, gateway, route, method, accountId, gatewayOrderNo, gatewayTradeNo, sealed } = old;
  const { info, simulated, asks, expiresAt, paidAt, creating, asksAt, hasClaim, syncedAt, failedCompletions } = old;
  const closesAt = latestClosing(old, known);
  return {
    ...{ no: 1, gateway, route, method, accountId, gatewayOrderNo, status, isKeyedByPayment: true, sealed },
    ...(gatewayTradeNo !== undefined && { gatewayTradeNo }),
    ...(simulated && { simulated }),
    ...(isFilled(info) && { info }),
    ...(asks > 0 && { asks }),
    ...(expiresAt && { expiresAt }),
    ...(paidAt && { paidAt }),
    ...(creating && { creating }),
    ...(closesAt && { closesAt }),
    ...(asksAt && { asksAt }),
    ...(hasClaim && { hasClaim }),
    ...(syncedAt && { syncedAt }),
    ...(failedCompletions !== undefined && { failedCompletions }),
    // The page posted its form by itself: whoever saw it may have taken the number to the cashier.
    ...(known.isCashier && status === 'pending' && { isOut: true }),
  };
}

/** The method's lag may be longer by now than when the payment was made: then its money is awaited so long. */
function latestClosing({ status, expiresAt, closesAt }: OldDocument, { lagHours }: Known): Date | undefined {
  if (status !== 'pending' || !closesAt || !expiresAt || lagHours === undefined) return closesAt;
  const today = closingTime({ lagHours }, expiresAt);
  return today > closesAt ? today : closesAt;
}

/** The key of the old payment's order, on its own side. */
export const newKeyOf = ({ project, environment, request }: OldDocument): string =>
  orderKeyOf({ project, environment, merchantOrderNo: request.merchantOrderNo });
