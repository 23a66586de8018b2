import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, run } from './install.mjs';
import { prepareStripeMock } from './stripe-mock.mjs';

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('-'));

ensureInstalled();
// The embedded server is fetched and compiled once per machine; no spec's time limit should have to cover that.
fromSource(['tools', 'mongo', 'src', 'main.ts'], ['--prepare'], 'inherit');
process.env.STRIPE_MOCK = prepareStripeMock() ?? '';
if (names.length === 0 || names.some((name) => name.includes('outsiders'))) {
  process.env.PAYCORE_OUTSIDERS = fromSource(['tools', 'outsiders', 'src', 'prepare.ts'], [], 'pipe');
}
// One build of the apps serves all end-to-end specs; while watching, each builds what it finds.
const isBundled = !args.includes('--watch') && (names.length === 0 || names.some((name) => /e2e|outsiders/.test(name)));
if (isBundled) process.env.PAYCORE_BUNDLES = fromSource(['tools', 'e2e', 'src', 'make-bundles.ts'], [], 'pipe');
// Jest needs this flag to load ES modules; warnings about it being experimental would drown the report.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings`.trim();
await run('jest', args);
if (isBundled) rmSync(process.env.PAYCORE_BUNDLES, { recursive: true, force: true });

/** Answers what the program printed, where it is piped. */
function fromSource(path, options, stdout) {
  const { status, stdout: text } = spawnSync(process.execPath, ['--import', 'tsx', join(root, ...path), ...options], {
    cwd: root,
    stdio: ['inherit', stdout, 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) process.exit(status ?? 1);
  return text;
}
