import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Collection } from 'mongodb';
import { startEmbedded, type EmbeddedMongo } from './start-embedded.ts';

interface Row {
  _id: string;
  key?: string;
}

const DUPLICATE = 11000;
const unique = { unique: true, sparse: true };

let dataDir: string;
let server: EmbeddedMongo;
let client: MongoClient;
let rows: Collection<Row>;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'paycore-indexes-'));
  await start();
});

afterEach(async () => {
  await stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  server = await startEmbedded({ dataDir });
  client = await new MongoClient(server.uri).connect();
  rows = client.db().collection<Row>('rows');
}

async function stop(): Promise<void> {
  await client.close();
  await server.stop();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

/** By the unique index each key leads to its document and admits no second one. */
async function expectUnique(of: Collection<Row>): Promise<void> {
  for (const row of await of.find({ key: { $exists: true } }).toArray()) {
    expect(await of.find({ key: row.key as string }).toArray()).toEqual([row]);
    await expect(of.insertOne({ _id: `not ${row._id}`, key: row.key as string })).rejects.toMatchObject({
      code: DUPLICATE,
    });
  }
}

describe.each(['at once', 'after a restart'])('%s', (when) => {
  const maybeRestart = async () => when === 'at once' || restart();

  test('a unique index that duplicates forbade is whole once it is declared without them', async () => {
    await rows.insertMany([{ _id: 'a', key: 'k' }, { _id: 'b', key: 'k' }, { _id: 'c', key: 'l' }, { _id: 'd' }]);
    await expect(rows.createIndex({ key: 1 }, unique)).rejects.toMatchObject({ code: DUPLICATE });
    await rows.deleteOne({ _id: 'b' });
    await maybeRestart();
    await rows.createIndex({ key: 1 }, unique);
    await expectUnique(rows);
    await restart();
    await expectUnique(rows);
  });

  test('a collection or index that was dropped leaves nothing to those of the same name', async () => {
    await rows.insertMany([{ _id: 'a', key: 'k' }, { _id: 'b' }]);
    await rows.createIndex({ key: 1 }, unique);
    await rows.drop();
    await maybeRestart();
    await rows.createIndex({ key: 1 }, unique);
    await rows.insertMany([{ _id: 'c', key: 'k' }, { _id: 'd' }]);
    await expectUnique(rows);
    await rows.dropIndex('key_1');
    await rows.insertOne({ _id: 'e', key: 'm' });
    await maybeRestart();
    await rows.createIndex({ key: 1 }, unique);
    await expectUnique(rows);
  });

  test('a database that is dropped takes none whose name begins with its own', async () => {
    const near = client.db('paycore_near').collection<Row>('rows');
    await near.insertOne({ _id: 'a', key: 'k' });
    await near.createIndex({ key: 1 }, unique);
    await rows.insertOne({ _id: 'b', key: 'k' });
    await rows.createIndex({ key: 1 }, unique);
    await client.db('paycore').dropDatabase();
    await maybeRestart();
    const left = client.db('paycore_near').collection<Row>('rows');
    expect(await left.find().toArray()).toEqual([{ _id: 'a', key: 'k' }]);
    await expectUnique(left);
    expect(await rows.find().toArray()).toEqual([]);
    await rows.createIndex({ key: 1 }, unique);
    await rows.insertOne({ _id: 'c', key: 'k' });
    await expectUnique(rows);
  });

  test('a collection that is renamed keeps its documents and keys, and its old name is free', async () => {
    await rows.insertOne({ _id: 'a', key: 'k' });
    await rows.createIndex({ key: 1 }, unique);
    await rows.rename('others');
    await maybeRestart();
    const others = client.db().collection<Row>('others');
    expect(await others.find().toArray()).toEqual([{ _id: 'a', key: 'k' }]);
    await expectUnique(others);
    expect(await rows.find().toArray()).toEqual([]);
    await rows.createIndex({ key: 1 }, unique);
    await rows.insertOne({ _id: 'b', key: 'k' });
    await expectUnique(rows);
  });
});

describe('an update that changes', () => {
  interface Order {
    readonly _id: string;
    readonly key?: string;
    readonly state?: string;
    readonly numbers?: readonly string[];
    readonly inner?: { readonly no?: string; readonly state?: string };
  }
  let orders: Collection<Order>;

  beforeEach(async () => {
    orders = client.db().collection<Order>('orders');
    for (const path of ['key', 'numbers', 'inner.no']) await orders.createIndex({ [path]: 1 }, unique);
    await orders.insertOne({ _id: 'a', key: 'k', numbers: ['1', '2'], inner: { no: 'n' } });
    await orders.insertOne({ _id: 'b' });
  });

  const refused = async (write: Promise<unknown>) => expect(write).rejects.toMatchObject({ code: DUPLICATE });
  const change = (_id: string, set: object) => orders.updateOne({ _id }, { $set: set });

  test('no key leaves all of them to its document', async () => {
    await change('a', { state: 'paid', 'inner.state': 'paid' });
    for (const taken of [{ key: 'k' }, { numbers: ['2'] }, { 'inner.no': 'n' }]) await refused(change('b', taken));
  });

  test('a key, within a list or a document too, frees the old one and takes the new one', async () => {
    await change('a', { key: 'l', numbers: ['1', '3'], 'inner.no': 'm' });
    for (const taken of [{ key: 'l' }, { numbers: ['3'] }, { 'inner.no': 'm' }]) await refused(change('b', taken));
    await change('b', { key: 'k', numbers: ['2'], 'inner.no': 'n' });
    expect(await orders.find({ key: 'k' }, { projection: { _id: 1 } }).toArray()).toEqual([{ _id: 'b' }]);
    await orders.updateOne({ _id: 'b' }, { $unset: { key: '', numbers: '', inner: '' } });
    await change('a', { key: 'k', numbers: ['2'], inner: { no: 'n' } });
    await change('b', { key: 'l', numbers: ['1', '3'], inner: { no: 'm' } });
  });
});
