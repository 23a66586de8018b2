import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { startEmbedded } from './start-embedded.ts';

/** A server for specs of what any MongoDB must do. */
export interface SpecMongo {
  /** The address of a database that nobody else uses. */
  fresh(): string;
  /** The address of the database of that name. */
  uriOf(database: string): string;
  /** Leaves nothing behind. */
  stop(): Promise<void>;
}

/**
 * The server that `WITNESS_URI` names, so that the same specs run on another implementation or on a real MongoDB, or else an
 * embedded one of its own.
 */
export async function startSpecMongo(env: NodeJS.ProcessEnv = process.env): Promise<SpecMongo> {
  const { WITNESS_URI: witness } = env;
  if (witness === undefined || witness === '') {
    const embedded = await startEmbedded();
    return onServer(embedded.uri, () => embedded.stop());
  }
  const used: string[] = [];
  return onServer(witness, () => dropped(witness, used), used);
}

function onServer(uri: string, stop: () => Promise<void>, used: string[] = []): SpecMongo {
  const uriOf = (database: string) => {
    const url = new URL(uri);
    url.pathname = `/${database}`;
    return url.href;
  };
  const fresh = () => {
    const database = `paycore_spec_${randomUUID().slice(0, 8)}`;
    used.push(database);
    return uriOf(database);
  };
  return { uriOf, fresh, stop };
}

async function dropped(uri: string, databases: readonly string[]): Promise<void> {
  const client = new MongoClient(uri);
  try {
    for (const database of databases) await client.db(database).dropDatabase();
  } finally {
    await client.close();
  }
}
