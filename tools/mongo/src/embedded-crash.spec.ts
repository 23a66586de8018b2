import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient, MongoNetworkError, MongoServerSelectionError, type Collection } from 'mongodb';
import { startFaulty, type Fault, type FaultyMongo } from './fixtures/faulty-mongo.ts';
import { DATA_FILE, startEmbedded, type EmbeddedMongo } from './start-embedded.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const SHORT = { serverSelectionTimeoutMS: 1500, connectTimeoutMS: 1000, socketTimeoutMS: 2000, retryReads: false };
/** On a busy machine a server that lives may take a while; that it is gone shows at once. */
const LONG = { serverSelectionTimeoutMS: 10_000, connectTimeoutMS: 10_000, socketTimeoutMS: 30_000, retryReads: false };

interface Row {
  _id: string;
  n: number;
  key: string;
}

let dataDir: string;
const open: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'paycore-crash-'));
});

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await rm(dataDir, { recursive: true, force: true });
});

async function started(): Promise<EmbeddedMongo> {
  const server = await startEmbedded({ dataDir });
  open.push(() => (server.kill('SIGCONT'), server.stop()));
  return server;
}

async function startedFaulty(fault: Fault): Promise<FaultyMongo> {
  const server = await startFaulty(dataDir, fault);
  open.push(server.stop);
  return server;
}

async function rowsOf(server: Pick<EmbeddedMongo, 'uri'>, limits = LONG): Promise<Collection<Row>> {
  const client = await new MongoClient(server.uri, limits).connect();
  open.push(() => client.close());
  return client.db().collection<Row>('rows');
}

type Acknowledge = (id: string, n: number) => void;

/** Inserts a document and raises it to 3, again and again, until the server is gone; tells what was acknowledged. */
async function writeUntilGone(rows: Collection<Row>, name: string, acknowledge: Acknowledge): Promise<void> {
  for (let i = 0; ; i++) {
    const _id = `${name}-${i}`;
    await rows.insertOne({ _id, n: 1, key: `key-${_id}` });
    acknowledge(_id, 1);
    for (const n of [1, 2]) {
      await rows.updateOne({ _id, n }, { $set: { n: n + 1 } });
      acknowledge(_id, n + 1);
    }
  }
}

test('kill -9 in a stream of writes loses nothing acknowledged, twice over', async () => {
  const acknowledged = new Map<string, number>();
  for (const round of [1, 2]) {
    const server = await started();
    const rows = await rowsOf(server);
    await rows.createIndex({ key: 1 }, { unique: true });
    const enough = acknowledged.size + 60;
    const acknowledge = (id: string, n: number): void => {
      acknowledged.set(id, n);
      if (acknowledged.size === enough) server.kill('SIGKILL');
    };
    const writers = [1, 2, 3, 4, 5, 6].map((n) => writeUntilGone(rows, `${round}-${n}`, acknowledge));
    const ends = await Promise.allSettled([...writers, server.exited]);
    expect(ends.filter((end) => end.status === 'rejected')).toHaveLength(writers.length);
  }
  const rows = await rowsOf(await started());
  const found = new Map((await rows.find().toArray()).map((row) => [row._id, row.n]));
  const lost = [...acknowledged].filter(([id, n]) => (found.get(id) ?? 0) < n);
  expect(lost).toEqual([]);
  const byKey = await rows.find({ key: { $in: [...found.keys()].map((id) => `key-${id}`) } }).toArray();
  expect(byKey).toHaveLength(found.size);
});

/** Raises its own document's number and its key with it, again and again, until the server is gone. */
async function raiseUntilGone(
  rows: Collection<Row>,
  from: { id: string; n: number },
  tell: Acknowledge,
): Promise<void> {
  const { id } = from;
  for (let n = from.n + 1; ; n++) {
    const filter = { _id: id, key: `key-${id}-${n - 1}` };
    const { modifiedCount } = await rows.updateOne(filter, { $set: { n, key: `key-${id}-${n}` } });
    expect(modifiedCount).toBe(1);
    tell(id, n);
  }
}

/** What a reader was shown is as binding as what a writer was told. */
async function readUntilGone(rows: Collection<Row>, tell: Acknowledge): Promise<void> {
  for (;;) for (const { _id, n } of await rows.find().toArray()) tell(_id, n);
}

const inStep = (rows: Collection<Row>) => rows.db.collection<{ _id: number; step: number }>('in_step');

/** A command long enough for a save to come in its midst. */
async function stepUntilGone(rows: Collection<Row>): Promise<void> {
  for (;;) await inStep(rows).updateMany({}, { $inc: { step: 1 } });
}

async function fresh(rows: Collection<Row>): Promise<void> {
  await rows.createIndex({ key: 1 }, { unique: true });
  await inStep(rows).insertMany(Array.from({ length: 200 }, (_, _id) => ({ _id, step: 0 })));
  await rows.insertMany(Array.from({ length: 16 }, (_, n) => ({ _id: `row-${n}`, n: 0, key: `key-row-${n}-0` })));
}

/** 16 writers, 2 readers and one that changes all, until the server is gone; the highest number of each document that any of them was told. */
async function toldUntilGone(rows: Collection<Row>, onTold: (answers: number) => void): Promise<Map<string, number>> {
  const told = new Map((await rows.find().toArray()).map(({ _id, n }) => [_id, n]));
  let answers = 0;
  const tell = (id: string, n: number): void => {
    told.set(id, Math.max(n, told.get(id) ?? 0));
    onTold((answers += 1));
  };
  const writers = [...told].map(([id, n]) => raiseUntilGone(rows, { id, n }, tell));
  const others = [stepUntilGone(rows), readUntilGone(rows, tell), readUntilGone(rows, tell)];
  const ends = await Promise.allSettled([...writers, ...others]);
  const faults = ends.map((end) => (end.status === 'rejected' ? (end.reason as unknown) : 'ended'));
  // A connection that breaks in the middle of a write is the socket's own error: the driver does not wrap that one.
  const isGone = (fault: unknown) =>
    fault instanceof MongoNetworkError ||
    fault instanceof MongoServerSelectionError ||
    (fault instanceof Error && 'syscall' in fault);
  expect(faults.filter((fault) => !isGone(fault))).toEqual([]);
  return told;
}

async function expectNothingLost(rows: Collection<Row>, told: ReadonlyMap<string, number>): Promise<void> {
  const found = new Map((await rows.find().toArray()).map((row) => [row._id, row]));
  expect([...told].filter(([id, n]) => (found.get(id)?.n ?? -1) < n)).toEqual([]);
  expect(await inStep(rows).distinct('step')).toHaveLength(1);
  // By the unique index a key leads to its own document, and one that was given up or not reached leads nowhere.
  for (const { _id, n } of found.values()) {
    const keys = [n - 1, n, n + 1].map((each) => `key-${_id}-${each}`);
    expect(await rows.find({ key: { $in: keys } }).toArray()).toEqual([{ _id, n, key: keys[1] }]);
  }
}

test('kill -9 with 16 writers and 2 readers at work: what any was told is there, and nothing by halves', async () => {
  let server = await started();
  let rows = await rowsOf(server);
  await fresh(rows);
  for (let round = 1; round <= 3; round++) {
    const last = randomInt(20, 400);
    const told = await toldUntilGone(rows, (answers) => void (answers === last && server.kill('SIGKILL')));
    await server.exited;
    server = await started();
    rows = await rowsOf(server);
    await expectNothingLost(rows, told);
  }
});

describe.each([1, 2])('on a faulty file, round %i', () => {
  test('dead in the middle of a write: what any was told is there, and nothing by halves', async () => {
    await expectKept(await startedFaulty({ fault: 'dies', write: randomInt(40, 200) }));
  });

  test('a save that fails ends the server: what any was told is there, and nothing by halves', async () => {
    const server = await startedFaulty({ fault: 'fails', write: randomInt(40, 100), extraMs: 5 });
    await expectKept(server);
    expect(server.lastWords()).toMatch(/cannot save: .*No space left on device/);
  });

  test('SIGTERM in the middle of a slow write: what any was told is there, and nothing by halves', async () => {
    const server = await startedFaulty({ extraMs: 20 });
    const last = randomInt(20, 100);
    await expectKept(server, (answers) => void (answers === last && server.kill('SIGTERM')));
  });
});

async function expectKept(server: EmbeddedMongo, onTold: (answers: number) => void = () => undefined): Promise<void> {
  const rows = await rowsOf(server);
  await fresh(rows);
  const told = await toldUntilGone(rows, onTold);
  await server.exited;
  await expectNothingLost(await rowsOf(await started()), told);
}

test('SIGTERM with 16 writers and 2 readers at work: what any was told is there, and nothing by halves', async () => {
  let server = await started();
  let rows = await rowsOf(server);
  await fresh(rows);
  for (let round = 1; round <= 3; round++) {
    const last = randomInt(20, 400);
    const told = await toldUntilGone(rows, (answers) => void (answers === last && server.kill('SIGTERM')));
    await server.exited;
    server = await started();
    rows = await rowsOf(server);
    await expectNothingLost(rows, told);
  }
});

test('data survives a clean stop, and the file is free at once', async () => {
  const first = await started();
  await (await rowsOf(first)).insertOne({ _id: 'a', n: 1, key: 'k' });
  await first.stop();
  expect(await (await rowsOf(await started())).findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 1, key: 'k' });
});

test('the data of a launcher that kept documents and keys in another form is there, and unique as before', async () => {
  await copyFile(fileURLToPath(new URL('./fixtures/before-bson.mv.db', import.meta.url)), join(dataDir, DATA_FILE));
  for (const start of ['first', 'second']) {
    const server = await started();
    const rows = await rowsOf(server);
    const row = (n: number, key: string) => ({
      _id: `row-${n}`,
      n,
      key,
      at: new Date(1_767_225_600_000 + n),
      inner: { list: [n, 'two', null] },
    });
    const all = [row(1, 'key-1'), row(2, 'key-two'), row(3, 'key-3'), { _id: 'row-4' }];
    expect([start, await rows.find().toArray()]).toEqual([start, all]);
    expect(await rows.findOne({ key: 'key-two' })).toMatchObject({ _id: 'row-2' });
    expect(await rows.findOne({ key: 'key-2' })).toBeNull();
    await expect(rows.insertOne({ _id: 'row-5', n: 5, key: 'key-3' })).rejects.toMatchObject({ code: 11000 });
    await rows.updateOne({ _id: 'row-3' }, { $set: { n: 30 } });
    await rows.updateOne({ _id: 'row-3' }, { $set: { n: 3 } });
    await server.stop();
  }
});

test('a data file in use, and a port in use, are named', async () => {
  const server = await started();
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/embedded\.mv\.db is in use by another server/);
  await expect(startEmbedded({ port: server.port })).rejects.toThrow(`port ${server.port} is taken`);
});

test('it ends when the process that started it is killed -9', async () => {
  const env = { ...process.env, PAYCORE_MONGO: 'embedded', NODE_OPTIONS: '' };
  const parent = spawn(process.execPath, ['--import', 'tsx', MAIN, '--home', dataDir], { env });
  const [uri] = (await once(createInterface(parent.stdout), 'line')) as [string];
  const port = Number(new URL(uri).port);
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const closed = new Promise((resolve) => socket.on('error', resolve).resume().once('close', resolve));
  parent.kill('SIGKILL');
  await closed;
  const [refused] = (await once(connect(port, '127.0.0.1'), 'error')) as [{ code: string }];
  expect(refused.code).toBe('ECONNREFUSED');
});

test('with the short time limits a stopped and a dead server are errors within 3 s, and service comes back', async () => {
  const server = await started();
  const rows = await rowsOf(server, SHORT);
  await rows.insertOne({ _id: 'a', n: 1, key: 'k' });
  server.kill('SIGSTOP');
  expect(await failsWithin(() => rows.updateOne({ _id: 'a' }, { $inc: { n: 1 } }))).toBeLessThan(3000);
  server.kill('SIGCONT');
  expect(await rows.findOne({ _id: 'a' })).toMatchObject({ _id: 'a' });
  server.kill('SIGKILL');
  await server.exited;
  expect(await failsWithin(() => rows.findOne({ _id: 'a' }))).toBeLessThan(3000);
});

/** How long it took to fail, in ms. A signal takes effect a moment after it is sent: until then the server still answers. */
async function failsWithin(work: () => Promise<unknown>): Promise<number> {
  for (let answered = 0; answered < 1_000; answered += 1) {
    const start = performance.now();
    const failed = await work().then(
      () => false,
      () => true,
    );
    if (failed) return performance.now() - start;
  }
  throw new Error('It never failed.');
}
