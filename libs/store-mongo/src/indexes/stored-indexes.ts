import { mongo, type Connection } from 'mongoose';
import { nameOf, wantedIndexes, type WantedIndex } from './index-table.ts';

const namespaceNotFound = 26;

type Described = Pick<WantedIndex, 'name' | 'keys' | 'unique' | 'sparse' | 'partial'>;

/** The wanted indexes that the database does not have, under whatever name, in the order of the table. */
export async function missingIndexes(connection: Connection): Promise<readonly WantedIndex[]> {
  const collections = [...new Set(wantedIndexes.map(({ collection }) => collection))];
  const stored = new Map<string, ReadonlySet<string>>();
  for (const name of collections) stored.set(name, new Set((await storedIn(connection, name)).map(shapeOf)));
  return wantedIndexes.filter((index) => !stored.get(index.collection)?.has(shapeOf(index)));
}

/** As `{collection, name}`, for the metrics. */
export const missingIndexNames = async (connection: Connection) =>
  (await missingIndexes(connection)).map((index) => ({ collection: index.collection, name: nameOf(index) }));

/** Does nothing where the same index is there. Throws the server's error, such as for values that are not unique. */
export async function buildIndex(connection: Connection, index: WantedIndex): Promise<void> {
  const { collection, keys, unique, sparse, partial, expireAfterSeconds } = index;
  await connection.collection(collection).createIndex(keys, {
    name: nameOf(index),
    ...(unique && { unique }),
    ...(sparse && { sparse }),
    ...(partial && { partialFilterExpression: partial }),
    ...(expireAfterSeconds !== undefined && { expireAfterSeconds }),
  });
}

/** Drops those of the indexes of `payments` that are there, and names them; another process may do the same at the same time. */
export async function dropIndexes(connection: Connection, names: readonly string[]): Promise<readonly string[]> {
  const isThere = async (name: string) => (await storedIn(connection, 'payments')).some((index) => index.name === name);
  const dropped: string[] = [];
  for (const { name } of await storedIn(connection, 'payments')) {
    if (name === undefined || !names.includes(name)) continue;
    try {
      await connection.collection('payments').dropIndex(name);
      dropped.push(name);
    } catch (error) {
      if (await isThere(name)) throw error;
    }
  }
  return dropped;
}

async function storedIn(connection: Connection, collection: string): Promise<readonly Described[]> {
  try {
    const found = await connection.collection(collection).listIndexes().toArray();
    return found.map(({ name, key, unique, sparse, partialFilterExpression }) => ({
      name: String(name),
      keys: key as WantedIndex['keys'],
      ...(Boolean(unique) && { unique: true as const }),
      ...(Boolean(sparse) && { sparse: true as const }),
      ...(Boolean(partialFilterExpression) && { partial: partialFilterExpression as mongo.Document }),
    }));
  } catch (error) {
    // Without a collection there are no indexes either.
    if (error instanceof mongo.MongoServerError && error.code === namespaceNotFound) return [];
    throw error;
  }
}

/** What makes two indexes the same one, whatever they are called. */
const shapeOf = ({ keys, unique, sparse, partial }: Described): string => {
  const fields = Object.entries(keys).map(([field, way]) => [field, Number(way)]);
  return JSON.stringify([fields, unique ?? null, sparse ?? null, partial ?? null]);
};
