import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reportFolder, toolRoot } from './paths.ts';
import type { World } from './world.ts';

export interface Plan {
  readonly seed: number;
  /** Drawn cases for each operation, beside those that follow from the schema alone. */
  readonly cases: number;
  /** A pattern of paths; absent: all. */
  readonly only?: string | undefined;
  /** Members that the document does not name are put into JSON bodies. */
  readonly addsUnknown: boolean;
  /** After which the run is cut, as one that failed. */
  readonly limitMs: number;
}

/** What Schemathesis reports of a run, as far as it is read here. */
export interface Run {
  readonly exitCode: number;
  readonly schemathesis_version: string;
  readonly running_time: number;
  readonly operations: { readonly tested: number };
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly {
    readonly code: string;
    readonly title: string;
    readonly count: number;
    readonly operations: readonly string[];
  }[];
  readonly errors: readonly { readonly title: string; readonly count: number }[];
}

/** What the hooks counted. */
export interface Counts {
  /** `POST /path 200` → how often. */
  readonly answers: Readonly<Record<string, number>>;
  /** Why a check's complaint was none → how often. */
  readonly excused: Readonly<Record<string, number>>;
}

/** Runs all checks over the whole document; its output goes to the terminal. Throws where it ended without a report. */
export async function runSchemathesis(python: string, world: World, plan: Plan): Promise<{ run: Run; counts: Counts }> {
  const runFile = join(reportFolder, 'schemathesis.json');
  const countsFile = join(reportFolder, 'answers.json');
  await rm(reportFolder, { recursive: true, force: true });
  await mkdir(reportFolder, { recursive: true });
  const env = {
    ...process.env,
    PAYCORE_FUZZ_KEY: world.demo.all_in_one.api_key,
    PAYCORE_FUZZ_DEMO: join(world.home, 'demo.json'),
    PAYCORE_FUZZ_ANSWERS: countsFile,
    ...(plan.addsUnknown && { PAYCORE_FUZZ_UNKNOWN: '1' }),
    PYTHONDONTWRITEBYTECODE: '1',
    HYPOTHESIS_STORAGE_DIRECTORY: join(reportFolder, 'hypothesis'),
  };
  const args = ['-m', 'schemathesis.cli', ...options(world.demo.api, plan, runFile)];
  const child = spawn(python, args, { cwd: toolRoot, env, stdio: ['ignore', 'inherit', 'inherit'] });
  // As a person would end it: what was found so far is still reported.
  const interrupt = () => child.kill('SIGINT');
  const timer = setTimeout(interrupt, plan.limitMs);
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
  const run = (await read(runFile)) as Omit<Run, 'exitCode'>;
  return { run: { ...run, exitCode: exitCode ?? 1 }, counts: (await read(countsFile)) as Counts };
}

const options = (api: string, { seed, cases, only }: Plan, runFile: string): readonly string[] => [
  '--config-file=schemathesis.toml',
  'run',
  `${api}/openapi.json`,
  `--seed=${seed}`,
  `--max-examples=${cases}`,
  `--report-json-path=${runFile}`,
  ...(only === undefined ? [] : [`--include-path-regex=${only}`]),
];
