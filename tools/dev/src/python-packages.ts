import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const minutes = 60_000;
const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const isRecent = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

const advice = `Python 3.10 or newer with its venv module is needed (Debian, Ubuntu: apt-get install python3-venv; others:
https://www.python.org/downloads/). Another Python than the first in the PATH is named by PAYCORE_PYTHON.`;

export interface PackagesWanted {
  /** What they are for, in small letters: a folder of the cache. */
  readonly name: string;
  /** A requirements.txt. */
  readonly list: string;
  readonly say: (line: string) => void;
}

/**
 * The folder with the programs of a Python that has these packages; the first call on a machine installs them from PyPI. Throws
 * what to do where it cannot.
 */
export function pythonPackages({ name, list, say }: PackagesWanted): string {
  const cache = join(homedir(), '.cache', 'paycore', name);
  const folder = join(cache, createHash('sha256').update(readFileSync(list)).digest('hex').slice(0, 12));
  const programs = join(folder, 'bin');
  // Written last: an install that was cut off is done again.
  const whole = join(folder, 'whole');
  if (existsSync(whole)) return programs;
  say(`Installing what ${name} needs once (PyPI) …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  run(findPython(), ['-m', 'venv', folder]);
  run(join(programs, 'python'), [...pip, '--requirement', list]);
  writeFileSync(whole, '');
  return programs;
}

function findPython(): string {
  const { PAYCORE_PYTHON: chosen } = process.env;
  const found = (chosen ? [chosen] : names).find((name) => spawnSync(name, ['-c', isRecent]).status === 0);
  if (found === undefined) throw new Error(advice);
  return found;
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 5 * minutes });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed${error ? `: ${error.message}` : '.'}`);
}
