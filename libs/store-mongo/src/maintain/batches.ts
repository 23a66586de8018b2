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
 * Goes once through what the filter finds, by `_id`, a batch at a time; `work` resolves to how many documents it changed. A cursor
 * that broke is opened again behind the last batch. Throws an Error that tells how much was done.
 */
export async function inBatches<T extends { readonly _id: string }>(
  collection: mongo.Collection<T>,
  { filter, projection }: { filter: mongo.Filter<T>; projection: mongo.Document },
  work: (batch: readonly T[]) => Promise<number>,
  { batchSize = 200, progress = () => undefined, pauseMs }: BatchOptions,
): Promise<number> {
  let done = 0;
  let after: string | undefined;
  const finish = async (batch: readonly T[]) => {
    try {
      done += await work(batch);
    } catch (cause) {
      // It was tried often enough.
      throw new Error(messageOf(cause), { cause });
    }
    after = batch.at(-1)?._id;
    progress(done);
  };
  const walk = async () => {
    const from = after === undefined ? {} : { _id: { $gt: after } };
    const query = { $and: [filter, from] } as mongo.Filter<T>;
    const found = collection.find(query, { projection, batchSize }).sort({ _id: 1 }) as mongo.FindCursor<T>;
    let batch: T[] = [];
    for await (const document of found) {
      batch.push(document);
      if (batch.length < batchSize) continue;
      await finish(batch);
      batch = [];
    }
    if (batch.length > 0) await finish(batch);
  };
  try {
    await persistently(walk, pauseMs);
  } catch (cause) {
    const left = `Cut off after ${done} documents, which are done. Run it again for the rest.`;
    throw new Error(`${left} ${messageOf(cause)}`, { cause });
  }
  return done;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
