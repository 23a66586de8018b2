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

/** `npm run witness [-- <paths>]`: the store's specs on the server that WITNESS_URI names, or on one that is fetched for that. */
async function main(): Promise<void> {
  const paths = process.argv.length > 2 ? process.argv.slice(2) : specs;
  const { WITNESS_URI: uri } = process.env;
  if (uri) return test(paths, uri);
  const programs = install();
  if (programs !== undefined) await withServer(join(programs, 'secantusd-py'), (own) => test(paths, own));
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
