import { hasCode, isPayable, type Attempt, type Payment } from '@paycore/core';

/** Until when the last of their reports may come; undefined where none is awaited any more. */
export function awaitedUntil(attempts: readonly Attempt[], now: Date): Date | undefined {
  const times = attempts.flatMap(({ status, closesAt }) => (status === 'pending' && closesAt ? [closesAt] : []));
  return times.filter((at) => at > now).sort((a, b) => b.getTime() - a.getTime())[0];
}

/** Until when a payment by a code may be reported that was issued before the attempt with this number. */
export const earlierCodeUntil = ({ attempts, mode }: Payment, before: number, now: Date): Date | undefined =>
  awaitedUntil(
    // Where the payer picks, codes that can still be paid are listed by themselves.
    attempts.filter(
      (attempt) => attempt.no < before && hasCode(attempt) && (mode === 'direct' || !isPayable(attempt, now)),
    ),
    now,
  );
