import type { PaymentStore, PaymentVersion } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { Bulkheads } from './bulkheads.ts';
import type { DueSource } from './due-source.ts';

/** After a list nobody else asks for one until so many times as long as it took have passed. */
const restPerList = 4;

export interface Listed {
  readonly payments: readonly PaymentVersion[];
  /** There may be more. */
  readonly isPartial: boolean;
}

/** Lists payments that are due where there is room. Without an index, a list costs as much as there are payments. */
export class DueList {
  #restsUntil = 0;

  constructor(
    private readonly payments: Pick<PaymentStore, 'dueVersions'>,
    private readonly bulkheads: Bulkheads,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  get isRested(): boolean {
    return this.#now() >= this.#restsUntil;
  }

  async read({ work, at }: Pick<DueSource, 'work' | 'at'>, limit: number): Promise<Listed> {
    const except = this.bulkheads.full();
    const begun = this.#now();
    const payments = await this.payments.dueVersions(work, at, limit, except);
    const ended = this.#now();
    this.#restsUntil = ended + restPerList * (ended - begun);
    return { payments, isPartial: payments.length >= limit || except.gateways.length + except.accounts.length > 0 };
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
