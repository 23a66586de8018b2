import { createConnection, type Connection } from 'mongoose';

/** Work on a large collection takes minutes: unlike the processes' calls, these may. */
const limits = {
  serverSelectionTimeoutMS: 10_000,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
} as const;

/** Runs an operator's work on a connection of its own. Throws where the database is out of reach. */
export async function withDatabase<T>(uri: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = createConnection();
  try {
    await connection.openUri(uri, { ...limits, writeConcern: { w: 'majority', j: true } });
    return await work(connection);
  } finally {
    await connection.close();
  }
}
