import type { Attempt } from './attempt.ts';
import { isPayable, newestAttempt, shownAttempt } from './attempts.ts';
import { scaled } from './money.ts';
import type { Payment, PaymentRequest } from './payment.ts';

const day = 86_400_000;

/** How many codes a payer may hold at once. */
export const maxOpenCodes = 5;

/** Whether the payer may pick a way to pay. */
export const hasOpenLink = ({ status, link }: Payment, now: Date): boolean =>
  status === 'pending' && link !== undefined && link.isOpen && link.expiresAt > now;

/**
 * The attempt that the payer's page is about. Where the payer picks the method it is the newest one while it lives; undefined
 * where they are to pick another.
 */
export function currentAttempt(payment: Payment, now: Date): Attempt | undefined {
  if (!hasOpenLink(payment, now)) return shownAttempt(payment);
  const newest = newestAttempt(payment);
  return newest && (newest.creating || newest.page) && isPayable(newest, now) ? newest : undefined;
}

/** Attempts whose code, account or bar codes can still be paid, wherever the payer has gone since. */
export const openCodes = ({ attempts }: Payment, now: Date): Attempt[] =>
  attempts.filter((attempt) => isToTakeAlong(attempt) && isPayable(attempt, now));

/** Something that the payer pays by elsewhere. */
export function isToTakeAlong({ page }: Attempt): boolean {
  const kind = page?.reveal().kind;
  return kind === 'account' || kind === 'code' || kind === 'barcode';
}

/** Methods that a gateway refused for this payment, as `{gateway}/{route}`. */
export const refusedMethods = ({ attempts, events }: Payment): ReadonlySet<string> => {
  const refused = events.filter(({ type, detail }) => type === 'failed' && detail?.['kind'] === 'rejected');
  const numbers = new Set(refused.map(({ attempt = 1 }) => attempt));
  return new Set(attempts.filter(({ no }) => numbers.has(no)).map(({ gateway, route }) => `${gateway}/${route}`));
};

/** Days from then to the link's end, rounded up; undefined where the method was fixed by the merchant. */
export const daysToLinkEnd = ({ link }: Payment, from: Date): number | undefined =>
  link && Math.max(1, Math.ceil((link.expiresAt.getTime() - from.getTime()) / day));

type Money = Pick<PaymentRequest, 'amount' | 'decimals' | 'currency'>;

/** Whether two requests in major units ask for the same, however they are written. */
export function isSameMoney(one: Money, other: Money): boolean {
  const decimals = Math.max(one.decimals ?? 0, other.decimals ?? 0);
  const inUnits = ({ amount, decimals: own = 0 }: Money) => scaled({ amount, decimals: own }, decimals);
  return one.currency === other.currency && inUnits(one) === inUnits(other);
}
