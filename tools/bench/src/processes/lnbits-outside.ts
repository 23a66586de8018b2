import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { LnBitsOutside, Told } from '../peers/lnbits/outside.ts';

const file = fileURLToPath(new URL('../peers/lnbits/outside.ts', import.meta.url));
const toldWithinMs = 120_000;

/** The world around LNbits, in a process of its own: a Lightning node and a merchant. */
export class LightningWorld {
  private constructor(
    readonly addresses: LnBitsOutside,
    private readonly end: () => void,
  ) {}

  static async start(): Promise<LightningWorld> {
    const child = fork(file, { execArgv: ['--import', 'tsx'], detached: true });
    const [addresses] = (await once(child, 'message', { signal: AbortSignal.timeout(30_000) })) as [LnBitsOutside];
    return new LightningWorld(addresses, () => void child.kill('SIGTERM'));
  }

  /** Gives the node invoices to hand out: a line of payment hash and invoice for each. */
  async stock(lines: string): Promise<void> {
    await this.#ask('/stock', lines);
  }

  /** The node says that these are paid. */
  async pay(hashes: readonly string[]): Promise<void> {
    await this.#ask('/pay', JSON.stringify(hashes));
  }

  /** Waits until a merchant was told so often. Throws where it is not. */
  async takeTold(count: number): Promise<Told[]> {
    const told: Told[] = [];
    const giveUpAt = performance.now() + toldWithinMs;
    while (told.length < count) {
      told.push(...((await this.#ask('/told')) as Told[]));
      if (performance.now() > giveUpAt) throw new Error(`LNbits told of ${told.length} of ${count} payments.`);
      if (told.length < count) await pause(5);
    }
    return told;
  }

  stop(): void {
    this.end();
  }

  async #ask(path: string, body = ''): Promise<unknown> {
    const answer = await fetch(this.addresses.ready + path, { method: 'POST', body });
    return answer.json();
  }
}
