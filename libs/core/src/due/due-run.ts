import { isOffline } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore, PaymentVersion } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { Bulkheads } from './bulkheads.ts';
import type { DueList, Listed } from './due-list.ts';
import { dueBatch, type DueItem, type DueSource } from './due-source.ts';

/** Numbers listed at once: a longer list holds up whoever else reads and writes meanwhile. */
const maxListed = 250;

/** Of the time that payments took which were done together, so much is left to others before the next. */
const restOfBatch = 0.25;

/** What the runs of one process over one kind of work have in common. */
export interface DueProcess {
  readonly payments: Pick<PaymentStore, 'findAll'>;
  readonly clock: Clock;
  readonly list: DueList;
  readonly bulkheads: Bulkheads;
  /** Keys of items that wait or run. */
  readonly underWay: Set<string>;
  /** Numbers of payments that are being read, or written together. */
  readonly taken: Set<string>;
  /** Something has ended. */
  readonly onEnd: () => void;
}

/** Payments that nobody else here takes meanwhile. */
interface Reading {
  readonly own: readonly PaymentVersion[];
  /** None where they cannot be read. */
  readonly payments: Promise<readonly Payment[]>;
}

/** One run over all that is due: numbers by the hundred, of these the payments batch by batch. */
export class DueRun {
  /** By number, the version of payments that were looked at. */
  #seen = new Map<string, number>();
  /** The payment's number, by the key of each item that was begun. */
  readonly #done = new Map<string, string>();
  readonly #failures: unknown[] = [];
  #isOffline = false;
  #examined = 0;

  constructor(
    private readonly process: DueProcess,
    private readonly source: DueSource,
  ) {}

  /** See `DueRuns.run`. */
  async execute(): Promise<number> {
    let known = 0;
    for (let isMore = true; isMore && !this.#isOffline;) {
      // What was looked at and is due all the same takes no room of the others, and few lists get past however many there are.
      const listed = await this.process.list.read(this.source, maxListed + 2 * known);
      const fresh = this.#freshOf(listed);
      this.#forgetBut(listed.payments);
      const isStuck = listed.payments.length - fresh.length > known;
      known = listed.payments.length - fresh.length;
      await this.#takeAll(fresh);
      isMore = (fresh.length > 0 || isStuck) && listed.isPartial;
    }
    if (this.#failures.length > 0) throw this.#failures[0];
    return this.#examined;
  }

  async #takeAll(fresh: readonly PaymentVersion[]): Promise<void> {
    const left = [...fresh];
    let ahead: Reading | undefined;
    let isTogether = false;
    while ((left.length > 0 || ahead) && !this.#isOffline) {
      const running: Promise<void>[] = [];
      const begun = this.#now();
      const reading = ahead ?? this.#read(left.splice(0, dueBatch));
      await reading.payments;
      // Read while these are written, unless the last ones waited for a gateway: meanwhile somebody else could take them.
      ahead = isTogether && left.length > 0 ? this.#read(left.splice(0, dueBatch)) : undefined;
      const { isContested } = await this.#begin(reading, running);
      isTogether = running.length === 0;
      if (ahead && !isTogether) {
        left.unshift(...(await this.#putBack(ahead)));
        ahead = undefined;
      }
      if (isTogether && (left.length > 0 || ahead)) await this.#rest(this.#now() - begun);
      // Another process is at the same ones: from here on it is somewhere else.
      if (isContested) left.push(...left.splice(0, left.length / 2));
      await this.#takeElsewhere(running);
      await Promise.all(running);
    }
    if (ahead) await this.#putBack(ahead);
  }

  async #rest(tookMs: number): Promise<void> {
    const ms = tookMs * restOfBatch;
    if (ms > 0) await this.process.clock.sleep(ms);
  }

  #now(): number {
    return this.process.clock.now().getTime();
  }

  /** What is slow keeps nothing waiting that has room. */
  async #takeElsewhere(running: Promise<void>[]): Promise<void> {
    const { list, bulkheads } = this.process;
    let hasBegun = running.length > 0;
    while (hasBegun && bulkheads.isAnyFull && list.isRested && !this.#isOffline) {
      const fresh = this.#freshOf(await list.read(this.source, dueBatch));
      hasBegun = (await this.#begin(this.#read(fresh), running)).begun > 0;
    }
  }

  #read(listed: readonly PaymentVersion[]): Reading {
    const { taken, payments } = this.process;
    const own = listed.filter(({ paymentNo }) => !taken.has(paymentNo));
    for (const { paymentNo, version } of own) {
      this.#seen.set(paymentNo, version);
      taken.add(paymentNo);
    }
    const read = payments.findAll(own.map(({ paymentNo }) => paymentNo)).catch((error: unknown): Payment[] => {
      this.#note(error);
      return [];
    });
    return { own, payments: read };
  }

  /** As if it had not been read; answers what it was to be of. */
  async #putBack({ own, payments }: Reading): Promise<readonly PaymentVersion[]> {
    await payments;
    for (const { paymentNo } of own) {
      this.#seen.delete(paymentNo);
      this.process.taken.delete(paymentNo);
    }
    return own;
  }

  async #begin({ own, payments: read }: Reading, running: Promise<void>[]) {
    const { taken, onEnd } = this.process;
    try {
      const payments = await read;
      const { done, lost, left } = (await this.source.together?.(payments)) ?? { done: 0, lost: 0, left: payments };
      if (done > 0) onEnd();
      const started = left.map((payment) => this.#start(payment)).filter(({ length }) => length > 0);
      running.push(...started.flat());
      const begun = done + started.length;
      this.#examined += begun;
      return { begun, isContested: lost > own.length / 2 };
    } catch (error) {
      this.#note(error);
      return { begun: 0, isContested: false };
    } finally {
      for (const { paymentNo } of own) taken.delete(paymentNo);
    }
  }

  /** The items of the payment that nobody here has taken up yet. */
  #start(payment: Payment): Promise<void>[] {
    const { underWay } = this.process;
    const items = this.source.itemsOf(payment).filter(({ key }) => !underWay.has(key) && !this.#done.has(key));
    for (const { key } of items) this.#done.set(key, payment.paymentNo);
    return items.map((item) => this.#do(item));
  }

  async #do(item: DueItem): Promise<void> {
    const { underWay, bulkheads, onEnd } = this.process;
    const { key, place } = item;
    underWay.add(key);
    // Known before room is given to the next.
    const run = () => (this.#isOffline ? Promise.resolve() : item.run().catch((error: unknown) => this.#note(error)));
    await (place ? bulkheads.within(place, run) : run());
    underWay.delete(key);
    onEnd();
  }

  #freshOf({ payments }: Listed): PaymentVersion[] {
    return payments.filter(({ paymentNo, version }) => this.#seen.get(paymentNo) !== version);
  }

  #forgetBut(listed: readonly PaymentVersion[]): void {
    const seen = new Map<string, number>();
    for (const { paymentNo } of listed) {
      const version = this.#seen.get(paymentNo);
      if (version !== undefined) seen.set(paymentNo, version);
    }
    for (const [key, paymentNo] of this.#done) if (!seen.has(paymentNo)) this.#done.delete(key);
    this.#seen = seen;
  }

  #note(error: unknown): void {
    this.#failures.push(error);
    if (isOffline(error)) this.#isOffline = true;
  }
}
