import { once } from 'node:events';
import { createConnection, type Connection } from 'mongoose';
import type { Log } from '@paycore/core';
import { guarded } from './guard.ts';
import { MissingIndexesError } from './indexes/prepare-indexes.ts';
import { patience } from './patience.ts';
import { SchemaError } from './schema-marker.ts';

const limits = () => ({
  serverSelectionTimeoutMS: patience.serverSelectionMs,
  connectTimeoutMS: patience.connectMs,
  socketTimeoutMS: patience.socketMs,
  waitQueueTimeoutMS: patience.waitQueueMs,
  retryReads: false,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
});

const retryMs = 1_000;
const reachWithinMs = 10_000;

/**
 * A connection that keeps retrying, so that a process can start before its database. `prepare` (schema, indexes) runs once the
 * database first answers; a SchemaError of it closes the connection for good. Writes wait for a majority and the journal.
 */
export class Database {
  readonly connection: Connection = createConnection();
  readonly #prepared = new EventTarget();
  #isPrepared = false;
  #isClosed = false;
  #refusal: SchemaError | undefined;
  #retry: NodeJS.Timeout | undefined;
  #lacking: MissingIndexesError | undefined;

  constructor(
    private readonly uri: string,
    private readonly log: Log,
    private readonly prepare: (connection: Connection) => Promise<unknown>,
  ) {
    this.connection.on('error', (error: Error) => log.warn('The database connection failed', { failure: error.name }));
    void this.#open();
  }

  /** Whether the database answers now. */
  async isReady(): Promise<boolean> {
    return (await this.whyNotReady()) === undefined;
  }

  /** A sentence for an operator; undefined where the database answers now. */
  async whyNotReady(): Promise<string | undefined> {
    if (!this.#isPrepared) return this.#lacking?.message ?? 'The database was not reached yet.';
    try {
      await guarded(async () => this.connection.db?.admin().ping());
      return undefined;
    } catch (error) {
      this.log.warn('The database does not answer', { failure: nameOf(error) });
      return 'The database does not answer.';
    }
  }

  /**
   * Resolves once the database is prepared. Throws SchemaError where it is another version's; after 10 s, MissingIndexesError
   * where unique indexes are missing, else an Error.
   */
  async reached(): Promise<void> {
    if (this.#isPrepared) return;
    try {
      if (!this.#refusal) await once(this.#prepared, 'prepared', { signal: AbortSignal.timeout(reachWithinMs) });
    } catch (cause) {
      throw this.#lacking ?? new Error('The database does not answer.', { cause });
    }
    if (this.#refusal) throw this.#refusal;
  }

  /** Resolves if the database turns out to be another version's, however late it is reached. */
  async refused(): Promise<SchemaError> {
    if (!this.#refusal) await once(this.#prepared, 'refused');
    return this.#refusal ?? this.refused();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.connection.close();
  }

  async #open(): Promise<void> {
    try {
      await this.connection.openUri(this.uri, { ...limits(), writeConcern: { w: 'majority', j: true } });
      await this.prepare(this.connection);
      this.#isPrepared = true;
      this.#prepared.dispatchEvent(new Event('prepared'));
    } catch (error) {
      if (this.#isClosed) return;
      if (error instanceof SchemaError) {
        await this.#refuse(error);
        return;
      }
      this.#sayWhyNot(error);
      this.#retry = setTimeout(() => void this.#open(), retryMs);
    }
  }

  /** Indexes that only an operator can build are worth one line, not one at each try. */
  #sayWhyNot(error: unknown): void {
    if (!(error instanceof MissingIndexesError)) {
      this.log.warn('The database does not answer yet', { failure: nameOf(error) });
      return;
    }
    if (this.#lacking?.message !== error.message) this.log.error(error.message);
    this.#lacking = error;
  }

  async #refuse(error: SchemaError): Promise<void> {
    this.log.error(error.message);
    await this.close();
    this.#refusal = error;
    for (const type of ['prepared', 'refused']) this.#prepared.dispatchEvent(new Event(type));
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
