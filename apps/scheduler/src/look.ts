import { Rest, type Clock, type DueWork, type PaymentStore } from '@paycore/core';
import { jobsOf, type JobServices, type Starter } from './jobs.ts';

export interface LookServices extends JobServices {
  readonly payments: Pick<PaymentStore, 'dueWorks'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Of ticks in a row, how many may pass without a look once nothing is due. */
const maxPassed = 3;

/**
 * Looks once a tick for work of all kinds, and starts the jobs that have any. Where none is due before the next look, further and
 * further ticks pass without one: what others make due at once waits so much longer, what was due all along does not.
 */
export class Look {
  /** How many ticks pass after the next look, if it finds nothing. */
  #passing = 0;
  #passed = 0;
  readonly #rest: Rest;
  readonly #jobs: ReturnType<typeof jobsOf>;

  constructor(
    private readonly services: LookServices,
    private readonly starter: Starter,
    private readonly tickMs: number,
  ) {
    this.#jobs = jobsOf(services);
    this.#rest = new Rest(services.clock);
  }

  /** Starts work without waiting for it: a tick's lock is short. */
  tick(): void {
    if (this.#passed > 0) this.#passed -= 1;
    else if (this.#rest.isOver) this.starter.start('look', { execute: () => this.#look() });
  }

  /** Never tells of a number: each job does. */
  async #look(): Promise<0> {
    const { payments, clock } = this.services;
    const until = new Date(clock.now().getTime() + (this.#passing + 1) * this.tickMs);
    const due = await this.#rest.after(() => payments.dueWorks(until));
    this.#passed = due.size > 0 ? 0 : this.#passing;
    this.#passing = due.size > 0 ? 0 : Math.min(maxPassed, this.#passing + 1);
    for (const work of due) this.#start(work);
    return 0;
  }

  #start(work: DueWork): void {
    const { name, ...job } = this.#jobs[work];
    this.starter.start(name, job);
  }
}
