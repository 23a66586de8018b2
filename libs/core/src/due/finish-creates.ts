import type { Attempt } from '../domain/attempt.ts';
import { attemptOf, newestAttempt } from '../domain/attempts.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { AbandonOrder } from '../create/abandon-order.ts';
import type { PlaceOrder } from '../create/place-order.ts';
import { inParallel } from './in-parallel.ts';

const batch = 200;
const width = 8;

/**
 * Finishes creates whose process died or whose gateway gave no clear answer, from the stored request. Only a payment's newest
 * attempt is created again; an older one, which the payer has left, is asked for.
 */
export class FinishCreates {
  constructor(
    private readonly payments: PaymentStore,
    private readonly placeOrder: PlaceOrder,
    private readonly abandonOrder: AbandonOrder,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  async execute(): Promise<number> {
    const now = this.runtime.clock.now();
    const due = await this.payments.due('create', now, batch);
    await inParallel(due, width, async (payment) => {
      for (const attempt of dueAttempts(payment, now)) await this.finish(payment, attempt);
    });
    return due.length;
  }

  private async finish(payment: Payment, { no }: Attempt): Promise<void> {
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

const dueAttempts = ({ attempts }: Payment, now: Date): Attempt[] =>
  attempts.filter(({ creating }) => creating !== undefined && creating.until <= now);
