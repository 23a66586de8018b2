import {
  currentAttempt,
  hasOpenLink,
  isMoneyMoving,
  isPayable,
  isReturnAwaited,
  isSpent,
  openCodes,
  type Attempt,
  type OfferedMethod,
  type Payment,
} from '@paycore/core';
import { awaitedUntil } from './awaited.ts';
import type { Shown, Standing } from './standing.ts';

/** What the payer asks to see where they pick the method. */
export interface Asked {
  /** The chooser, although they have picked before. */
  readonly isChoosing?: boolean;
  /** The attempt with this number, where one can still pay by it. */
  readonly attempt?: number | undefined;
}

/** Where a payer stands who picks the method: their payment is open, and no other one has paid its order. */
export function shownOfPicked(standing: Standing, now: Date, asked: Asked): Shown {
  const { payment, offered = [] } = standing;
  if (isMoneyMoving(payment)) return 'awaited';
  if (asked.isChoosing && offered.length > 0) return 'choose';
  const attempt = pickedAttempt(payment, now, asked);
  if (attempt && isPayable(attempt, now)) return shownOfAttempt(payment, attempt, offered, now);
  if (offered.length > 0) return 'choose';
  if (openCodes(payment, now).length > 0) return 'codes';
  if (hasOpenLink(payment, now)) return isSpent(payment) ? 'spent' : 'unoffered';
  return awaitedUntil(payment.attempts, now) ? 'late' : 'expired';
}

/** The attempt that the page is about: the one that the payer asks for, else the current one. */
export function pickedAttempt(payment: Payment, now: Date, { attempt: no }: Asked): Attempt | undefined {
  const named = payment.attempts.find((attempt) => attempt.no === no && isPayable(attempt, now) && isShowable(attempt));
  return named ?? currentAttempt(payment, now);
}

/** A cashier's form is never shown again: the cashier takes each number once. */
const isShowable = ({ page }: Attempt): boolean => page !== undefined && page.reveal().kind !== 'form';

function shownOfAttempt(payment: Payment, attempt: Attempt, offered: readonly OfferedMethod[], now: Date): Shown {
  const kind = attempt.page?.reveal().kind;
  if (kind === undefined) return 'creating';
  if (kind !== 'form') return kind;
  if (isReturnAwaited(attempt, now)) return 'awaited';
  if (isSpent(payment)) return 'exhausted';
  return offered.some((method) => isOf(method, attempt)) ? 'form' : 'awaited';
}

type Named = Pick<OfferedMethod, 'gateway' | 'route'>;

/** Whether the attempt is one by that method. */
export const isOf = ({ gateway, route }: Named, attempt: Named): boolean =>
  attempt.gateway === gateway && attempt.route === route;
