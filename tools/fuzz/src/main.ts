import { copyFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFolder, workspaceRoot } from './paths.ts';
import { preparePython } from './python.ts';
import { rawTextOf, runRaw } from './raw/run.ts';
import { reportOf, textOf } from './report.ts';
import { runSchemathesis, type Plan } from './schemathesis.ts';
import { startWorld, type World } from './world.ts';

const whole = { seed: 7, cases: 50, raw: 500, limitMs: 600_000 };
const leastCases = 5_000;

const usage = `npm run fuzz -- [options]: what /openapi.json promises, tried on a demo of its own
  --seed <n>      other cases (${whole.seed})
  --cases <n>     drawn cases for each operation (${whole.cases})
  --unknown       members that the document does not name are put into JSON bodies
  --raw <n>       requests of raw bytes to all routes before that (${whole.raw})
  --only <regex>  these paths only`;

function readPlan(): Plan & { readonly raw: number; readonly isWhole: boolean } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { seed: text, cases: text, only: text, raw: text, unknown: { type: 'boolean' } },
  });
  const number = (value: string | undefined, usual: number): number => {
    if (value !== undefined && !/^\d{1,9}$/.test(value)) throw new Error(usage);
    return value === undefined ? usual : Number(value);
  };
  const { only, unknown: addsUnknown = false } = values;
  const isWhole = only === undefined && values.cases === undefined;
  const seed = number(values.seed, whole.seed);
  const cases = number(values.cases, whole.cases);
  const limitMs = whole.limitMs * Math.max(1, cases / whole.cases);
  return { seed, cases, raw: number(values.raw, whole.raw), limitMs, only, addsUnknown, isWhole };
}

/** Whether any payment came to be paid: without a gateway's signature none may. */
async function wasPaid({ api, all_in_one: project }: World['demo']): Promise<boolean> {
  const answer = await fetch(`${api}/api/paycore/home/overview`, { headers: { 'X-API-KEY': project.api_key } });
  const { data } = (await answer.json()) as { data: { by_currency: Readonly<Record<string, unknown>> } };
  return Object.keys(data.by_currency).length > 0;
}

async function main(): Promise<void> {
  const plan = readPlan();
  const python = preparePython(console.log);
  // Once it runs, what it says of each refusal is in its log.
  let isStarting = true;
  const world = await startWorld((line) => isStarting && console.log(line));
  isStarting = false;
  try {
    const raw = await runRaw(world, plan.seed, plan.raw);
    console.log(rawTextOf(raw));
    const { run, counts } = await runSchemathesis(python, world, plan);
    await copyFile(join(world.home, 'paycore.log'), join(reportFolder, 'paycore.log'));
    const wanted = { ...plan, leastCases: plan.isWhole ? leastCases : 0 };
    const report = reportOf({ run, counts, raw, wasPaid: await wasPaid(world.demo) }, wanted);
    const file = join(reportFolder, 'report.json');
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`\n${textOf(report)} (${relative(workspaceRoot, file)})`);
    process.exitCode = report.faults.length === 0 ? 0 : 1;
  } finally {
    await world.stop();
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
