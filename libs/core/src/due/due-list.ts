import type { PaymentStore, PaymentVersion } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { Bulkheads } from './bulkheads.ts';
import type { DueSource } from './due-source.ts';
import { Rest } from './rest.ts';

export interface Listed {
  readonly payments: readonly PaymentVersion[];
  /** There may be more. */
  readonly isPartial: boolean;
}

/** Lists payments that are due where there is room. */
export class DueList {
  readonly #rest: Rest;

  constructor(
    private readonly payments: Pick<PaymentStore, 'dueVersions'>,
    private readonly bulkheads: Bulkheads,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#rest = new Rest(clock);
  }

  get isRested(): boolean {
    return this.#rest.isOver;
  }

  async read({ work, at }: Pick<DueSource, 'work' | 'at'>, limit: number): Promise<Listed> {
    const except = this.bulkheads.full();
    const payments = await this.#rest.after(() => this.payments.dueVersions(work, at, limit, except));
    return { payments, isPartial: payments.length >= limit || except.gateways.length + except.accounts.length > 0 };
  }
}
