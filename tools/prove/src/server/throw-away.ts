import { createConnection, type Connection } from 'mongoose';

/** Never another: what is dropped at the end must not be somebody's. */
export const databaseName = 'paycore_prove';

/** A database of its own, empty, on a connection that notes its commands. */
export interface ThrowAway {
  readonly connection: Connection;
  /** The same database on another connection, whose commands nobody notes. */
  readonly aside: Connection;
  /** Drops the database, also while something still writes to it, and closes the connections. */
  drop(): Promise<void>;
}

/** Throws where it holds anything, be it what a run left that was killed. */
export async function openThrowAway(uri: string): Promise<ThrowAway> {
  const limits = { dbName: databaseName, autoIndex: false, autoCreate: false, serverSelectionTimeoutMS: 10_000 };
  const majority = { writeConcern: { w: 'majority', j: true } } as const;
  const aside = await createConnection(uri, { ...limits, ...majority }).asPromise();
  const held = await namesIn(aside);
  if (held.length > 0) {
    await aside.close();
    throw new Error(
      `The database ${databaseName} holds ${held.join(', ')}. If an earlier run was killed, drop it; nothing else belongs there.`,
    );
  }
  const connection = await createConnection(uri, { ...limits, ...majority, monitorCommands: true }).asPromise();
  const drop = async () => {
    await connection.close(true);
    // The server may still finish a write that it had received, which makes the collection anew.
    do await aside.dropDatabase();
    while ((await namesIn(aside)).length > 0);
    await aside.close();
  };
  return { connection, aside, drop };
}

async function namesIn(connection: Connection): Promise<string[]> {
  const found = await connection.listCollections();
  return found.map(({ name }) => name).sort();
}
