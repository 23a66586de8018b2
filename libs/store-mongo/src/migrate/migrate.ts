import type { Connection } from 'mongoose';
import { earlierIndexes, numberIndex } from '../indexes/index-table.ts';
import { buildIndex, dropIndexes, missingIndexes } from '../indexes/stored-indexes.ts';
import { withDatabase } from '../maintain/open-database.ts';
import { PaymentReader } from '../payment-reader.ts';
import { sealingOf } from '../payment-seal.ts';
import { markSchema, migratedSchema } from '../schema-marker.ts';
import type { Seal } from '../seal.ts';
import { ConvertPayments, type ConvertOptions } from './convert-payments.ts';
import { lacksMac } from './old-document.ts';
import { TrimOrders, type Collision } from './trim-orders.ts';

export interface MigrationReport {
  /** Payments found, of whatever version. */
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
  /** Payments without a mac that this run left alone, because all have had one: somebody took it away. */
  readonly withoutMac: number;
}

export interface MigrateOptions extends ConvertOptions {
  /** `PAYCORE_MAC=required`: once a database is migrated, what has no mac is given none. */
  readonly isMacRequired?: boolean;
}

/** Opens the database for one migration. Throws where it is out of reach, and SchemaError where it is a newer version's. */
export const migrateDatabase = (uri: string, seal: Seal, options: MigrateOptions): Promise<MigrationReport> =>
  withDatabase(uri, (connection) => migrate(connection, seal, options));

/**
 * Makes the payments of an earlier version this version's. Safe to cut off and run again, and to run twice at once; not while
 * processes of the earlier version run. The database counts as migrated only at the very end.
 */
export async function migrate(connection: Connection, seal: Seal, options: MigrateOptions): Promise<MigrationReport> {
  const schema = await migratedSchema(connection);
  const isFinal = schema !== undefined && (schema.hasMacs || options.isMacRequired === true);
  const payments = connection.collection('payments');
  const sealing = sealingOf(seal);
  const since = performance.now();
  const already = await payments.countDocuments({ mac: { $exists: true } });
  const isEmpty = (await payments.findOne({})) === null;
  if (!isEmpty) await dropIndexes(connection, [numberIndex]);
  const convert = new ConvertPayments(connection, sealing, options);
  const { read, migrated } = isFinal ? { read: 0, migrated: 0 } : await convert.execute();
  for (const index of await missingIndexes(connection)) await buildIndex(connection, index);
  await dropIndexes(connection, earlierIndexes);
  const reader = new PaymentReader(sealing, { isMacRequired: () => isFinal, onBroken: () => undefined });
  const orders = await new TrimOrders(connection, sealing, reader).execute();
  await keepHttpNotices(connection);
  const withoutMac = isFinal ? await payments.countDocuments(lacksMac) : 0;
  await markSchema(connection, isEmpty ? { mac: 'required' } : {});
  const seconds = (performance.now() - since) / 1000;
  return {
    ...{ read: already + read + withoutMac, migrated, already, ...orders, withoutMac },
    seconds: Math.round(seconds * 100) / 100,
    perSecond: Math.round(migrated / seconds),
  };
}

/** Projects made before there was the choice go on as they are: their operator decides when their merchants are ready. */
async function keepHttpNotices(connection: Connection): Promise<void> {
  const undecided = { allowsHttpNotices: { $exists: false } };
  await connection.collection('projects').updateMany(undecided, { $set: { allowsHttpNotices: true } });
}
