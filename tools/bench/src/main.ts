import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bench, type Figures } from './bench.ts';
import { readOptions, usage, type Options } from './options.ts';
import { plans, type Plan } from './plan.ts';
import { withReport } from './report/docs-file.ts';
import { durationLine } from './report/duration.ts';
import { thisMachine } from './report/machine.ts';
import { peersReport } from './report/products-table.ts';
import { report, tried, type Run } from './report/tables.ts';

const page = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const options = readOptions(args);
  if (options.wantsHelp) return console.log(usage);
  const begun = performance.now();
  const machine = thisMachine();
  const figures = await bench({ ...options, plan: planOf(options), say: console.error });
  const command = ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const seconds = (performance.now() - begun) / 1000;
  const run = { command, date: new Date().toISOString().slice(0, 10), machine, seconds };
  if (options.isQuick) console.log(tried(figures, run));
  else await tell(figures, run, options);
  console.error(durationLine(seconds, options));
}

function planOf({ isQuick, payments }: Options): Plan {
  const plan = plans[isQuick ? 'quick' : 'full'];
  return payments === undefined ? plan : { ...plan, backlog: { ...plan.backlog, payments } };
}

async function tell(figures: Figures, run: Run, { isJson, isWhole, parts, profiles, against }: Options): Promise<void> {
  const { peers } = figures;
  const main = parts.some((part) => part !== 'peers') ? report(figures, run) : undefined;
  const beside = peers && peersReport(peers, figures, run);
  const texts = [main, beside && `### Beside a full product\n\n${beside}`].filter((text) => text !== undefined);
  console.log(isJson ? JSON.stringify({ ...run, ...figures }, null, 2) : texts.join('\n\n'));
  if (profiles !== undefined || against.length > 0) return;
  let text = await readFile(page, 'utf8');
  if (isWhole && main !== undefined) text = withReport(text, main);
  if (beside !== undefined) text = withReport(text, beside, 'peers');
  await writeFile(page, text);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
