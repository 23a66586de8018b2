import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WrongDatabaseError, type MongoKind, type Way } from './mongo-way.ts';
import { startMongo, type Ways } from './start-mongo.ts';
import { uriWay } from './way-uri.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paycore-home-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

const log = (): void => undefined;
const lacking =
  (why: string): Way =>
  () =>
    Promise.reject(new Error(why));
const working =
  (name: string): Way =>
  () =>
    Promise.resolve({ uri: `mongodb://${name}/paycore`, what: name, stop: () => Promise.resolve() });

function waysThatWork(...kinds: MongoKind[]): Ways {
  const way = (kind: MongoKind): Way => (kinds.includes(kind) ? working(kind) : lacking(`${kind} is not there`));
  return { uri: way('uri'), mongod: way('mongod'), memory: way('memory'), embedded: way('embedded') };
}

test('takes the first that works and says why the others were not taken', async () => {
  const mongo = await startMongo({ home, log, env: {} }, waysThatWork('memory', 'embedded'));
  expect(mongo).toMatchObject({ kind: 'memory', uri: 'mongodb://memory/paycore' });
  expect(mongo.line).toBe('MongoDB: memory (uri is not there; mongod is not there)');
});

test('with none possible, names the four ways, what each lacks and what would help', async () => {
  const message = await startMongo({ home, log, env: {} }, waysThatWork()).then(
    String,
    (error: Error) => error.message,
  );
  for (const kind of ['uri', 'mongod', 'memory', 'embedded']) {
    expect(message).toContain(`${kind}: ${kind} is not there\n    → `);
  }
});

test.each(['uri', 'mongod', 'memory', 'embedded'] as const)('PAYCORE_MONGO=%s forces it', async (kind) => {
  const all = waysThatWork('uri', 'mongod', 'memory', 'embedded');
  const env = { PAYCORE_MONGO: kind };
  expect(await startMongo({ home, log, env }, all)).toMatchObject({ kind, line: `MongoDB: ${kind} (asked for)` });
  const message = await startMongo({ home, log, env }, waysThatWork()).then(String, (error: Error) => error.message);
  expect(message).toContain(`${kind} is not there`);
});

test('a kind given in code wins over the environment; an unknown one is named', async () => {
  const all = waysThatWork('uri', 'mongod', 'memory', 'embedded');
  expect(await startMongo({ home, log, kind: 'mongod', env: { PAYCORE_MONGO: 'memory' } }, all)).toMatchObject({
    kind: 'mongod',
  });
  await expect(startMongo({ home, log, env: { PAYCORE_MONGO: 'mysql' } }, all)).rejects.toThrow(
    'PAYCORE_MONGO is one of uri, mongod, memory, embedded, not "mysql"',
  );
});

test("a home that holds the embedded server's data keeps it, unless MONGODB_URI is set", async () => {
  const dir = join(home, 'mongo', 'embedded');
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'embedded.mv.db'), '');
  const all = waysThatWork('uri', 'mongod', 'memory', 'embedded');
  expect(await startMongo({ home, log, env: {} }, all)).toMatchObject({ kind: 'embedded' });
  expect(await startMongo({ home, log, env: { MONGODB_URI: 'mongodb://x' } }, all)).toMatchObject({ kind: 'uri' });
});

test('never falls back from a database that was named but does not answer', async () => {
  const ways: Ways = { ...waysThatWork('embedded'), uri: () => Promise.reject(new WrongDatabaseError('no answer')) };
  await expect(startMongo({ home, log, env: {} }, ways)).rejects.toThrow('no answer');
});

test('a MONGODB_URI that does not answer is named without its password', async () => {
  const env = { MONGODB_URI: 'mongodb://me:s3cret@127.0.0.1:1/?serverSelectionTimeoutMS=1' };
  const context = { home, env, log, isForced: false };
  const error = (await uriWay(context).catch((reason: unknown) => reason)) as Error;
  expect(error).toBeInstanceOf(WrongDatabaseError);
  expect(error.message).toContain('mongodb://127.0.0.1:1 does not answer');
  expect(error.message).not.toContain('s3cret');
});
