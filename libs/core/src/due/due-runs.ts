import { PayCoreError } from '../domain/errors.ts';
import type { Attempt } from '../domain/attempt.ts';
import type { Payment } from '../domain/payment.ts';
import type { DueExcept } from '../ports/payment-store.ts';
import { Bulkheads, type BulkheadLimits, type Place } from './bulkheads.ts';

/** Payments read at once. */
export const dueBatch = 200;

/** A piece of due work. Whoever does it claims it first: another process may do the same. */
export interface DueItem {
  /** Unique among this kind of work. */
  readonly key: string;
  /** Whose room it takes; absent where it calls no gateway. */
  readonly place?: Place;
  /** Claims its work before it does anything else. */
  run(): Promise<unknown>;
}

/** One piece of work for each attempt that is due, by its number. */
export const attemptItems = (
  { paymentNo, attempts }: Payment,
  isDue: (attempt: Attempt) => boolean,
  run: (no: number) => Promise<unknown>,
): DueItem[] =>
  attempts.filter(isDue).map(({ no, gateway, accountId }) => ({
    key: `${paymentNo}:${no}`,
    place: { gateway, accountId },
    run: () => run(no),
  }));

/** Of work that may wait: asking about payments, and cancelling other ways to pay. */
export const patientLimits: BulkheadLimits = { perGateway: 16, perAccount: 4, maxWaiting: dueBatch };

/** Of work that payers and merchants wait for: creates to be finished, and payments to be closed. */
export const promptLimits: BulkheadLimits = { perGateway: 32, perAccount: 8, maxWaiting: dueBatch };

/** Where work comes from. */
export interface DueSource {
  /** The next payments with due work, `dueBatch` at most. */
  read(except: DueExcept): Promise<readonly Payment[]>;
  itemsOf(payment: Payment): Promise<readonly DueItem[]> | readonly DueItem[];
}

/**
 * Runs over one kind of due work. They may overlap: a run waits for what it started, but what hangs in one keeps none of the
 * later ones from taking up other work.
 */
export class DueRuns {
  /** What waits or runs in this process. */
  readonly #underWay = new Set<string>();
  readonly bulkheads: Bulkheads;

  constructor(limits: BulkheadLimits) {
    this.bulkheads = new Bulkheads(limits);
  }

  /**
   * Starts all that is due and resolves once it has ended, to the number of payments examined. A failure stops no other item
   * and is thrown at the end; but once the database is unreachable no further one is started.
   */
  async run(source: DueSource): Promise<number> {
    return new Run(this.#underWay, this.bulkheads, source).execute();
  }
}

class Run {
  readonly #done = new Set<string>();
  readonly #failures: unknown[] = [];
  #isOffline = false;

  constructor(
    private readonly underWay: Set<string>,
    private readonly bulkheads: Bulkheads,
    private readonly source: DueSource,
  ) {}

  async execute(): Promise<number> {
    let examined = 0;
    for (let isMore = true; isMore && !this.#isOffline;) {
      const running: Promise<void>[] = [];
      let isNew = true;
      while (isNew && isMore) {
        const except = this.bulkheads.full();
        const due = await this.source.read(except);
        const started = await Promise.all(due.map((payment) => this.#start(payment)));
        running.push(...started.flat());
        examined += started.filter(({ length }) => length > 0).length;
        isNew = started.flat().length > 0;
        isMore = due.length >= dueBatch || Object.values(except).some(({ length }) => length > 0);
      }
      await Promise.all(running);
      isMore &&= running.length > 0;
    }
    if (this.#failures.length > 0) throw this.#failures[0];
    return examined;
  }

  /** The items of the payment that nobody here has taken up yet. */
  async #start(payment: Payment): Promise<Promise<void>[]> {
    const items = await this.source.itemsOf(payment);
    return items.filter(({ key }) => !this.underWay.has(key) && !this.#done.has(key)).map((item) => this.#do(item));
  }

  async #do(item: DueItem): Promise<void> {
    const { key, place } = item;
    this.underWay.add(key);
    this.#done.add(key);
    // Known before room is given to the next.
    const run = () => (this.#isOffline ? Promise.resolve() : item.run().catch((error: unknown) => this.#note(error)));
    await (place ? this.bulkheads.within(place, run) : run());
    this.underWay.delete(key);
  }

  #note(error: unknown): void {
    this.#failures.push(error);
    if (error instanceof PayCoreError && error.kind === 'offline') this.#isOffline = true;
  }
}
