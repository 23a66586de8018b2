import { Tally } from '../tally.ts';

/** A merchant's account at a gateway. Where one of the two hangs, all calls there hang. */
export interface Place {
  readonly gateway: string;
  readonly accountId: string;
}

/** How many tasks run at the same time, and how many wait for others to end. */
export interface BulkheadLimits {
  readonly perGateway: number;
  /** A fraction of `perGateway`: one account leaves the others of its gateway room. */
  readonly perAccount: number;
  /** Per gateway. */
  readonly maxWaiting: number;
}

interface Waiting {
  readonly accountId: string;
  readonly start: () => void;
}

/**
 * Keeps tasks of one gateway, and within it of one account, from taking the room of others: each has a number of its own that
 * may run. The next one of the same gateway whose account has room starts as soon as one ends.
 */
export class Bulkheads {
  readonly #gateways = new Map<string, Bulkhead>();

  constructor(private readonly limits: BulkheadLimits) {}

  /** Runs the task once there is room. Undefined where too many are waiting already: nothing was run. */
  within<T>({ gateway, accountId }: Place, task: () => Promise<T>): Promise<T | undefined> {
    const bulkhead = this.#gateways.get(gateway) ?? new Bulkhead(this.limits);
    this.#gateways.set(gateway, bulkhead);
    return bulkhead.run(accountId, task);
  }

  get isAnyFull(): boolean {
    const { gateways, accounts } = this.full();
    return gateways.length + accounts.length > 0;
  }

  /** Where a further task would have to wait. */
  full(): { readonly gateways: readonly string[]; readonly accounts: readonly Place[] } {
    const all = [...this.#gateways];
    return {
      gateways: all.filter(([, bulkhead]) => bulkhead.isFull).map(([gateway]) => gateway),
      accounts: all.flatMap(([gateway, bulkhead]) =>
        bulkhead.isFull ? [] : bulkhead.fullAccounts().map((accountId) => ({ gateway, accountId })),
      ),
    };
  }
}

/** One gateway's. */
class Bulkhead {
  #running = 0;
  readonly #runningOf = new Tally();
  readonly #waiting: Waiting[] = [];

  constructor(private readonly limits: BulkheadLimits) {}

  get isFull(): boolean {
    return this.#running >= this.limits.perGateway;
  }

  fullAccounts(): string[] {
    return this.#runningOf.keys().filter((accountId) => !this.#hasRoom(accountId));
  }

  async run<T>(accountId: string, task: () => Promise<T>): Promise<T | undefined> {
    if (this.isFull || !this.#hasRoom(accountId)) {
      if (this.#waiting.length >= this.limits.maxWaiting) return undefined;
      await new Promise<void>((start) => this.#waiting.push({ accountId, start }));
    } else {
      this.#count(accountId, 1);
    }
    try {
      return await task();
    } finally {
      this.#count(accountId, -1);
      this.#startNext();
    }
  }

  /** Its room is taken at once: until it runs, another may come. */
  #startNext(): void {
    const next = this.isFull ? -1 : this.#waiting.findIndex(({ accountId }) => this.#hasRoom(accountId));
    const [started] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (!started) return;
    this.#count(started.accountId, 1);
    started.start();
  }

  #hasRoom(accountId: string): boolean {
    return this.#runningOf.of(accountId) < this.limits.perAccount;
  }

  #count(accountId: string, by: 1 | -1): void {
    this.#running += by;
    this.#runningOf.add(accountId, by);
  }
}
