import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { PlacedOrder } from '../peers/gateway-stub.ts';
import type { ArrivedNotice, Outside } from '../peers/outside.ts';

const file = fileURLToPath(new URL('../peers/outside.ts', import.meta.url));
const noticesWithinMs = 20_000;

/** The world beyond PayCore, in a process of its own: gateway and merchants. */
export class OutsideWorld {
  private constructor(
    readonly addresses: Outside,
    private readonly end: () => void,
  ) {}

  static async start(): Promise<OutsideWorld> {
    const child = fork(file, { execArgv: ['--import', 'tsx'], detached: true });
    const [addresses] = (await once(child, 'message', { signal: AbortSignal.timeout(30_000) })) as [Outside];
    return new OutsideWorld(addresses, () => void child.kill('SIGTERM'));
  }

  /** The orders placed at the gateway since the last call. */
  takeOrders(): Promise<PlacedOrder[]> {
    return this.#ask('/orders') as Promise<PlacedOrder[]>;
  }

  /** How many questions the gateway has answered since it began. */
  async queries(): Promise<number> {
    return Number(await this.#ask('/queries'));
  }

  async delayGateway(ms: number): Promise<void> {
    await this.#ask('/delay', String(ms));
  }

  /** Waits until so many have come. Throws where they do not. */
  async takeNotices(count: number): Promise<ArrivedNotice[]> {
    const arrived: ArrivedNotice[] = [];
    const giveUpAt = performance.now() + noticesWithinMs;
    while (arrived.length < count) {
      arrived.push(...((await this.#ask('/notices')) as ArrivedNotice[]));
      if (performance.now() > giveUpAt) throw new Error(`${arrived.length} of ${count} notices came.`);
      if (arrived.length < count) await pause(5);
    }
    return arrived;
  }

  stop(): void {
    this.end();
  }

  async #ask(path: string, body = ''): Promise<unknown> {
    const answer = await fetch(this.addresses.ready + path, { method: 'POST', body });
    return answer.json();
  }
}
