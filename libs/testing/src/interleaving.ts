import { PayCoreError, type Clock, type Random } from '@paycore/core';

/** Draws that a seed decides: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c. */
export class SeededRandom implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  isLucky(chance: number): boolean {
    return this.fraction() < chance;
  }

  oneOf<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }

  pick(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
  }
}

/** Waits of many that run at the same time, ended one by one in an order that the draws decide; time moves only when told to. */
export class Interleaving implements Clock {
  readonly #ready: (() => void)[] = [];
  #sleeping: { readonly until: number; readonly wake: () => void }[] = [];
  #now = Date.parse('2026-06-22T04:00:00Z');

  constructor(readonly random: SeededRandom) {}

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
    this.#ready.push(...this.#sleeping.filter(({ until }) => until <= this.#now).map(({ wake }) => wake));
    this.#sleeping = this.#sleeping.filter(({ until }) => until > this.#now);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleeping.push({ until: this.#now + ms, wake }));
  }

  turn(): Promise<void> {
    return new Promise((wake) => this.#ready.push(wake));
  }

  /** Lets up to `maxWaits` waits end, each with all that follows from it until the next wait. */
  async run(maxWaits = Number.POSITIVE_INFINITY): Promise<void> {
    for (let done = 0; done < maxWaits && this.#ready.length > 0; done += 1) {
      const [wake] = this.#ready.splice(this.random.below(this.#ready.length), 1);
      wake?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Lets everything come to rest that does not wait for something outside, sleepers too. */
  async rest(): Promise<void> {
    for (await this.run(); this.#sleeping.length > 0; await this.run()) {
      this.advance(Math.min(...this.#sleeping.map(({ until }) => until)) - this.#now);
    }
  }
}

/** A process that may die at any wait: then what it was about to do is never done. */
export class MortalProcess {
  isDead = false;

  constructor(
    private readonly interleaving: Interleaving,
    /** Chance that a call of a port fails as if the database were away, before it is done or after. */
    private readonly faults: () => number,
  ) {}

  /** The port as this process reaches it: others may act before each call and after. */
  reach<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => this.#call(() => Reflect.apply(member, target, args) as unknown);
      },
    });
  }

  async #call(act: () => unknown): Promise<unknown> {
    await this.#wait();
    const result = await act();
    await this.#wait();
    return result;
  }

  async #wait(): Promise<void> {
    await this.interleaving.turn();
    if (this.isDead) await new Promise(() => undefined);
    if (this.interleaving.random.isLucky(this.faults())) {
      throw new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'The database is away.');
    }
  }
}
