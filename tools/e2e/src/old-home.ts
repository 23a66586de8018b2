import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startMongo } from '@paycore/mongo';
import { insertInto, journals, keys, moved } from '@paycore/store-mongo/testing';
import { onWitness } from './on-witness.ts';

/** Where the earlier version's demo called its own webhooks. */
const oldWebhooks = '127.0.0.1:4001';

/**
 * How much later than it was the earlier version's day is played, in whole minutes as milliseconds: gateways forget request
 * ids, and payers' deadlines pass.
 */
export const laterMs = Math.floor((Date.now() - Date.parse(keys.madeAt)) / 60_000) * 60_000;

export interface OldHome {
  readonly home: string;
  /** Where the gateways of its sandbox send what they have to say. */
  readonly webhooksPort: number;
}

/**
 * A demo's home as the earlier version left it: its database, what its sandbox knew, its keys and its shop. `use` is called
 * with the database's address while nothing else runs.
 */
export async function makeOldHome(use: (mongodbUri: string) => Promise<void>): Promise<OldHome> {
  const home = await mkdtemp(join(tmpdir(), 'paycore-e2e-'));
  const webhooksPort = await freePort();
  const mongo = await startMongo({ home, env: { ...process.env, ...onWitness(home) }, log: () => undefined });
  try {
    await insertInto(mongo.uri, laterMs);
    await use(mongo.uri);
  } finally {
    await mongo.stop();
  }
  await writeFile(join(home, 'keys'), `${keys.PAYCORE_KEYS}\n`);
  await writeFile(join(home, 'demo-project.json'), JSON.stringify({ api_key: keys.apiKeys['firstTest'] }));
  await mkdir(join(home, 'sandbox'));
  for (const [name, lines] of Object.entries(journals)) {
    const today = lines
      .trim()
      .split('\n')
      .map((line) => JSON.stringify(moved(JSON.parse(line) as unknown, laterMs)));
    const text = `${today.join('\n')}\n`;
    await writeFile(join(home, 'sandbox', name), text.replaceAll(oldWebhooks, `127.0.0.1:${webhooksPort}`));
  }
  return { home, webhooksPort };
}
