import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient, type Collection } from 'mongodb';
import { startEmbedded, type EmbeddedMongo } from './start-embedded.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const QUICK = { serverSelectionTimeoutMS: 1500, connectTimeoutMS: 1000, socketTimeoutMS: 2000, retryReads: false };

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

async function rowsOf(server: EmbeddedMongo): Promise<Collection<Row>> {
  const client = await new MongoClient(server.uri, QUICK).connect();
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

test('data survives a clean stop, and the file is free at once', async () => {
  const first = await started();
  await (await rowsOf(first)).insertOne({ _id: 'a', n: 1, key: 'k' });
  await first.stop();
  expect(await (await rowsOf(await started())).findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 1, key: 'k' });
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
  const rows = await rowsOf(server);
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
