import { setTimeout } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { isAway } from '../guard.ts';

/** Told after each batch how much is done in all. */
export type Progress = (done: number) => void;

export interface BatchOptions {
  /** Documents written at once; 200 where absent. */
  readonly batchSize?: number;
  readonly progress?: Progress;
  /** Between two tries while the database is away, in milliseconds; 1 s where absent. */
  readonly pauseMs?: number;
}

/** A new primary takes some ten seconds. */
const maxTries = 30;

/** Tries again while the database is away. The operation may have been applied, so it must be safe to repeat. */
export async function persistently<T>(operation: () => Promise<T>, pauseMs = 1_000): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await operation();
    } catch (error) {
      if (!isAway(error) || tries === maxTries) throw error;
      await setTimeout(pauseMs);
    }
  }
}

/**
 * Goes once through what the filter finds, by `_id`, a batch at a time; `work` resolves to how many documents it changed. Each batch
 * is a query of its own, so that no server has to hold the rest. Throws an Error that tells how much was done.
 */
export async function inBatches<T extends { readonly _id: string }>(
  collection: mongo.Collection<T>,
  { filter, projection }: { filter: mongo.Filter<T>; projection: mongo.Document },
  work: (batch: readonly T[]) => Promise<number>,
  { batchSize = 200, progress = () => undefined, pauseMs }: BatchOptions,
): Promise<number> {
  const options = { projection, batchSize, limit: batchSize };
  const batchAfter = (last: string) => {
    const query = { ...filter, _id: { $gt: last } } as mongo.Filter<T>;
    return persistently(() => collection.find(query, options).sort({ _id: 1 }).toArray() as Promise<T[]>, pauseMs);
  };
  let done = 0;
  let last: string | undefined = '';
  try {
    while (last !== undefined) {
      const batch: T[] = await batchAfter(last);
      if (batch.length > 0) {
        done += await work(batch);
        progress(done);
      }
      last = batch.length < batchSize ? undefined : batch.at(-1)?._id;
    }
  } catch (cause) {
    const left = `Cut off after ${done} documents, which are done. Run it again for the rest.`;
    throw new Error(`${left} ${messageOf(cause)}`, { cause });
  }
  return done;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
