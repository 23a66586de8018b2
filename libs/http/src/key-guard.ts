import { Recent } from '@paycore/core';
import { hash, randomBytes } from 'node:crypto';
import { ipKeyGenerator } from 'express-rate-limit';
import { HttpError } from './http-error.ts';

interface KeyGuardOptions<Holder> {
  readonly windowSeconds: number;
  /** Wrong keys, or calls without one, per address and window. */
  readonly maxFailures: number;
  /** Whose key it is; undefined for a wrong one. May read the database. */
  readonly lookUp: (key: string) => Promise<Holder | undefined>;
}

/** How often an address over its limit has a key looked up that is not known to be good, in milliseconds. */
const turnMs = 1_000;

/** Good keys and addresses that are remembered: the oldest go first. */
const maxKnown = 50_000;

/**
 * Stops key guessing without refusing whoever shares the guesser's address. After `maxFailures` wrong keys in a window an address
 * has one more key looked up a second; the others get 429 RATE_LIMITED. A key that was good when last looked up passes always, to
 * be looked up again. IPv6 addresses count per /56. Counts are per process.
 */
export class KeyGuard<Holder> {
  /** Since when a window runs is told by its end, in milliseconds of the process. */
  readonly #failures = new Recent<{ readonly count: number; readonly until: number }>(maxKnown);
  /** Fingerprints: the keys themselves are not kept. */
  readonly #good = new Recent<true>(maxKnown);
  readonly #pepper = randomBytes(32).toString('base64');
  readonly #turns = new Recent<number>(maxKnown);
  /** Look-ups that are under way, by address and key: parallel guesses count before they are answered. */
  readonly #running = new Map<string, Map<string, Promise<Holder | undefined>>>();

  constructor(private readonly options: KeyGuardOptions<Holder>) {}

  /** Whose key it is; undefined for a wrong one, or '' for none. Throws RATE_LIMITED. */
  async authenticate(key: string, ip: string | undefined): Promise<Holder | undefined> {
    const address = addressOf(ip);
    const { maxFailures } = this.options;
    if (key === '') {
      if (this.#failuresOf(address) >= maxFailures) throw rateLimited(this.#secondsLeft(address));
      this.#fail(address);
      return undefined;
    }
    const print = hash('sha256', this.#pepper + key, 'base64');
    for (;;) {
      const running = this.#running.get(address);
      if (this.#good.has(print) || running?.has(print)) break;
      const failures = this.#failuresOf(address);
      if (failures >= maxFailures) this.#takeTurn(address);
      if (failures >= maxFailures || !running || failures + running.size < maxFailures) break;
      // Whether this one is within the limit depends on them.
      await Promise.race(running.values()).catch(() => undefined);
    }
    return this.#shared(address, print, key);
  }

  #failuresOf(address: string): number {
    const known = this.#failures.get(address);
    return known && known.until > performance.now() ? known.count : 0;
  }

  #fail(address: string): void {
    const count = this.#failuresOf(address) + 1;
    const until = count === 1 ? undefined : this.#failures.get(address)?.until;
    this.#failures.set(address, { count, until: until ?? performance.now() + this.options.windowSeconds * 1000 });
  }

  #secondsLeft(address: string): number {
    const { until = 0 } = this.#failures.get(address) ?? {};
    return Math.max(1, Math.ceil((until - performance.now()) / 1000));
  }

  #takeTurn(address: string): void {
    const now = performance.now();
    if (now < (this.#turns.get(address) ?? 0)) throw rateLimited(turnMs / 1000);
    this.#turns.set(address, now + turnMs);
  }

  /** One look-up serves all who present the same key at the same time. */
  #shared(address: string, print: string, key: string): Promise<Holder | undefined> {
    const running = this.#running.get(address) ?? new Map<string, Promise<Holder | undefined>>();
    this.#running.set(address, running);
    const found = running.get(print) ?? this.#judged(address, print, key).finally(() => this.#ended(address, print));
    running.set(print, found);
    return found;
  }

  async #judged(address: string, print: string, key: string): Promise<Holder | undefined> {
    const holder = await this.options.lookUp(key);
    this.#good.delete(print);
    if (holder === undefined) {
      this.#fail(address);
      return undefined;
    }
    this.#good.set(print, true);
    return holder;
  }

  #ended(address: string, print: string): void {
    const running = this.#running.get(address);
    running?.delete(print);
    if (running?.size === 0) this.#running.delete(address);
  }
}

/** On a dual-stack socket an IPv4 caller appears as `::ffff:1.2.3.4`; parsing that as IPv6 would dominate the cost here. */
const addressOf = (ip = ''): string => ipKeyGenerator(ip.replace(/^::ffff:(?=\d+\.)/, ''));

const rateLimited = (seconds: number): HttpError =>
  new HttpError(429, 'RATE_LIMITED', 'Too many refused requests. Try again later.', { 'Retry-After': String(seconds) });
