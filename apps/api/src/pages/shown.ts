import {
  canTakeNumber,
  isMoneyMoving,
  isPayable,
  isReturnAwaited,
  isToTakeAlong,
  isSpent,
  shownAttempt,
  type Payment,
  type PaymentStatus,
} from '@paycore/core';
import { awaitedUntil } from './awaited.ts';
import { shownOfPicked, type Asked } from './picked.ts';
import type { Shown, Standing } from './standing.ts';

/** A payment is over for the payer at its deadline, though late reports of the gateway are still awaited. */
export function shownOf(standing: Standing, now: Date, asked: Asked = {}): Shown {
  const { payment, isPaidBeside } = standing;
  if (payment.status === 'paid') return 'paid';
  if (isPaidBeside) return 'paidBeside';
  if (payment.status !== 'pending') return payment.status;
  if (payment.mode === 'all_in_one') return shownOfPicked(standing, now, asked);
  const attempt = shownAttempt(payment);
  if (!attempt) return 'creating';
  const page = attempt.page?.reveal();
  const isOpen = isPayable(attempt, now);
  // What the payer pays by elsewhere: what happens on this page or behind it takes nothing of it away.
  if (page && isOpen && isToTakeAlong(attempt)) return page.kind;
  if (isMoneyMoving(payment) || payment.attempts.some((each) => isReturnAwaited(each, now))) return 'awaited';
  if (canTakeNumber(payment, now)) return isSpent(payment) ? 'exhausted' : 'form';
  if (!isOpen) return awaitedUntil(payment.attempts, now) ? 'late' : 'expired';
  return page && page.kind !== 'form' ? page.kind : 'creating';
}

export const statusOf = (shown: Shown): PaymentStatus => {
  if (shown === 'paid' || shown === 'failed' || shown === 'expired') return shown;
  if (shown === 'late') return 'expired';
  return shown === 'paidBeside' ? 'failed' : 'pending';
};

/** Differs whenever the page would show something else: then an open one loads itself anew. */
export function versionOf(shown: Shown, { attempts, mode }: Payment, { isChoosing = false }: Asked = {}): string {
  // Whoever is about to choose is not to be disturbed by what happens in another tab.
  if (shown === 'choose' && isChoosing) return 'choosing';
  return attempts.length > (mode === 'direct' ? 1 : 0) ? `${shown}-${attempts.length}` : shown;
}
