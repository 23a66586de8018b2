import type { Attempt } from './attempt.ts';
import { leadsToGateway } from './page.ts';
import type { AttemptChange, Payment } from './payment.ts';

/** How many orders one payment may place. */
export const maxAttempts = 20;

/** The payment has had all its attempts: it places no further order. */
export const isSpent = ({ attempts }: Payment): boolean => attempts.length >= maxAttempts;

/** Throws where there is none: numbers come from the payment itself. */
export function attemptOf({ attempts, paymentNo }: Payment, no: number): Attempt {
  const attempt = attempts.find((one) => one.no === no);
  if (!attempt) throw new Error(`Payment ${paymentNo} has no attempt ${no}.`);
  return attempt;
}

export const newestAttempt = ({ attempts }: Payment): Attempt | undefined => attempts.at(-1);

/** Whether the payer has something to pay by, and not just a way to the gateway. */
export const hasCode = ({ page }: Attempt): boolean => !leadsToGateway(page?.reveal());

/** The attempt that stands for the payment: the kept one, else the newest with a code, else the newest that is open. */
export function shownAttempt(payment: Payment): Attempt | undefined {
  const { attempts, keptAttempt } = payment;
  if (keptAttempt !== undefined) return attemptOf(payment, keptAttempt);
  // Most have one: its page need not be opened.
  if (attempts.length === 1) return attempts[0];
  return attempts.findLast(isIssued) ?? attempts.findLast(({ status }) => status === 'pending') ?? attempts.at(-1);
}

const isIssued = (attempt: Attempt): boolean => attempt.status === 'pending' && hasCode(attempt);

/**
 * Has the gateways of the other attempts asked at once: one of them may have been approved, and waited until the completion of
 * this one had ended.
 */
export const wakeOthers = ({ attempts }: Payment, no: number, now: Date): AttemptChange[] =>
  attempts
    .filter((one) => one.no !== no && one.status === 'pending' && one.asksAt !== undefined && one.asksAt > now)
    .map((one) => ({ no: one.no, set: { asksAt: now } }));

/** Before the payer's deadline; a late report is awaited until `closesAt` all the same. */
export const isPayable = ({ status, expiresAt }: Attempt, now: Date): boolean =>
  status === 'pending' && (expiresAt === undefined || expiresAt > now);

/**
 * Until when the payer can pay: the latest deadline of the open attempts, the link's end where none is left; once the payment
 * is closed, the shown one's.
 */
export function deadlineOf(payment: Payment, now: Date): Date | undefined {
  const { attempts, status, link } = payment;
  const isPicking = link?.isOpen === true && status === 'pending';
  const open = attempts.filter((one) => one.status === 'pending' && (!isPicking || isPayable(one, now)));
  const deadlines = status === 'pending' ? open.flatMap(({ expiresAt }) => expiresAt?.getTime() ?? []) : [];
  if (deadlines.length > 0) return new Date(Math.max(...deadlines));
  return isPicking ? link.expiresAt : (shownAttempt(payment)?.expiresAt ?? link?.expiresAt);
}

/** Money is on its way, or may be: the payer did their part, or we told the gateway to take it. */
export const isMoneyMoving = ({ attempts, completing }: Payment): boolean =>
  completing !== undefined || attempts.some(({ status, isUnderWay }) => status === 'pending' && isUnderWay === true);

export const isBeingCreated = ({ attempts }: Payment): boolean =>
  attempts.some(({ creating }) => creating !== undefined);

/** Somebody may be calling a gateway to place an order right now. */
export const isBeingPlaced = ({ attempts }: Payment, now: Date): boolean =>
  attempts.some(({ creating }) => creating !== undefined && !creating.isReleased && creating.until > now);

/** What was paid beyond the kept attempt, in the unit of `request.amount`: it has to be returned. */
export const amountToReturn = (payment: Payment): number => payment.request.amount * timesToReturn(payment);

/** The sum of what was paid, in the unit of `request.amount`. */
export const receivedAmount = (payment: Payment): number => payment.request.amount * timesPaid(payment);

/** How often the payment's money came in that is not the order's. */
export const timesToReturn = (payment: Payment): number =>
  payment.status === 'paid' ? timesPaid(payment) - (payment.paidBeside === undefined ? 1 : 0) : 0;

const timesPaid = ({ attempts, events, morePaidAgain }: Payment): number =>
  attempts.filter(({ status }) => status === 'paid').length +
  events.filter(isSecondTransaction).length +
  (morePaidAgain?.times ?? 0);

/** More than one attempt was paid, or one of them twice. */
export const isPaidTwice = ({ attempts, events }: Payment): boolean =>
  attempts.filter(({ status }) => status === 'paid').length > 1 || events.some(isSecondTransaction);

/** A further transaction in an attempt that was paid already; that of another attempt names the one that is kept. */
const isSecondTransaction = ({ type, detail }: Payment['events'][number]): boolean =>
  type === 'paid_again' && detail?.['kept_attempt'] === undefined;
