import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const startsWithinMs = 30_000;

/** A part of the world beyond the products, in a process of its own that ends with us: it is asked by POST, and answers JSON. */
export class Beside<Addresses extends { readonly ready: string }> {
  private constructor(
    readonly addresses: Addresses,
    private readonly end: () => void,
  ) {}

  /** `file`: what to run, from this folder; it sends its addresses once it listens. */
  static async start<Addresses extends { readonly ready: string }>(file: string): Promise<Beside<Addresses>> {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const child = fork(path, { execArgv: ['--import', 'tsx'], detached: true });
    const signal = AbortSignal.timeout(startsWithinMs);
    const [addresses] = (await once(child, 'message', { signal })) as [Addresses];
    return new Beside(addresses, () => void child.kill('SIGTERM'));
  }

  async ask(path: string, body = ''): Promise<unknown> {
    const answer = await fetch(this.addresses.ready + path, { method: 'POST', body });
    return answer.json();
  }

  /** Asks until so many have come. Throws `late` of how many there are where they do not come in time. */
  async collect<T>(path: string, count: number, withinMs: number, late: (come: number) => Error): Promise<T[]> {
    const come: T[] = [];
    const giveUpAt = performance.now() + withinMs;
    while (come.length < count) {
      come.push(...((await this.ask(path)) as T[]));
      if (performance.now() > giveUpAt) throw late(come.length);
      if (come.length < count) await pause(5);
    }
    return come;
  }

  stop(): void {
    this.end();
  }
}
