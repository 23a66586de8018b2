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

/** The payer is just back from the gateway, and the result is awaited. */
export const isReturnAwaited = ({ status, returnedAt }: Attempt, now: Date): boolean =>
  status === 'pending' && returnedAt !== undefined && now.getTime() - returnedAt.getTime() < returnLifeMs;

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

/** Whether a press on the payment's page may take another number to the cashier. */
export function canTakeNumber(payment: Payment, now: Date): boolean {
  const newest = payment.attempts.at(-1);
  if (!newest || payment.status !== 'pending' || newest.creating) return false;
  return isCashier(newest) && isPayable(newest, now) && isUntouched(payment, now);
}

/** The attempt whose form creates answer: made by one of them, and never given to a browser by our page. */
export const formAttempt = ({ attempts }: Payment): Attempt | undefined =>
  attempts.findLast((attempt) => isCashier(attempt) && attempt.isOut !== true);

/** Whether a repeated create is answered with a new form. */
export function isFormOld(payment: Payment, now: Date): boolean {
  const { createdAt } = formAttempt(payment) ?? {};
  const isFresh = createdAt !== undefined && now.getTime() - createdAt.getTime() < formLifeMs;
  return !isFresh && canTakeNumber(payment, now);
}
