import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import { inParallel } from './in-parallel.ts';
import type { PlaceOrder } from './place-order.ts';

const batch = 200;
const width = 8;

/** Finishes creates whose process died or whose gateway gave no clear answer, from the stored request. */
export class FinishCreates {
  constructor(
    private readonly payments: PaymentStore,
    private readonly placeOrder: PlaceOrder,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  async execute(): Promise<number> {
    const due = await this.payments.due('create', this.runtime.clock.now(), batch);
    await inParallel(due, width, (payment) => this.finish(payment));
    return due.length;
  }

  private async finish(payment: Payment): Promise<void> {
    const { paymentNo } = payment;
    try {
      const taken = await this.placeOrder.take(payment);
      if (!taken) return;
      await this.placeOrder.execute(taken);
      this.runtime.log.info('Abandoned create finished', { paymentNo });
    } catch (error) {
      this.runtime.log.warn('Abandoned create not finished', { paymentNo, failure: String(error) });
    }
  }
}
