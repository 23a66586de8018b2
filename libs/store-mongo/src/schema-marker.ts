import type { Connection, mongo } from 'mongoose';
import { guarded } from './guard.ts';

/**
 * Goes up by one whenever an older process could no longer read what a newer one writes. 1 had one order in each payment. 2 had
 * at least one, and no link: its processes would take a payment whose payer may still pick a method for closed, and free its order.
 * 3 had no mac, and buyer and addresses in the open: its processes would find no address, and write without a mac.
 */
const schemaVersion = 4;

const markerId = 'payments';

/** Names the version of what is stored in `payments`. Version 1 had none. */
interface Marker {
  readonly _id: string;
  readonly version: number;
  /** Every payment had a mac from the first on. */
  readonly mac?: 'required';
}

/** What the database tells of its payments. */
export interface Schema {
  /** The database was empty when this version first found it: none of its payments was ever without a mac. */
  readonly hasMacs: boolean;
}

/** The database was written by another version of PayCore: this process must not touch it. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

const markersOf = (connection: Connection): mongo.Collection<Marker> => connection.collection<Marker>('schema');

/** Throws SchemaError where another version wrote the payments. Marks an empty database as this version's. */
export async function checkSchema(connection: Connection): Promise<Schema> {
  const marker = await markerIn(connection);
  refuseNewer(marker);
  if (marker?.version === schemaVersion) return schemaOf(marker);
  if (!(await isEmpty(connection)) || marker) {
    throw new SchemaError(
      'The payments in the database are of an earlier version of PayCore, or their migration was cut off. ' +
        'Stop every PayCore process, back up the database, run `paycore migrate`, then start again (docs/operations.md).',
    );
  }
  await markSchema(connection, { mac: 'required' });
  return { hasMacs: true };
}

/** Throws SchemaError where a newer version wrote the payments. Undefined where they are still to be migrated. */
export async function migratedSchema(connection: Connection): Promise<Schema | undefined> {
  const marker = await markerIn(connection);
  refuseNewer(marker);
  return marker?.version === schemaVersion ? schemaOf(marker) : undefined;
}

export async function markSchema(connection: Connection, { mac }: Pick<Marker, 'mac'> = {}): Promise<void> {
  const mark = { $set: { version: schemaVersion, ...(mac && { mac }) } };
  await guarded(() => markersOf(connection).updateOne({ _id: markerId }, mark, { upsert: true }));
}

const schemaOf = ({ mac }: Marker): Schema => ({ hasMacs: mac === 'required' });

const isEmpty = async (connection: Connection): Promise<boolean> =>
  (await guarded(() => connection.collection('payments').findOne({}))) === null;

const markerIn = (connection: Connection) => guarded(() => markersOf(connection).findOne({ _id: markerId }));

function refuseNewer(marker: Marker | null): void {
  if (!marker || marker.version <= schemaVersion) return;
  throw new SchemaError(
    `The payments in the database are of a newer version of PayCore (schema ${marker.version}; this one knows ` +
      `${schemaVersion}). Run that version, or restore the backup made before its migration.`,
  );
}
