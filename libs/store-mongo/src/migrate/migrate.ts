import { createConnection, type Connection } from 'mongoose';
import { paymentModel } from '../payment-schema.ts';
import { markSchema, refuseNewerSchema } from '../schema-marker.ts';
import type { Seal } from '../seal.ts';
import { ConvertPayments, type ConvertOptions } from './convert-payments.ts';
import { dropIndexes, numberIndex, oldIndexes } from './drop-indexes.ts';
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

/** A large collection's indexes take minutes to build: unlike the processes' calls, these may. */
const limits = {
  serverSelectionTimeoutMS: 10_000,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
} as const;

/** Opens the database for one migration. Throws where it is out of reach, and SchemaError where it is a newer version's. */
export async function migrateDatabase(uri: string, seal: Seal, options: ConvertOptions): Promise<MigrationReport> {
  const connection = createConnection();
  try {
    await connection.openUri(uri, { ...limits, writeConcern: { w: 'majority', j: true } });
    return await migrate(connection, seal, options);
  } finally {
    await connection.close();
  }
}

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
  await paymentModel(connection).createIndexes();
  await dropIndexes(connection, oldIndexes);
  const orders = await new TrimOrders(connection).execute();
  await markSchema(connection);
  const seconds = (performance.now() - since) / 1000;
  const perSecond = Math.round(migrated / seconds);
  return { read: already + read, migrated, already, ...orders, seconds: Math.round(seconds * 100) / 100, perSecond };
}
