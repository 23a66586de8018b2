import type { Connection } from 'mongoose';
import type { Log } from '@paycore/core';
import { guarded } from '../guard.ts';
import { earlierIndexes, nameOf, type WantedIndex } from './index-table.ts';
import { buildIndex, dropIndexes, missingIndexes } from './stored-indexes.ts';

/** A collection of at least so many documents is left to `paycore indexes build`: a start would wait for minutes. */
const tooLarge = 10_000;

/** Unique indexes are not there: two payments could hold one order. */
export class MissingIndexesError extends Error {
  override readonly name = 'MissingIndexesError';
}

/**
 * Builds what is missing where the collection is small, else names it: throws MissingIndexesError where a unique index is missing,
 * and warns of the others. Safe for several processes at once.
 */
export async function prepareIndexes(connection: Connection, log: Log, limit = tooLarge): Promise<void> {
  const left: WantedIndex[] = [];
  for (const index of await guarded(() => missingIndexes(connection))) {
    if (await isLarge(connection, index, limit)) left.push(index);
    else await buildIndex(connection, index);
  }
  if (left.length > 0) return report(left, log);
  if (!(await isLarge(connection, { collection: 'payments' }, limit))) await dropIndexes(connection, earlierIndexes);
}

function report(missing: readonly WantedIndex[], log: Log): void {
  const unique = missing.filter((index) => index.unique);
  if (unique.length > 0) {
    throw new MissingIndexesError(
      `The database lacks the unique indexes ${unique.map(nameOf).join(', ')}, and its payments are too many to build them at a ` +
        'start. Run `paycore indexes build` (docs/operations.md); this process is ready once they are there.',
    );
  }
  const indexes = missing.map(nameOf);
  log.warn('Indexes are missing: reads are slow until `paycore indexes build` has run', { indexes });
}

async function isLarge(
  connection: Connection,
  { collection }: Pick<WantedIndex, 'collection'>,
  limit: number,
): Promise<boolean> {
  return (await guarded(() => connection.collection(collection).estimatedDocumentCount())) >= limit;
}
