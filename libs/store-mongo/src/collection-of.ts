import type { Connection, mongo } from 'mongoose';
import { offline } from './guard.ts';

const known = new WeakMap<mongo.Db, Map<string, mongo.Collection>>();

/** Throws `offline` until the database was first reached. */
export function databaseOf({ db }: Connection): mongo.Db {
  if (db) return db;
  throw offline(new Error('The database was not reached yet.'));
}

/**
 * The driver's own collection, made once. Mongoose wraps each of its calls, for buffering and debugging that PayCore does not
 * use. Throws `offline` until the database was first reached.
 */
export function collectionOf<Document extends mongo.Document>(
  connection: Connection,
  name: string,
): mongo.Collection<Document> {
  const db = databaseOf(connection);
  const collections = known.get(db) ?? new Map<string, mongo.Collection>();
  known.set(db, collections);
  const found = collections.get(name) ?? db.collection(name);
  collections.set(name, found);
  return found as unknown as mongo.Collection<Document>;
}
