import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './install.mjs';

/** A MongoDB server by other people, on WiredTiger (GPL-2.0): a process of its own, no part of PayCore. */
const wheel = 'secantusdb==0.7.0b3';
const startsWithinMs = 60_000;
const specs = [
  'libs/store-mongo/src/mongo-payment-store.spec.ts',
  'libs/store-mongo/src/mongo-shop-store.spec.ts',
  'libs/store-mongo/src/indexes/prepare-indexes.spec.ts',
  'libs/store-mongo/src/maintain/maintain.spec.ts',
  'libs/store-mongo/src/migrate/migrate.spec.ts',
];

/** `npm run witness [-- <paths>]`: the store's specs on the server that WITNESS_URI names, or on one that is fetched for that. */
async function main() {
  const paths = process.argv.length > 2 ? process.argv.slice(2) : specs;
  if (process.env.WITNESS_URI) return test(paths, process.env.WITNESS_URI);
  const program = install();
  if (program === undefined) return;
  const data = mkdtempSync(join(tmpdir(), 'paycore-witness-'));
  const port = await freePort();
  const options = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', data, '--log-level', 'ERROR'];
  // Answers a write once it is on disk, as MongoDB's journal does.
  const server = spawn(program, [...options, '--sync-on-commit'], { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await listening(port, server);
    test(paths, `mongodb://127.0.0.1:${port}/?directConnection=true`);
  } finally {
    server.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

function test(paths, uri) {
  const env = { ...process.env, WITNESS_URI: uri };
  const { status } = spawnSync(process.execPath, [join(root, 'tools', 'dev', 'test.mjs'), ...paths], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

/** Its program, installed once per machine. Undefined, and said, where that cannot be. */
function install(env = process.env) {
  const cache = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'paycore', 'witness');
  const home = join(cache, wheel.replace('==', '-'));
  const program = join(home, 'bin', 'secantusd-py');
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  rmSync(home, { recursive: true, force: true });
  console.error(`Installing ${wheel} once (pip) …`);
  const steps = [
    ['python3', ['-m', 'venv', home]],
    [join(home, 'bin', 'pip'), ['install', '--quiet', wheel]],
  ];
  for (const [command, args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
    if (status === 0) continue;
    rmSync(home, { recursive: true, force: true });
    console.log(
      `SKIPPED: the store is not tested on a second MongoDB server (${error?.message ?? stderr.trim().split('\n').at(-1)}).`,
    );
    return undefined;
  }
  return program;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function listening(port, server) {
  const giveUpAt = performance.now() + startsWithinMs;
  while (server.exitCode === null && performance.now() < giveUpAt) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.end());
    });
    if (isOpen) return;
    await pause(100);
  }
  throw new Error('The witness did not come up.');
}

await main();
