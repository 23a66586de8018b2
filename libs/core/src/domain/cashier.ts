import type { Attempt } from './attempt.ts';
import { hasCode, isMoneyMoving, isPayable } from './attempts.ts';
import type { Payment } from './payment.ts';

const minute = 60_000;

/** For so long a repeated create answers the same form: a retry stays a retry. */
const formLifeMs = 10 * minute;

/** For so long a payer whom the gateway sent back is taken to have paid, unless it says otherwise. */
const returnLifeMs = 60 * minute;

/** A cashier takes each order number once, from the payer's browser: whoever opens it again needs another number. */
export const isCashier = ({ page }: Attempt): boolean => page?.reveal().kind === 'form';

/** Until when the result is awaited of a payer who is just back from the gateway; undefined where none is awaited. */
export function returnAwaitedUntil({ status, returnedAt }: Attempt, now: Date): Date | undefined {
  if (status !== 'pending' || returnedAt === undefined) return undefined;
  const until = new Date(returnedAt.getTime() + returnLifeMs);
  return until > now ? until : undefined;
}

export const isReturnAwaited = (attempt: Attempt, now: Date): boolean => returnAwaitedUntil(attempt, now) !== undefined;

/** A number is out once a press on our page took it, or the gateway told anything of it. */
export const isNumberOut = (attempt: Attempt): boolean =>
  attempt.isOut === true ||
  attempt.returnedAt !== undefined ||
  attempt.gatewayTradeNo !== undefined ||
  hasCode(attempt);

/** Nothing that a payer did with an earlier number may still bring the money. */
const isUntouched = (payment: Payment, now: Date): boolean =>
  !isMoneyMoving(payment) &&
  !payment.attempts.some((attempt) => (hasCode(attempt) && isPayable(attempt, now)) || isReturnAwaited(attempt, now));

/**
 * Whether a press on the payment's page may take another number to the cashier: also where the newest was declined there, as
 * long as an earlier one keeps the payment open.
 */
export function canTakeNumber(payment: Payment, now: Date): boolean {
  const { attempts, status } = payment;
  if (status !== 'pending' || attempts.at(-1)?.creating) return false;
  return attempts.some((attempt) => isCashier(attempt) && isPayable(attempt, now)) && isUntouched(payment, now);
}

/** The attempt whose form creates answer: made by one of them, and never given to a browser by our page. */
export const formAttempt = ({ attempts }: Payment): Attempt | undefined =>
  attempts.findLast((attempt) => isCashier(attempt) && attempt.isOut !== true);

/** Whether a repeated create is answered with a new form. */
export function isFormOld(payment: Payment, now: Date): boolean {
  const form = formAttempt(payment);
  const isFresh = form && isPayable(form, now) && now.getTime() - form.createdAt.getTime() < formLifeMs;
  return !isFresh && canTakeNumber(payment, now);
}
