import { PayCoreError } from './errors.ts';
import type { Attempt } from './attempt.ts';

/** An attempt's account, as the key for `Pauses`. */
export const pauseKey = ({ gateway, accountId }: Attempt): string => `${gateway}:${accountId}`;

/** Until when the gateway asked us to stop calling; undefined where it did not. */
export function pauseOf(error: unknown, now: Date): Date | undefined {
  const seconds = error instanceof PayCoreError ? error.pauseSeconds : undefined;
  return seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000);
}
