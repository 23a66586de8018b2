import { createConnection, type Connection } from 'mongoose';
import type { Log } from '@paycore/core';
import { guarded } from './guard.ts';

/** The driver's defaults wait half a minute for a dead database; with these every call fails within about 2 s. */
const limits = {
  serverSelectionTimeoutMS: 1500,
  connectTimeoutMS: 1000,
  socketTimeoutMS: 2000,
  waitQueueTimeoutMS: 1500,
  retryReads: false,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
} as const;

export interface Database {
  readonly connection: Connection;
  /** Whether the database answers now. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Opens a connection that keeps trying, so that a process may start before its database. `prepare` runs once it first
 * answers: indexes. Writes wait for a majority and the journal.
 */
export function connect(uri: string, log: Log, prepare: (connection: Connection) => Promise<void>): Database {
  const connection = createConnection();
  let isPrepared = false;
  let isClosed = false;
  let retry: NodeJS.Timeout | undefined;
  const open = async (): Promise<void> => {
    try {
      await connection.openUri(uri, { ...limits, writeConcern: { w: 'majority', j: true } });
      await prepare(connection);
      isPrepared = true;
    } catch (error) {
      if (isClosed) return;
      log.warn('The database does not answer yet', { failure: error instanceof Error ? error.name : 'unknown' });
      retry = setTimeout(() => void open(), 1000);
    }
  };
  connection.on('error', (error: Error) => log.warn('The database connection failed', { failure: error.name }));
  void open();
  return {
    connection,
    isReady: async () => {
      if (!isPrepared) return false;
      try {
        await guarded(async () => connection.db?.admin().ping());
        return true;
      } catch (error) {
        log.warn('The database does not answer', { failure: error instanceof Error ? error.name : 'unknown' });
        return false;
      }
    },
    close: async () => {
      isClosed = true;
      clearTimeout(retry);
      await connection.close();
    },
  };
}
