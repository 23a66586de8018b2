import { PayCoreError } from './errors.ts';
import type { Payment } from './payment.ts';

/** A payment's account, as the key for `Pauses`. */
export const pauseKey = ({ gateway, accountId }: Payment): string => `${gateway}:${accountId}`;

/** Until when the gateway asked us to stop calling; undefined where it did not. */
export function pauseOf(error: unknown, now: Date): Date | undefined {
  const seconds = error instanceof PayCoreError ? error.pauseSeconds : undefined;
  return seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000);
}
