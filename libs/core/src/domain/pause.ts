import { PayCoreError } from './errors.ts';

/** Until when the gateway asked us to stop calling; undefined where it did not. */
export function pauseOf(error: unknown, now: Date): Date | undefined {
  const seconds = error instanceof PayCoreError ? error.pauseSeconds : undefined;
  return seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000);
}
