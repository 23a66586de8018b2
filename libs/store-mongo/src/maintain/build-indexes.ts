import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../guard.ts';
import { earlierIndexes, nameOf, wantedIndexes } from '../indexes/index-table.ts';
import { buildIndex, dropIndexes, missingIndexes } from '../indexes/stored-indexes.ts';

export interface IndexReport {
  /** Names, in the order in which they were built. */
  readonly built: readonly string[];
  /** Of earlier versions. */
  readonly dropped: readonly string[];
  /** How many were there before. */
  readonly already: number;
  readonly seconds: number;
}

/** One line of progress for the operator. */
export type Say = (line: string) => void;

/** How often the server is asked how far a build is. */
const askEveryMs = 5_000;

/**
 * Builds every index that is missing, those that carry guarantees first, then drops those of earlier versions. Safe beside running
 * processes and to run again. Throws an Error that names the index where values are not unique.
 */
export async function buildIndexes(connection: Connection, say: Say): Promise<IndexReport> {
  const since = performance.now();
  const missing = await missingIndexes(connection);
  const built: string[] = [];
  for (const index of missing) {
    const name = nameOf(index);
    say(`${index.collection}: building ${name} (${built.length + 1} of ${missing.length})`);
    const watching = setInterval(() => void sayHowFar(connection, name, say), askEveryMs);
    try {
      await buildIndex(connection, index);
    } catch (error) {
      throw failureOf(error, name);
    } finally {
      clearInterval(watching);
    }
    built.push(name);
  }
  const dropped = await dropIndexes(connection, earlierIndexes);
  for (const name of dropped) say(`payments: dropped ${name}, of an earlier version`);
  const seconds = Math.round((performance.now() - since) / 10) / 100;
  return { built, dropped, already: wantedIndexes.length - missing.length, seconds };
}

/** MongoDB tells a user about operations of their own without further rights. */
async function sayHowFar(connection: Connection, name: string, say: Say): Promise<void> {
  const question = { currentOp: 1, $ownOps: true, 'command.createIndexes': { $exists: true } };
  try {
    const { inprog = [] } = (await connection.getClient().db('admin').command(question)) as CurrentOperations;
    const [running] = inprog.filter(({ progress }) => progress !== undefined && progress.total > 0);
    if (running?.progress) say(`  ${name}: ${Math.floor((100 * running.progress.done) / running.progress.total)} %`);
  } catch {
    say(`  ${name}: still building`);
  }
}

interface CurrentOperations {
  readonly inprog?: readonly { readonly progress?: { readonly done: number; readonly total: number } }[];
}

function failureOf(error: unknown, name: string): unknown {
  if (!isDuplicateKey(error)) return error;
  return new Error(`The unique index ${name} cannot be built: a value stands twice. ${error.message}`, {
    cause: error,
  });
}
