import type { Connection } from 'mongoose';
import { earlierIndexes, numberIndex } from '../indexes/index-table.ts';
import { buildIndex, dropIndexes, missingIndexes } from '../indexes/stored-indexes.ts';
import { withDatabase } from '../maintain/open-database.ts';
import { markSchema, refuseNewerSchema } from '../schema-marker.ts';
import type { Seal } from '../seal.ts';
import { ConvertPayments, type ConvertOptions } from './convert-payments.ts';
import { TrimOrders, type Collision } from './trim-orders.ts';

export interface MigrationReport {
  /** Payments found, of either version. */
  readonly read: number;
  /** Those that this run rewrote. */
  readonly migrated: number;
  /** Those that were of this version before. */
  readonly already: number;
  /** Payments whose order number this run freed of blanks. */
  readonly trimmed: number;
  readonly collisions: readonly Collision[];
  readonly seconds: number;
  /** Payments rewritten a second. */
  readonly perSecond: number;
}

/** Opens the database for one migration. Throws where it is out of reach, and SchemaError where it is a newer version's. */
export const migrateDatabase = (uri: string, seal: Seal, options: ConvertOptions): Promise<MigrationReport> =>
  withDatabase(uri, (connection) => migrate(connection, seal, options));

/**
 * Makes the payments of an earlier version this version's. Safe to cut off and run again, and to run twice at once; not while
 * processes of the earlier version run. The database counts as migrated only at the very end.
 */
export async function migrate(connection: Connection, seal: Seal, options: ConvertOptions): Promise<MigrationReport> {
  await refuseNewerSchema(connection);
  const payments = connection.collection('payments');
  const since = performance.now();
  const already = await payments.countDocuments({ attempts: { $exists: true } });
  if ((await payments.findOne({})) !== null) await dropIndexes(connection, [numberIndex]);
  const { read, migrated } = await new ConvertPayments(connection, seal, options).execute();
  for (const index of await missingIndexes(connection)) await buildIndex(connection, index);
  await dropIndexes(connection, earlierIndexes);
  const orders = await new TrimOrders(connection).execute();
  await keepHttpNotices(connection);
  await markSchema(connection);
  const seconds = (performance.now() - since) / 1000;
  const perSecond = Math.round(migrated / seconds);
  return { read: already + read, migrated, already, ...orders, seconds: Math.round(seconds * 100) / 100, perSecond };
}

/** Projects made before there was the choice go on as they are: their operator decides when their merchants are ready. */
async function keepHttpNotices(connection: Connection): Promise<void> {
  const undecided = { allowsHttpNotices: { $exists: false } };
  await connection.collection('projects').updateMany(undecided, { $set: { allowsHttpNotices: true } });
}
