import { basename } from 'node:path';
import { MongoClient } from 'mongodb';

/** Whether worlds are on the server that `WITNESS_URI` names. */
export const hasWitness = Boolean(process.env['WITNESS_URI']);

/** A database of the home's own at the server that `WITNESS_URI` names; nothing where none is named. */
export function onWitness(home: string): Readonly<Record<string, string>> {
  const { WITNESS_URI: witness } = process.env;
  if (!witness) return {};
  const uri = new URL(witness);
  uri.pathname = `/${basename(home).replace(/\W/g, '_')}`;
  return { MONGODB_URI: uri.href };
}

/** Drops that database. */
export async function forgetOnWitness(home: string): Promise<void> {
  const { MONGODB_URI: uri } = onWitness(home);
  if (uri === undefined) return;
  const client = new MongoClient(uri);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
}
