import { startMongo, type Environment, type RunningMongo } from '@paycore/mongo';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './error-code.ts';
import type { Say } from './output.ts';

const LOOK_EVERY_MS = 250;
const maxPauseMs = 5_000;

interface DatabaseOptions {
  readonly home: string;
  /** The same at each start, so that the apps find it again. */
  readonly port: number;
  readonly env: Environment;
  readonly say: Say;
}

/** The demo's MongoDB: started again on the same data and port if it ends without being asked to. */
export class Database {
  #running: RunningMongo | undefined;
  #watch: NodeJS.Timeout | undefined;
  #uri = '';

  constructor(private readonly options: DatabaseOptions) {}

  get uri(): string {
    return this.#uri;
  }

  /** 0 where it is not ours, or stopped. */
  get pid(): number {
    return this.#running?.pid ?? 0;
  }

  /** Nobody else uses it. */
  get isOwn(): boolean {
    return this.#running !== undefined && this.#running.kind !== 'uri';
  }

  /** Which database was taken, and why. */
  get line(): string {
    return this.#running?.line ?? '';
  }

  /** Throws an Error that names each way to a MongoDB and what it lacks. */
  async start(): Promise<void> {
    const { home, port, env, say } = this.options;
    this.#running = await startMongo({ home, port, env, log: say });
    this.#uri = this.#running.uri;
    this.#watch = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  /** Nothing where the database is not ours. */
  kill(signal: NodeJS.Signals): void {
    if (this.pid > 0) process.kill(this.pid, signal);
  }

  async stop(): Promise<void> {
    clearInterval(this.#watch);
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
  }

  #look(): void {
    if (this.pid === 0 || isAlive(this.pid)) return;
    clearInterval(this.#watch);
    this.#running = undefined;
    this.options.say('database  ended; starting it again');
    void this.#comeBack(LOOK_EVERY_MS);
  }

  async #comeBack(afterMs: number): Promise<void> {
    try {
      await this.start();
    } catch (error) {
      this.options.say(`database  did not start again: ${error instanceof Error ? error.message : String(error)}`);
      await pause(afterMs);
      await this.#comeBack(Math.min(afterMs * 2, maxPauseMs));
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
}
