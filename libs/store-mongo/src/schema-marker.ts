import type { Connection, mongo } from 'mongoose';
import { guarded } from './guard.ts';

/**
 * Goes up by one whenever an older process could no longer read what a newer one writes. 1 had one order in each payment. 2 had
 * at least one, and no link: its processes would take a payment whose payer may still pick a method for closed, and free its order.
 */
const schemaVersion = 3;

const markerId = 'payments';

/** Names the version of what is stored in `payments`. Version 1 had none. */
interface Marker {
  readonly _id: string;
  readonly version: number;
}

/** The database was written by another version of PayCore: this process must not touch it. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

const markersOf = (connection: Connection): mongo.Collection<Marker> => connection.collection<Marker>('schema');

/** Throws SchemaError where another version wrote the payments. Marks an empty database as this version's. */
export async function checkSchema(connection: Connection): Promise<void> {
  const marker = await markerIn(connection);
  refuseNewer(marker);
  if (marker?.version === schemaVersion) return;
  const isEmpty = (await guarded(() => connection.collection('payments').findOne({}))) === null;
  if (!isEmpty || marker) {
    throw new SchemaError(
      'The payments in the database are of an earlier version of PayCore, or their migration was cut off. ' +
        'Stop every PayCore process, back up the database, run `paycore migrate`, then start again (docs/operations.md).',
    );
  }
  await markSchema(connection);
}

/** Throws SchemaError where a newer version wrote the payments. */
export async function refuseNewerSchema(connection: Connection): Promise<void> {
  refuseNewer(await markerIn(connection));
}

export async function markSchema(connection: Connection): Promise<void> {
  const mark = { $set: { version: schemaVersion } };
  await guarded(() => markersOf(connection).updateOne({ _id: markerId }, mark, { upsert: true }));
}

const markerIn = (connection: Connection) => guarded(() => markersOf(connection).findOne({ _id: markerId }));

function refuseNewer(marker: Marker | null): void {
  if (!marker || marker.version <= schemaVersion) return;
  throw new SchemaError(
    `The payments in the database are of a newer version of PayCore (schema ${marker.version}; this one knows ` +
      `${schemaVersion}). Run that version, or restore the backup made before its migration.`,
  );
}
