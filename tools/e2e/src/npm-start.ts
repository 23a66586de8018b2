import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoJson } from '@paycore/dev';
import { workspaceRoot } from './workspace-root.ts';

type Env = Readonly<Record<string, string>>;

const anyPorts: Env = {
  PAYCORE_API_PORT: '0',
  PAYCORE_WEBHOOKS_PORT: '0',
  PAYCORE_SCHEDULER_PORT: '0',
  PAYCORE_SANDBOX_PORT: '0',
};

/** What `npm start` runs, or another command that comes to it, on a home and ports of its own. */
export class NpmStart {
  output = '';
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
  readonly #child: ChildProcess;

  constructor(
    private readonly home: string,
    env: Env = {},
    [command, ...args]: readonly [string, ...string[]] = [process.execPath, 'tools/dev/start.mjs'],
  ) {
    this.#child = spawn(command, args, {
      cwd: workspaceRoot,
      env: { ...process.env, MONGODB_URI: '', NODE_OPTIONS: '', ...anyPorts, ...env, PAYCORE_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => (this.output += String(chunk)));
    }
    this.ended = once(this.#child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  get demoFile(): string | undefined {
    const file = join(this.home, 'demo.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  get demo(): DemoJson {
    return JSON.parse(this.demoFile ?? 'null') as DemoJson;
  }

  /** The runner, and all that it started, and so on. */
  pids(): number[] {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    const rows = stdout
      .trim()
      .split('\n')
      .map((row) => row.trim().split(/\s+/).map(Number));
    const below = (parent: number): number[] =>
      rows.flatMap(([pid = 0, of]) => (of === parent ? [pid, ...below(pid)] : []));
    const runner = this.#child.pid ?? 0;
    return [runner, ...below(runner)];
  }
}

/** Those that still run; one that ended and that nobody asked about yet does not. */
export function running(pids: readonly number[]): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=', '-p', pids.join()], { encoding: 'utf8' });
  const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/));
  return rows.filter(([pid, state]) => pid && !state?.startsWith('Z')).map(([pid]) => Number(pid));
}
