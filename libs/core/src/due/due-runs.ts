import type { Attempt } from '../domain/attempt.ts';
import type { Payment } from '../domain/payment.ts';
import type { DueWork, PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import { Bulkheads, type BulkheadLimits, type Place } from './bulkheads.ts';
import { DueList } from './due-list.ts';
import { DueRun, type DueProcess } from './due-run.ts';

/** Payments read at once, and written at once. */
export const dueBatch = 500;

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

/** What became of payments that were to be done in one write. */
export interface DoneTogether {
  /** How many are done. */
  readonly done: number;
  /** How many somebody else has written meanwhile. */
  readonly lost: number;
  /** To be done one by one. */
  readonly left: readonly Payment[];
}

/** Where work comes from. */
export interface DueSource {
  readonly work: DueWork;
  /** What is due by then. */
  readonly at: Date;
  itemsOf(payment: Payment): readonly DueItem[];
  /** Does at once what needs no gateway. */
  together?(payments: readonly Payment[]): Promise<DoneTogether>;
}

/**
 * Runs over one kind of due work. They may overlap: a run waits for what it started, but what hangs in one keeps none of the
 * later ones from taking up other work.
 */
export class DueRuns {
  readonly #process: DueProcess;
  readonly bulkheads: Bulkheads;
  #active = 0;
  #ended = 0;
  #endedBefore = 0;

  constructor(
    payments: Pick<PaymentStore, 'dueVersions' | 'findAll'>,
    limits: BulkheadLimits,
    clock: Pick<Clock, 'now'>,
  ) {
    this.bulkheads = new Bulkheads(limits);
    this.#process = {
      payments,
      bulkheads: this.bulkheads,
      list: new DueList(payments, this.bulkheads, clock),
      underWay: new Set(),
      taken: new Set(),
      onEnd: () => void (this.#ended += 1),
    };
  }

  /**
   * Starts all that is due and resolves once it has ended, to the number of payments examined. A failure stops no other item
   * and is thrown at the end; but once the database is unreachable no further one is started.
   */
  async run(source: DueSource): Promise<number> {
    if (this.#active > 0 && this.#isNotNeeded()) return 0;
    this.#active += 1;
    try {
      return await new DueRun(this.#process, source).execute();
    } finally {
      this.#active -= 1;
    }
  }

  /** Another one gets on and passes nobody over, or the database was asked for long enough lately. */
  #isNotNeeded(): boolean {
    const isGettingOn = this.#ended !== this.#endedBefore;
    this.#endedBefore = this.#ended;
    return !this.#process.list.isRested || (isGettingOn && !this.bulkheads.isAnyFull);
  }
}
