import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allInOneCurlOf, directCurlOf } from './demo-file.ts';
import { appNames } from './ports.ts';
import { startDemo, type Demo } from './start-demo.ts';
import { watchSources } from './watch.ts';

const { values } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    /** An app, by its name or folder: `npx nx serve api`. */
    only: { type: 'string' },
  },
});
const only = appNames.find((name) => name === basename(values.only ?? ''));
if (values.only !== undefined && only === undefined) fail(new Error(`--only takes one of ${appNames.join(', ')}.`));
let demo: Demo | undefined;
let isStopping = false;

/** The first signal ends all in order, apps before the database; without patience, a second one ends this process now. */
function onSignal(): void {
  if (demo === undefined || isStopping) process.exit(130); // Children end with us.
  isStopping = true;
  console.log('\nStopping …');
  demo.stop().then(() => process.exit(0), fail);
}

/** npm hands SIGTERM to the shell between itself and us, which ends and tells nobody: its end is the signal then. */
function stopWithShellOfNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell && !isStopping) onSignal();
  }, 250).unref();
}

function fail(error: unknown): never {
  console.error(`\nPayCore cannot run: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

function banner({ demo, mongo }: Demo): string {
  const { api, webhooks, scheduler, sandbox } = demo;
  const shown = { api, webhooks, scheduler, sandbox, 'demo shop': `${sandbox}/shop` };
  const urls = Object.entries(shown)
    .filter(([name]) => only === undefined || [only, 'sandbox', 'demo shop'].includes(name))
    .map(([name, url]) => `  ${name.padEnd(10)} ${url}`);
  return [
    mongo.line,
    '',
    'PayCore is ready.',
    ...urls,
    ...(only === undefined ? createHints(demo) : []),
    'Ctrl-C stops.',
  ].join('\n');
}

const createHints = (demo: Demo['demo']) => [
  '',
  'Create a payment; its page, where the payer picks the method, is the answer’s payment_url:',
  allInOneCurlOf(demo),
  '',
  'Or name the method, and bring the credentials along:',
  directCurlOf(demo),
  '',
];

stopWithShellOfNpm();
process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
try {
  console.log('Starting PayCore …');
  demo = await startDemo(only === undefined ? {} : { only: [only] });
  if (values.watch) watchSources(fileURLToPath(new URL('../../..', import.meta.url)), demo, console.log);
  console.log(banner(demo));
} catch (error) {
  fail(error);
}
