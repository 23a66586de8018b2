import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bench, parts, type Part } from './bench.ts';
import { plans } from './plan.ts';
import { withReport } from './report/docs-file.ts';
import { thisMachine } from './report/machine.ts';
import { report, tried } from './report/tables.ts';

const usage = `npm run bench -- [options]
  --quick          a minute's run that shows that it works; it prints no figures
  --only <part>    ${parts.join(', ')} (which runs only by name); may be given more than once
  --json           figures as JSON instead of Markdown
  --against <dir>  another tree, whose embedded server takes turns with this one's; may be given more than once
  --profile <dir>  CPU profiles of PayCore's processes go there
A full run writes its tables into docs/benchmarks.md.`;

const page = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));

function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      profile: { type: 'string' },
      against: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}".\n${usage}`);
  return { ...values, only: values.only as Part[] };
}

async function main(): Promise<void> {
  const { quick, json, only, profile, against, help } = readOptions();
  if (help) return console.log(usage);
  const begun = performance.now();
  const machine = thisMachine();
  const chosen = only.length > 0 ? only : parts.filter((part) => part !== 'embedded');
  const plan = plans[quick ? 'quick' : 'full'];
  const figures = await bench({ plan, parts: chosen, say: console.error, profiles: profile, against });
  const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');
  const seconds = (performance.now() - begun) / 1000;
  const run = { command, date: new Date().toISOString().slice(0, 10), machine, seconds };
  if (quick) return console.log(tried(figures, run));
  const text = report(figures, run);
  console.log(json ? JSON.stringify({ ...run, ...figures }, null, 2) : text);
  const isWhole = only.length === 0 && profile === undefined && against.length === 0;
  if (isWhole) await writeFile(page, withReport(await readFile(page, 'utf8'), text));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
