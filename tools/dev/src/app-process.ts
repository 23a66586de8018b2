import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Output, type Say } from './output.ts';

export interface AppCommand {
  readonly name: string;
  readonly file: string;
  readonly cwd: string;
  readonly nodeFlags: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: Say;
  readonly isVerbose: boolean;
}

const READY_WITHIN_MS = 60_000;
/** How long a missing database may keep an app from counting as ready. */
const WORKS_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 10_000;
const FIRST_PAUSE_MS = 100;
const maxPauseMs = 5_000;

/** One app as a child process: started again whenever it ends without being asked to. */
export class AppProcess {
  readonly name: string;
  readonly #served = new EventEmitter();
  #child: ChildProcess | undefined;
  #isServing = false;
  #isWanted = false;

  constructor(private readonly command: AppCommand) {
    this.name = command.name;
  }

  /** 0 before the first start. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Resolves when it serves, as `ready` does. Throws an Error with its last lines if it ends before. */
  async start(): Promise<void> {
    this.#isWanted = true;
    await this.#launch();
  }

  /** Resolves when it can do its work: at once, or after the restart that is under way. Without its database: after 10 s. */
  async ready(): Promise<void> {
    while (!this.#isServing) {
      if (!this.#isWanted) throw new Error(`${this.name} was stopped`);
      await once(this.#served, 'serving');
    }
  }

  /** It comes back after a signal that ends it; `ready` tells when. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') this.#isServing = false;
    this.#child?.kill(signal);
  }

  /** Clean end; kill -9 after 10 s. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    this.#isServing = false;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(late);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async #launch(): Promise<void> {
    const { name, file, cwd, nodeFlags, env, say, isVerbose } = this.command;
    const child = fork(file, {
      cwd,
      env,
      execArgv: [...nodeFlags],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A process group of its own: Ctrl-C in a terminal must reach the runner only, which stops all in order.
      detached: true,
    });
    this.#child = child;
    const output = new Output(name, say, isVerbose);
    output.read(child.stdout, child.stderr);
    await untilServing(child, name, output);
    output.isShown = true;
    child.once('exit', (code, signal) => this.#comeBack(child, `ended (${signal ?? `exit code ${code}`})`));
    this.#isServing = true;
    this.#served.emit('serving');
  }

  #comeBack(child: ChildProcess, why: string, afterMs = FIRST_PAUSE_MS): void {
    const isOurs = (): boolean => this.#isWanted && this.#child === child;
    if (!isOurs()) return;
    this.#isServing = false;
    this.command.say(`${this.name.padEnd(9)} ${why}; starting it again`);
    setTimeout(() => {
      if (!isOurs()) return;
      this.#launch().catch((error: unknown) => {
        if (this.#child) this.#comeBack(this.#child, String(error), Math.min(afterMs * 2, maxPauseMs));
      });
    }, afterMs);
  }
}

/** Listening is not enough: a request that finds no database yet would be a 503. */
async function untilServing(child: ChildProcess, name: string, output: Output): Promise<void> {
  const ended = new AbortController();
  const { signal } = ended;
  const works = once(child, 'message', { signal }).then(([message]) => untilItWorks(message, signal));
  const hasEnded = once(child, 'close', { signal }).then(([code, by]) => {
    throw new Error(`${name} did not start (${by ?? `exit code ${code}`}):\n${output.tail()}`);
  });
  const isLate = pause(READY_WITHIN_MS, undefined, { signal }).then(() => {
    child.kill('SIGKILL');
    throw new Error(`${name} was not ready within ${READY_WITHIN_MS / 1000} s:\n${output.tail()}`);
  });
  try {
    await Promise.race([works, hasEnded, isLate]);
  } finally {
    for (const waiting of [works, hasEnded, isLate]) waiting.catch(() => undefined);
    ended.abort();
  }
}

async function untilItWorks(message: unknown, signal: AbortSignal): Promise<void> {
  const { ready } = message as { readonly ready: string };
  const until = performance.now() + WORKS_WITHIN_MS;
  while (performance.now() < until) {
    const answer = await fetch(`${ready}/readyz`, { signal });
    await answer.arrayBuffer();
    if (answer.ok) return;
    await pause(50, undefined, { signal });
  }
}
