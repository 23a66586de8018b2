import { createConnection, type Connection } from 'mongoose';
import * as stores from '@paycore/store-mongo';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { exercisesOf } from './exercises/all.ts';
import { fill, type Filled } from './fill/fill.ts';
import { prove } from './prove.ts';
import { openThrowAway } from './server/throw-away.ts';
import { table } from './table.ts';

/** A hundred of each shop: some of each kind. */
const payments = 800;

let mongo: SpecMongo;

beforeAll(async () => {
  mongo = await startSpecMongo();
});

afterAll(() => mongo?.stop());

const methodsOf = ({ prototype }: { prototype: object }) =>
  Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');

it('calls every method of every store', () => {
  const nowhere = { collection: () => undefined } as unknown as Connection;
  const filled = {
    ...{ now: new Date(), projects: ['a', 'b', 'c', 'd'], payments, dueEach: 1 },
    seal: new stores.Seal([{ id: 'k', key: Buffer.alloc(32) }]),
    ...{ sample: () => sample, another: () => sample },
  } as Filled;
  const sample = { attempts: [], request: { merchantOrderNo: 'S-1' } } as unknown as ReturnType<Filled['another']>;
  const all = exercisesOf({ connection: nowhere, filled });
  const classes = Object.entries(stores).filter(([name]) => name.startsWith('Mongo')) as [
    string,
    { prototype: object },
  ][];
  expect(classes.length).toBeGreaterThan(4);
  for (const [name, store] of classes) {
    expect({ [name]: Object.keys(all[name] ?? {}).sort() }).toEqual({ [name]: methodsOf(store).sort() });
  }
});

it('collects what they send, each with a command', async () => {
  const database = await openThrowAway(mongo.uriOf('any'));
  try {
    const said: string[] = [];
    const rows = await prove(database, { payments, isDry: true, say: (line) => said.push(line) });
    expect(rows.filter(({ faults }) => faults.length > 0)).toEqual([]);
    const commands = new Set(rows.flatMap(({ command }) => command ?? []));
    expect([...commands].sort()).toEqual(
      expect.arrayContaining(['aggregate payments', 'delete payments', 'find payments', 'update payments']),
    );
    const silent = rows.filter(({ command }) => command === undefined).map(({ name }) => name);
    expect(silent).toEqual([
      ...['MongoPaymentStore.insert (a closed payment)', 'MongoProjectStore.create', 'MongoProjectStore.createKey'],
      ...['MongoShopStore.save (the first time)', 'MongoRefusedCallbacks.record', 'database.missingIndexNames'],
      'database.buildIndexes',
    ]);
    expect(table(rows).split('\n')).toHaveLength(rows.length + 1);
  } finally {
    await database.drop();
  }
}, 60_000);

it('stores payments that can be read again, some of each kind', async () => {
  const connection = await createConnection(mongo.fresh()).asPromise();
  try {
    const filled = await fill(connection, payments, () => undefined);
    const store = new stores.MongoPaymentStore(connection, filled.seal);
    for (const work of ['create', 'close', 'ask', 'notice', 'tidy'] as const) {
      const due = await store.due(work, filled.now, 200);
      expect(due.length).toBeGreaterThan(0);
      expect(due.length).toBeLessThanOrEqual(filled.dueEach);
    }
  } finally {
    await connection.close();
  }
}, 60_000);
