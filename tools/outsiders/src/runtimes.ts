import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientsRoot } from './paths.ts';

export type Runtime = 'node' | 'python' | 'go';

/** What a client's program is started with, its own arguments left out; or why it cannot be, for a person. */
export type Prepared = { readonly command: readonly string[] } | { readonly missing: string };

export type Runtimes = Readonly<Record<Runtime, Prepared>>;

const minutes = 60_000;
/** For one install; the build of Go's clients takes a minute. */
const longest = 8 * minutes;
const pythons = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const isRecent = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/**
 * Installs the clients beside their lockfiles where they are not yet, which takes the network. What cannot be made ready
 * is named, and said by `say`; in CI, where all of it must be, it throws.
 */
export function prepareRuntimes(say: (line: string) => void, env = process.env): Runtimes {
  const ready = (name: Runtime, make: () => readonly string[]): Prepared => {
    try {
      return { command: make() };
    } catch (error) {
      if (env['CI']) throw error;
      const missing = error instanceof Error ? error.message : String(error);
      say(`SKIPPED: outsiders' clients of ${name} (${missing}).`);
      return { missing };
    }
  };
  return {
    node: ready('node', () => prepareNode(say)),
    python: ready('python', () => preparePython(say, env['PAYCORE_PYTHON'])),
    go: ready('go', () => prepareGo(say)),
  };
}

function prepareNode(say: (line: string) => void): readonly string[] {
  const folder = join(clientsRoot, 'node');
  once([join(folder, 'package-lock.json')], join(folder, 'node_modules', '.whole'), () => {
    say("Installing outsiders' clients once (npm) …");
    run(folder, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1']);
  });
  return [process.execPath];
}

function preparePython(say: (line: string) => void, chosen: string | undefined): readonly string[] {
  const folder = join(clientsRoot, 'python');
  const python = join(folder, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  const list = join(folder, 'requirements.txt');
  once([list], join(folder, '.venv', '.whole'), () => {
    const found = (chosen ? [chosen] : pythons).find((name) => spawnSync(name, ['-c', isRecent]).status === 0);
    if (found === undefined) throw new Error('Python 3.10 or newer with its venv module is not there');
    say("Installing outsiders' clients once (PyPI) …");
    run(folder, found, ['-m', 'venv', '--clear', '.venv']);
    const quietly = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
    run(folder, python, [
      ...quietly,
      '--require-hashes',
      '--only-binary',
      ':all:',
      '--no-binary',
      'paypalrestsdk',
      '-r',
      list,
    ]);
  });
  return [python, join(folder, 'client.py')];
}

function prepareGo(say: (line: string) => void): readonly string[] {
  const folder = join(clientsRoot, 'go');
  const program = join(folder, 'bin', process.platform === 'win32' ? 'outsiders.exe' : 'outsiders');
  const sources = ['go.mod', 'go.sum', 'main.go', 'paypal.go', 'standardwebhooks.go', 'stripe.go'];
  const files = sources.map((name) => join(folder, name));
  once(files, join(folder, 'bin', '.whole'), () => {
    // Never another Go than the one that is there.
    const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', CGO_ENABLED: '0' };
    if (spawnSync('go', ['version'], { env }).status !== 0) throw new Error('Go is not there');
    say("Building outsiders' clients once (Go) …");
    run(folder, 'go', ['build', '-trimpath', '-buildvcs=false', '-o', program, '.'], env);
  });
  return [program];
}

/** Does it again only after one of the files has changed; a run that was killed leaves no stamp. */
function once(files: readonly string[], stamp: string, install: () => void): void {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  install();
  writeFileSync(stamp, wanted);
}

/** Throws a line fit for a person. */
function run(cwd: string, program: string, args: readonly string[], env = process.env): void {
  const { status, error, stderr } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: longest,
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
  throw new Error(`${program} ${args[0]} failed: ${reason}`);
}
