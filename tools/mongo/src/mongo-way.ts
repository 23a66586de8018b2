import type { Environment } from './cache.ts';
import type { Log } from './server-process.ts';

export const MONGO_KINDS = ['uri', 'mongod', 'memory', 'embedded'] as const;
export type MongoKind = (typeof MONGO_KINDS)[number];

export interface WayContext {
  /** PAYCORE_HOME: data goes below it. */
  readonly home: string;
  /** Absent: any free port. */
  readonly port?: number;
  readonly env: Environment;
  readonly log: Log;
  /** Asked for by name: a remembered failure is tried again. */
  readonly isForced: boolean;
}

export interface Started {
  readonly uri: string;
  readonly pid?: number;
  /** What was taken, without secrets, for the one line that is said. */
  readonly what: string;
  stop(): Promise<void>;
}

/** Starts one kind of MongoDB, or throws an Error whose message says what it lacks. */
export type Way = (context: WayContext) => Promise<Started>;

/** The database that must be used is there and cannot be: another one, with other data, would be the wrong one. */
export class WrongDatabaseError extends Error {
  override readonly name = 'WrongDatabaseError';
}
