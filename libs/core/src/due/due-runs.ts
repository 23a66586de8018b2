import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import { Bulkheads, type BulkheadLimits } from './bulkheads.ts';
import { DueList } from './due-list.ts';
import { DueRun, type DueProcess } from './due-run.ts';
import type { DueSource } from './due-source.ts';

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

  constructor(payments: Pick<PaymentStore, 'duePage' | 'findAll'>, limits: BulkheadLimits, clock: Clock) {
    this.bulkheads = new Bulkheads(limits);
    this.#process = {
      payments,
      clock,
      bulkheads: this.bulkheads,
      list: new DueList(payments, clock),
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

  /** Another one gets on or is on its way to what has room, or the database was asked for long enough lately. */
  #isNotNeeded(): boolean {
    const isGettingOn = this.#ended !== this.#endedBefore;
    this.#endedBefore = this.#ended;
    const { isRested, isBeingWalked } = this.#process.list;
    return !isRested || isBeingWalked || (isGettingOn && !this.bulkheads.isAnyFull);
  }
}
