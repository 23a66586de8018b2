import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** How the specs of a folder went. */
export interface Run {
  /** Tests that ran. */
  readonly tests: number;
  /** Full names of the tests that failed. */
  readonly failed: readonly string[];
  /** Specs that could not be run at all. */
  readonly broken: readonly string[];
  /** User and system time of Jest and all that it started. */
  readonly cpuSeconds: number;
}

interface Results {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const limitMs = 600_000;

// `times` tells of the shell's children as well, which Node tells of none.
const timed = '"$@"; code=$?; times; exit $code';
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

/** Runs specs with Jest in one process. Throws where Jest itself cannot run, or does not end within ten minutes. */
export async function runSpecs(folder: string, specs: readonly string[]): Promise<Run> {
  const outcome = join(folder, 'planted-results.json');
  rmSync(outcome, { force: true });
  // A fault may leave sockets open, which would keep Jest waiting.
  const options = ['--runInBand', '--silent', '--forceExit', '--json', `--outputFile=${outcome}`, '--runTestsByPath'];
  const args = ['-c', timed, 'sh', process.execPath, ...jest, ...options, ...specs];
  // A group of its own, so that nothing of it outlives the limit or this process.
  const child = spawn('sh', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const stop = () => endGroup(child.pid);
  // Before the folder is removed, which is done at exit too.
  process.prependListener('exit', stop);
  const limit = setTimeout(stop, limitMs);
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  clearTimeout(limit);
  process.off('exit', stop);
  return { ...readResults(outcome, complaints), cpuSeconds: cpuSecondsOf(output) };
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}

function readResults(file: string, complaints: string): Omit<Run, 'cpuSeconds'> {
  let results: Results;
  try {
    results = JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch (cause) {
    throw new Error(`Jest left no results: ${complaints.slice(-2_000)}`, { cause });
  }
  const { numTotalTests: tests, testResults } = results;
  return {
    tests,
    failed: testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => fullName),
    broken: testResults
      .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
      .map(({ name }) => name),
  };
}

/** The last line of what `times` prints, the children's: `0m4.120000s 0m0.350000s`. */
export function cpuSecondsOf(output: string): number {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  const spans = [...line.matchAll(/(\d+)m(\d+(?:[.,]\d+)?)s/g)];
  return spans.reduce(
    (sum, [, minutes, seconds = '']) => sum + 60 * Number(minutes) + Number(seconds.replace(',', '.')),
    0,
  );
}
