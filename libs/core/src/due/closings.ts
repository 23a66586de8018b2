import type { Attempt } from '../domain/attempt.ts';
import { changed, type Payment, type PaymentChange } from '../domain/payment.ts';

const minute = 60_000;

export const isAttemptDue = ({ closesAt }: Attempt, now: Date): boolean => closesAt !== undefined && closesAt <= now;

export const isLinkDue = ({ link }: Payment, now: Date): boolean => link?.isOpen === true && link.expiresAt <= now;

/** The payer may pick no more. */
export function linkEnded(payment: Payment, now: Date): PaymentChange {
  const { link, holdsOrder } = payment;
  const set = { link: link && { ...link, isOpen: false } };
  const { status } = changed(payment, { set });
  const isOver = status !== 'pending';
  return {
    set: { ...set, ...(isOver && holdsOrder && { holdsOrder: false }) },
    // Told apart from the end of an attempt, whose events are of the same type.
    events: [{ at: now, type: isOver && status !== 'paid' ? status : 'link_ended', detail: { link_ended: true } }],
  };
}

/** Of one that we closed before: it is watched no longer. */
export const watchEnded = ({ no, hasClaim }: Attempt): PaymentChange => ({
  attempts: [{ no, set: { closesAt: undefined, ...(!hasClaim && { asksAt: undefined }) } }],
});

/** Its gateway was asked so lately, and knew of no money, that it need not be asked a last time. */
export function isSpared({ completing }: Payment, attempt: Attempt, now: Date): boolean {
  const { no, answers, isUnderWay, hasClaim, returnedAt } = attempt;
  const last = answers?.at(-1);
  if (last?.result !== 'unpaid' || completing?.attempt === no) return false;
  // What was heard since is worth a question.
  if (isUnderWay || hasClaim || (returnedAt && returnedAt >= last.at)) return false;
  const ago = now.getTime() - last.at.getTime();
  return ago >= 0 && ago < minute;
}
