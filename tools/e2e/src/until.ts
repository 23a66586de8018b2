import { setTimeout as pause } from 'node:timers/promises';

/** Polls until the answer is one; throws with the last failure when the time is over. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 30_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      last = error;
    }
    await pause(40);
  }
  throw new Error(`In ${withinMs} ms it did not come to: ${what}`, { cause: last });
}
