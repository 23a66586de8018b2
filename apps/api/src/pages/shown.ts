import {
  canTakeNumber,
  hasCode,
  isMoneyMoving,
  isPayable,
  isReturnAwaited,
  maxAttempts,
  shownAttempt,
  type Attempt,
  type OpenedPage,
  type Page,
  type Payment,
  type PaymentStatus,
} from '@paycore/core';

/**
 * What the payer is to see. A pending payment shows its page, or why there is nothing to pay by: `creating` until it has
 * one, `awaited` while money is on its way, `late` after the deadline, while what was paid in time may yet be reported,
 * `exhausted` after too many ways to the cashier. `paidBeside`: another payment has paid the order.
 */
export type Shown =
  Exclude<PaymentStatus, 'pending'> | Page['kind'] | 'paidBeside' | 'creating' | 'awaited' | 'late' | 'exhausted';

/** A payment is over for the payer at its deadline, though late reports of the gateway are still awaited. */
export function shownOf({ payment, isPaidBeside }: Pick<OpenedPage, 'payment' | 'isPaidBeside'>, now: Date): Shown {
  if (payment.status === 'paid') return 'paid';
  if (isPaidBeside) return 'paidBeside';
  if (payment.status !== 'pending') return payment.status;
  const attempt = shownAttempt(payment);
  if (!attempt) return 'creating';
  const page = attempt.page?.reveal();
  const isOpen = isPayable(attempt, now);
  if (page && isOpen && isToTakeAlong(page)) return page.kind;
  if (isMoneyMoving(payment) || payment.attempts.some((each) => isReturnAwaited(each, now))) return 'awaited';
  if (canTakeNumber(payment, now)) return payment.attempts.length < maxAttempts ? 'form' : 'exhausted';
  if (!isOpen) return awaitedUntil(payment.attempts, now) ? 'late' : 'expired';
  return page && page.kind !== 'form' ? page.kind : 'creating';
}

/** What the payer pays by elsewhere: what happens on this page or behind it takes nothing of it away. */
const isToTakeAlong = ({ kind }: Page): boolean => kind === 'account' || kind === 'code' || kind === 'barcode';

export const statusOf = (shown: Shown): PaymentStatus => {
  if (shown === 'paid' || shown === 'failed' || shown === 'expired') return shown;
  if (shown === 'late') return 'expired';
  return shown === 'paidBeside' ? 'failed' : 'pending';
};

/** Differs whenever the page would show something else: then an open one loads itself anew. */
export const versionOf = (shown: Shown, { attempts }: Payment): string =>
  attempts.length > 1 ? `${shown}-${attempts.length}` : shown;

/** Until when the last of their reports may come; undefined where none is awaited any more. */
export function awaitedUntil(attempts: readonly Attempt[], now: Date): Date | undefined {
  const times = attempts.flatMap(({ status, closesAt }) => (status === 'pending' && closesAt ? [closesAt] : []));
  return times.filter((at) => at > now).sort((a, b) => b.getTime() - a.getTime())[0];
}

/** Until when a payment by a code may be reported that was issued before the attempt with this number. */
export const earlierCodeUntil = ({ attempts }: Payment, before: number, now: Date): Date | undefined =>
  awaitedUntil(
    attempts.filter((attempt) => attempt.no < before && hasCode(attempt)),
    now,
  );
