import type { Place } from '../ports/payment-store.ts';
import { Tally } from '../tally.ts';

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

  /** Whether there is a place where a further task would have to wait. */
  get isAnyFull(): boolean {
    return [...this.#gateways.values()].some((bulkhead) => bulkhead.isFull || bulkhead.isAnyAccountFull);
  }

  /** Whether a further task would not have to wait there. */
  hasRoom({ gateway, accountId }: Place): boolean {
    return this.#gateways.get(gateway)?.hasRoom(accountId) ?? true;
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

  get isAnyAccountFull(): boolean {
    return this.#runningOf.keys().some((accountId) => !this.#hasAccountRoom(accountId));
  }

  hasRoom(accountId: string): boolean {
    return !this.isFull && this.#hasAccountRoom(accountId);
  }

  async run<T>(accountId: string, task: () => Promise<T>): Promise<T | undefined> {
    if (!this.hasRoom(accountId)) {
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
    const next = this.isFull ? -1 : this.#waiting.findIndex(({ accountId }) => this.#hasAccountRoom(accountId));
    const [started] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (!started) return;
    this.#count(started.accountId, 1);
    started.start();
  }

  #hasAccountRoom(accountId: string): boolean {
    return this.#runningOf.of(accountId) < this.limits.perAccount;
  }

  #count(accountId: string, by: 1 | -1): void {
    this.#running += by;
    this.#runningOf.add(accountId, by);
  }
}
