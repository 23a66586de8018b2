import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { underLock } from './cache.ts';
import type { WayContext } from './mongo-way.ts';
import { memoryWay } from './way-memory.ts';
import { mongodWay } from './way-mongod.ts';
import { withDatabase } from './way-uri.ts';

/** Listens as mongod would and says so; `--port 1` makes it fail the way mongod does. */
const FAKE_MONGOD = `#!${process.execPath}
const at = (name) => process.argv[process.argv.indexOf(name) + 1];
if (at('--port') === '1') { console.log('{"msg":"Failed to set up listener"}'); process.exit(48); }
require('node:net').createServer().listen(Number(at('--port')), at('--bind_ip'), () => {
  require('node:fs').writeFileSync(at('--dbpath') + '/pid', String(process.pid));
  console.log('{"c":"NETWORK","msg":"Waiting for connections"}');
});
`;

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paycore-ways-'));
  await writeFile(join(dir, 'mongod'), FAKE_MONGOD);
  await chmod(join(dir, 'mongod'), 0o755);
});

afterEach(() => rm(dir, { recursive: true, force: true }));

const context = (more: Partial<WayContext> = {}): WayContext => ({
  home: join(dir, 'home'),
  env: { PATH: `/nowhere:${dir}`, XDG_CACHE_HOME: join(dir, 'cache') },
  log: () => undefined,
  isForced: false,
  ...more,
});

describe('mongod on the PATH', () => {
  test('is started on 127.0.0.1 with its data under home, and stopped', async () => {
    const started = await mongodWay(context());
    const { port } = new URL(started.uri);
    expect(started.uri).toBe(`mongodb://127.0.0.1:${port}/paycore`);
    expect(await readFile(join(dir, 'home/mongo/mongod/pid'), 'utf8')).toBe(String(started.pid));
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    // The fake dies with the connection open, which may be a reset.
    const closed = new Promise((resolve) => socket.on('error', resolve).resume().once('close', resolve));
    await Promise.all([closed, started.stop()]);
  });

  test('one that fails says its last lines', async () => {
    await expect(mongodWay(context({ port: 1 }))).rejects.toThrow(
      /mongod did not start: [^]*Failed to set up listener/,
    );
  });

  test('none is said', async () => {
    await expect(mongodWay(context({ env: { PATH: '/nowhere' } }))).rejects.toThrow('no mongod on the PATH');
  });
});

describe('a fetched mongod', () => {
  const day = 24 * 60 * 60 * 1000;

  test('is started', async () => {
    const started = await memoryWay(() => Promise.resolve(join(dir, 'mongod')))(context());
    await started.stop();
    expect(started.what).toContain(join(dir, 'mongod'));
  });

  test('a failed fetch is remembered for a day, unless it is asked for by name', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    let fetches = 0;
    const fetchMongod = () => Promise.reject(new Error(`no network ${++fetches}`));
    const way = memoryWay(fetchMongod, () => now);
    await expect(way(context())).rejects.toThrow('no MongoDB can be fetched: no network 1');
    now += day - 1;
    await expect(way(context())).rejects.toThrow('tried 2026-01-01T00:00:00.000Z: no network 1');
    now += 1;
    await expect(way(context())).rejects.toThrow('no network 2');
    await expect(way(context({ isForced: true }))).rejects.toThrow('no network 3');
    expect(fetches).toBe(3);
  });
});

test.each([
  ['mongodb://h', 'mongodb://h/paycore'],
  ['mongodb://h:1,i:2/?replicaSet=r', 'mongodb://h:1,i:2/paycore?replicaSet=r'],
  ['mongodb+srv://u:p@h/', 'mongodb+srv://u:p@h/paycore?authSource=admin'],
  ['mongodb://u:p@h/?authSource=x', 'mongodb://u:p@h/paycore?authSource=x'],
  ['mongodb://u:p@h/shop?w=1', 'mongodb://u:p@h/shop?w=1'],
])('%s becomes %s', (input, uri) => {
  expect(withDatabase(input)).toBe(uri);
});

test('one at a time holds a lock; a dead owner does not', async () => {
  const lock = join(dir, 'lock');
  await writeFile(lock, '999999999');
  let inside = 0;
  const counts: number[] = [];
  const work = async () => {
    counts.push(++inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
  };
  await Promise.all([1, 2, 3].map(() => underLock(lock, work)));
  expect(counts).toEqual([1, 1, 1]);
});
