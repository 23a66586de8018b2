import { invalidArgument, paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import { writeFresh } from '../settle/write-fresh.ts';

/** Makes a payment's notice due again, starting over with the same id and body. */
export class ResendNotice {
  constructor(
    private readonly payments: PaymentStore,
    private readonly clock: Clock,
  ) {}

  /** Throws `notFound`, and `invalid` where the payment has no notice. */
  async execute(paymentNo: string): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    return writeFresh(this.payments, payment, ({ notice }) => {
      if (!notice) throw invalidArgument('This payment has no notice: it is not paid, or no payok_url was given.');
      const { token: _taker, ...rest } = notice;
      return { set: { notice: { ...rest, state: 'due', attempts: 0, nextAt: this.clock.now() } } };
    });
  }
}
