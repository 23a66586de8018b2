import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '@paycore/mongo';
import { pythonPackages } from './python-packages.ts';

const toolRoot = fileURLToPath(new URL('..', import.meta.url));

const specs = [
  'libs/store-mongo/src/mongo-payment-store.spec.ts',
  'libs/store-mongo/src/mongo-shop-store.spec.ts',
  'libs/store-mongo/src/indexes/prepare-indexes.spec.ts',
  'libs/store-mongo/src/maintain/maintain.spec.ts',
  'libs/store-mongo/src/migrate/migrate.spec.ts',
];

/**
 * Whole systems on it. Not those that kill or slow down a database of their own (database-away, production, balancer) or start the
 * demo's (start), nor those of many requests at once (answers, all-in-one, neighbours): the witness answers in Python, and what takes
 * it longer than two seconds is answered 503.
 */
const acceptance = [
  'tools/e2e/src/acceptance/outcomes.e2e.spec.ts',
  'tools/e2e/src/money-at-rest.e2e.spec.ts',
  'tools/e2e/src/notices.e2e.spec.ts',
  'tools/e2e/src/old-database.e2e.spec.ts',
];

/**
 * `npm run witness [-- --acceptance | <paths>]`: the store's specs, or whole systems, on the server that WITNESS_URI names, or on one
 * that is fetched for that.
 */
async function main(): Promise<void> {
  const paths = chosen(process.argv.slice(2));
  const { WITNESS_URI: uri } = process.env;
  if (uri) return test(paths, uri);
  const programs = install();
  if (programs !== undefined) await withServer(join(programs, 'secantusd-py'), (own) => test(paths, own));
}

function chosen(args: readonly string[]): readonly string[] {
  if (args.length === 0) return specs;
  // One at a time: three systems at once would wait for the one server.
  return args[0] === '--acceptance' ? ['--maxWorkers=1', ...acceptance, ...args.slice(1)] : args;
}

/** Undefined, and said, where it cannot be: the specs have run on the embedded server. */
function install(): string | undefined {
  const list = join(toolRoot, 'witness-requirements.txt');
  try {
    return pythonPackages({ name: 'witness', list, say: (line) => console.error(line) });
  } catch (error) {
    console.log(`SKIPPED: the store is not tested on a second MongoDB server (${String(error)}).`);
    return undefined;
  }
}

/** A MongoDB server by other people, on WiredTiger (GPL-2.0): a process of its own, no part of PayCore. */
async function withServer(program: string, use: (uri: string) => void): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'paycore-witness-'));
  // Answers a write once it is on disk, as MongoDB's journal does.
  const options = ['--host', '127.0.0.1', '--port', '0', '--storage-path', data, '--sync-on-commit'];
  const ready = /listening on 127\.0\.0\.1:(\d+)/;
  const server = await startServer({ name: 'the witness', command: program, args: options, ready });
  // Ctrl-C ends the specs, and then what they ran on.
  process.once('SIGINT', () => undefined);
  try {
    use(`mongodb://127.0.0.1:${server.ready[1]}/?directConnection=true`);
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

function test(paths: readonly string[], uri: string): void {
  const env = { ...process.env, WITNESS_URI: uri };
  const { status } = spawnSync(process.execPath, [join(toolRoot, 'test.mjs'), ...paths], { env, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

await main();
