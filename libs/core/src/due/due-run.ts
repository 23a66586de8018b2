import { isOffline } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import { longestOverdueFirst, type DuePayment, type DuePosition, type PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { Bulkheads } from './bulkheads.ts';
import { maxListed, type DueList } from './due-list.ts';
import { dueBatch, type DueItem, type DueSource } from './due-source.ts';
import { Tried } from './tried.ts';

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
  readonly own: readonly DuePayment[];
  /** None where they cannot be read. */
  readonly payments: Promise<readonly Payment[]>;
}

/**
 * One run over all that is due: a walk from the longest overdue on, numbers by the hundred, of these the payments batch by
 * batch. Where a batch waits for gateways, another walk goes ahead of it and takes up what is due elsewhere.
 */
export class DueRun {
  readonly #tried = new Tried();
  readonly #failures: unknown[] = [];
  /** Where the walk is, and the one ahead of it. */
  #reached: DuePosition | undefined;
  #ahead: DuePosition | undefined;
  /** Items of this run that have not ended. */
  #unfinished = 0;
  #isOffline = false;
  #examined = 0;

  constructor(
    private readonly process: DueProcess,
    private readonly source: DueSource,
  ) {}

  /** See `DueRuns.run`. */
  async execute(): Promise<number> {
    const { list, clock } = this.process;
    for (let isMore = true; isMore && !this.#isOffline;) {
      const page = await list.walk(() => list.page(this.source, this.#reached));
      this.#reach(page.at(-1));
      isMore = page.length === maxListed;
      const open = page.filter((payment) => this.#tried.isFresh(payment) && this.#hasRoom(payment));
      await this.#takeAll(open);
      this.#tried.forget(page);
      if (isMore && open.length === 0) await list.walk(() => clock.sleep(list.restMs));
    }
    if (this.#failures.length > 0) throw this.#failures[0];
    return this.#examined;
  }

  #reach(last: DuePosition | undefined): void {
    if (!last) return;
    this.#reached = last;
    if (this.#ahead && longestOverdueFirst(this.#ahead, last) < 0) this.#ahead = undefined;
  }

  async #takeAll(listed: readonly DuePayment[]): Promise<void> {
    const left = [...listed];
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
      await this.process.list.walk(() => this.#takeElsewhere(left, running));
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

  /** What is slow keeps nothing waiting that has room, listed already or further on. */
  async #takeElsewhere(left: DuePayment[], running: Promise<void>[]): Promise<void> {
    const { list, bulkheads, clock } = this.process;
    const isWaiting = () => this.#unfinished > 0 && bulkheads.isAnyFull && !this.#isOffline;
    let begun = 0;
    while (isWaiting()) {
      begun += await this.#beginOpen(left, running);
      if (!list.isRested) await Promise.race([clock.sleep(list.restMs), Promise.all(running)]);
      if (!isWaiting()) return;
      const page = await this.#pageAhead();
      begun += await this.#beginOpen(page.fresh, running);
      if (!page.isLast) continue;
      this.#ahead = undefined;
      this.#tried.endWalk();
      if (begun === 0) return;
      begun = 0;
    }
  }

  async #pageAhead(): Promise<{ fresh: DuePayment[]; isLast: boolean }> {
    try {
      const page = await this.process.list.page(this.source, this.#ahead ?? this.#reached);
      this.#ahead = page.at(-1);
      return { fresh: page.filter((payment) => this.#tried.isFresh(payment)), isLast: page.length < maxListed };
    } catch (error) {
      this.#note(error);
      return { fresh: [], isLast: true };
    }
  }

  /** Takes what is begun off the list; answers how many were. */
  async #beginOpen(listed: DuePayment[], running: Promise<void>[]): Promise<number> {
    let begun = 0;
    while (!this.#isOffline) {
      const open = listed.filter((payment) => this.#hasRoom(payment)).slice(0, dueBatch);
      if (open.length === 0) break;
      for (const payment of open) listed.splice(listed.indexOf(payment), 1);
      begun += (await this.#begin(this.#read(open), running)).begun;
    }
    return begun;
  }

  #hasRoom({ places }: DuePayment): boolean {
    return places?.some((place) => this.process.bulkheads.hasRoom(place)) ?? true;
  }

  #read(listed: readonly DuePayment[]): Reading {
    const { taken, payments } = this.process;
    const own = listed.filter(({ paymentNo }) => !taken.has(paymentNo));
    for (const payment of own) {
      this.#tried.takeUp(payment);
      taken.add(payment.paymentNo);
    }
    const read = payments.findAll(own.map(({ paymentNo }) => paymentNo)).catch((error: unknown): Payment[] => {
      this.#note(error);
      return [];
    });
    return { own, payments: read };
  }

  /** For others to take; answers what it was to be of. */
  async #putBack({ own, payments }: Reading): Promise<readonly DuePayment[]> {
    await payments;
    for (const { paymentNo } of own) this.process.taken.delete(paymentNo);
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
    const { paymentNo } = payment;
    const items = this.source.itemsOf(payment).filter(({ key }) => !this.process.underWay.has(key));
    return items.filter(({ key }) => this.#tried.begin(paymentNo, key)).map((item) => this.#do(item));
  }

  async #do(item: DueItem): Promise<void> {
    const { underWay, bulkheads, onEnd } = this.process;
    const { key, place } = item;
    underWay.add(key);
    this.#unfinished += 1;
    // Known before room is given to the next.
    const run = () => (this.#isOffline ? Promise.resolve() : item.run().catch((error: unknown) => this.#note(error)));
    await (place ? bulkheads.within(place, run) : run());
    underWay.delete(key);
    this.#unfinished -= 1;
    onEnd();
  }

  #note(error: unknown): void {
    this.#failures.push(error);
    if (isOffline(error)) this.#isOffline = true;
  }
}
