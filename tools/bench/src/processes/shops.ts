import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ShopsWanted, TakenNotice } from '../peers/shops.ts';

const file = fileURLToPath(new URL('../peers/shops.ts', import.meta.url));

/** Merchants' shops, in a process of their own. */
export class Shops {
  private constructor(private readonly child: ChildProcess) {}

  static async start(): Promise<Shops> {
    const child = fork(file, { execArgv: ['--import', 'tsx'], detached: true });
    await once(child, 'message', { signal: AbortSignal.timeout(60_000) });
    return new Shops(child);
  }

  /** The addresses of shops that were opened now. */
  open(wanted: ShopsWanted): Promise<string[]> {
    return this.#ask(wanted) as Promise<string[]>;
  }

  /** The notices that were taken since the last call. */
  takeNotices(): Promise<TakenNotice[]> {
    return this.#ask('notices') as Promise<TakenNotice[]>;
  }

  stop(): void {
    this.child.kill('SIGTERM');
  }

  async #ask(message: ShopsWanted | 'notices'): Promise<unknown> {
    const answer = once(this.child, 'message');
    this.child.send(message);
    return ((await answer) as [unknown])[0];
  }
}
