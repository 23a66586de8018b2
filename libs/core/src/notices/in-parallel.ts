import { isOffline } from '../domain/errors.ts';

/**
 * Runs the task on all items, at most `width` at a time. A failure does not stop the others and is thrown at the end; but once
 * the database is unreachable no further item is started.
 */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await task(item);
      } catch (error) {
        failures.push(error);
        if (isOffline(error)) waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
