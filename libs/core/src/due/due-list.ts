import type { DuePayment, DuePosition, PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { DueSource } from './due-source.ts';
import { Rest } from './rest.ts';

/** Numbers listed at once: a longer list holds up whoever else reads and writes meanwhile. */
export const maxListed = 250;

/** Walks over payments that are due, page by page. */
export class DueList {
  readonly #rest: Rest;
  #walks = 0;

  constructor(
    private readonly payments: Pick<PaymentStore, 'duePage'>,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#rest = new Rest(clock);
  }

  get isRested(): boolean {
    return this.#rest.isOver;
  }

  /** Whether somebody goes from page to page now, and meets whatever has room. */
  get isBeingWalked(): boolean {
    return this.#walks > 0;
  }

  /** Counts as a walk for as long as it lasts. */
  async walk<T>(part: () => Promise<T>): Promise<T> {
    this.#walks += 1;
    try {
      return await part();
    } finally {
      this.#walks -= 1;
    }
  }

  /** Until there may be another page for which there is no hurry. */
  get restMs(): number {
    return this.#rest.leftMs;
  }

  /** The last page of a walk is shorter than `maxListed`. */
  page({ work, at }: Pick<DueSource, 'work' | 'at'>, after: DuePosition | undefined): Promise<readonly DuePayment[]> {
    return this.#rest.after(() => this.payments.duePage(work, at(), maxListed, after));
  }
}
