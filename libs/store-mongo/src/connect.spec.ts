import { randomUUID } from 'node:crypto';
import { startEmbedded } from '@paycore/mongo';
import { fakeLog } from '@paycore/testing';
import { MissingIndexesError } from './indexes/prepare-indexes.ts';
import { Database } from './connect.ts';
import { insertInto, sealKey } from './fixtures/before-attempts.ts';
import { migrateDatabase } from './migrate/migrate.ts';
import { checkSchema, SchemaError } from './schema-marker.ts';
import { Seal } from './seal.ts';

let mongo: Awaited<ReturnType<typeof startEmbedded>>;

beforeAll(async () => {
  mongo = await startEmbedded();
});

afterAll(async () => {
  await mongo?.stop();
});

/** A database as the earlier version left it. */
async function old(): Promise<string> {
  const at = mongo.uri.replace(/\/paycore(?=$|\?)/, `/t${randomUUID().slice(0, 8)}`);
  await insertInto(at);
  return at;
}

function opened(at: string) {
  const database = new Database(at, fakeLog(), checkSchema);
  return { database, refused: database.refused() };
}

it('closes for good on a database of another version, and says so to whoever waits', async () => {
  const { database, refused } = opened(await old());
  await expect(database.reached()).rejects.toThrow(SchemaError);
  await expect(database.reached()).rejects.toThrow(/paycore migrate/);
  expect((await refused).message).toContain('paycore migrate');
  expect(database.connection.readyState).toBe(0);
  expect(await database.isReady()).toBe(false);
});

it('opens the same database once it is migrated, and refuses nothing', async () => {
  const at = await old();
  await migrateDatabase(at, new Seal([sealKey()]), { lagHoursOf: () => undefined });
  const { database, refused } = opened(at);
  await expect(database.reached()).resolves.toBeUndefined();
  expect(await database.isReady()).toBe(true);
  expect(await Promise.race([refused, Promise.resolve('not refused')])).toBe('not refused');
  await database.close();
});

it('is not ready while unique indexes are missing, says so once, and is ready once they are there', async () => {
  const log = fakeLog();
  const readiness: boolean[] = [];
  const reasons: (string | undefined)[] = [];
  const database: Database = new Database(mongo.uri, log, async () => {
    readiness.push(await database.isReady());
    reasons.push(await database.whyNotReady());
    if (readiness.length < 3) throw new MissingIndexesError('orderKey_1 is missing');
  });
  await database.reached();
  expect(readiness).toEqual([false, false, false]);
  const lacking = 'orderKey_1 is missing';
  expect([...reasons, await database.whyNotReady()]).toEqual([
    'The database was not reached yet.',
    ...[lacking, lacking, undefined],
  ]);
  expect(await database.isReady()).toBe(true);
  expect(log.lines).toEqual([{ level: 'error', message: 'orderKey_1 is missing' }]);
  await database.close();
});
