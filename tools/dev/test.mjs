import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureInstalled, root, run } from './install.mjs';
import { prepareStripeMock } from './stripe-mock.mjs';
import { countTests, removeReports } from './test-reports.mjs';

const args = process.argv.slice(2);

ensureInstalled();
// Jest needs this flag to load ES modules; warnings about it being experimental would drown the report.
const nodeOptions = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings`.trim();
if (args.length === 0) await testAll();
else if (args.length === 1 && args[0] === '--quick') await testAll({ except: ['e2e', 'outsiders'] });
else await testSome();

/** Each project by itself, so that one whose files did not change since its last run is not tested again. */
async function testAll({ except } = { except: [] }) {
  const isWhole = except.length === 0;
  if (!isWhole) process.env.PAYCORE_QUICK = 'true';
  prepare({ database: true, stripeMock: true, outsiders: isWhole, bundles: isWhole });
  removeReports();
  const parallel = process.env.PAYCORE_TEST_PARALLEL || '2';
  const exclude = isWhole ? [] : [`--exclude=${except.map((tool) => `@paycore/${tool}`).join(',')}`];
  await run('nx', ['run-many', '-t', 'test', `--parallel=${parallel}`, '--outputStyle=static', ...exclude]);
  removeBundles();
  const { passed, failed, skipped } = countTests({ except });
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
}

/** What the arguments choose, in one run of Jest; only what those specs need is made first. */
async function testSome() {
  process.env.NODE_OPTIONS = nodeOptions;
  const isWatching = args.includes('--watch');
  prepare(isWatching ? {} : needsOf(chosenSpecs()));
  await run('jest', args);
  removeBundles();
}

function chosenSpecs() {
  const { stdout } = spawnSync(join(root, 'node_modules', '.bin', 'jest'), ['--listTests', ...args], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return stdout.split('\n').filter((line) => line.endsWith('.spec.ts'));
}

function needsOf(specs) {
  const isSystem = (spec) => /^tools\/(e2e|outsiders)\//.test(relative(root, spec));
  const says = (word) => specs.some((spec) => readFileSync(spec, 'utf8').includes(word));
  const bundles = specs.some(isSystem);
  return {
    database: bundles || says('@paycore/mongo') || specs.some((spec) => relative(root, spec).startsWith('tools/')),
    stripeMock: says('STRIPE_MOCK') || specs.some((spec) => spec.includes('outsiders')),
    outsiders: specs.some((spec) => spec.includes('outsiders')),
    bundles,
  };
}

function prepare({ database, stripeMock, outsiders, bundles }) {
  // The embedded server is fetched and compiled once per machine; no spec's time limit should have to cover that.
  if (database) fromSource(['tools', 'mongo', 'src', 'main.ts'], ['--prepare'], 'inherit');
  if (stripeMock) process.env.STRIPE_MOCK = prepareStripeMock() ?? '';
  if (outsiders) process.env.PAYCORE_OUTSIDERS = fromSource(['tools', 'outsiders', 'src', 'prepare.ts'], [], 'pipe');
  // One build of the apps serves all end-to-end specs; while watching, each builds what it finds.
  if (bundles) process.env.PAYCORE_BUNDLES = fromSource(['tools', 'e2e', 'src', 'make-bundles.ts'], [], 'pipe');
}

function removeBundles() {
  const { PAYCORE_BUNDLES: folder } = process.env;
  if (folder) rmSync(folder, { recursive: true, force: true });
}

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
