import { attemptOf, newestAttempt } from '../domain/attempts.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { AbandonOrder } from '../create/abandon-order.ts';
import type { PlaceOrder } from '../create/place-order.ts';
import { DueRuns } from './due-runs.ts';
import { attemptItems, promptLimits } from './due-source.ts';

/**
 * Finishes creates whose process died or whose gateway gave no clear answer, from the stored request. Only a payment's newest
 * attempt is created again; an older one, which the payer has left, is asked for.
 */
export class FinishCreates {
  private readonly runs: DueRuns;

  constructor(
    payments: Pick<PaymentStore, 'duePage' | 'findAll'>,
    private readonly placeOrder: PlaceOrder,
    private readonly abandonOrder: AbandonOrder,
    private readonly runtime: { clock: Clock; log: Log },
  ) {
    this.runs = new DueRuns(payments, promptLimits, runtime.clock);
  }

  /** Resolves to the number of payments examined. Runs may overlap. */
  async execute(): Promise<number> {
    const now = () => this.runtime.clock.now();
    return this.runs.run({
      work: 'create',
      at: now,
      itemsOf: (payment) =>
        attemptItems(
          payment,
          ({ creating }) => creating !== undefined && creating.until <= now(),
          (no) => this.finish(payment, no),
        ),
    });
  }

  private async finish(payment: Payment, no: number): Promise<void> {
    const { paymentNo } = payment;
    try {
      const taken = await this.placeOrder.take(payment, no);
      if (!taken) return;
      if (newestAttempt(taken)?.no === no && taken.status === 'pending') await this.placeOrder.execute(taken, no);
      else await this.abandonOrder.execute(taken, attemptOf(taken, no));
      this.runtime.log.info('Abandoned create finished', { paymentNo, attempt: no });
    } catch (error) {
      this.runtime.log.warn('Abandoned create not finished', { paymentNo, attempt: no, failure: String(error) });
    }
  }
}
