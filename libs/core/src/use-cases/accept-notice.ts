import { invalidArgument, paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { SettlePayment } from './settle-payment.ts';

/** Settles a payment as paid after an unclear callback, on the word of an operator who has seen the money. */
export class AcceptNotice {
  constructor(
    private readonly payments: PaymentStore,
    private readonly settlePayment: SettlePayment,
  ) {}

  /**
   * The payment afterwards; one already paid stays unchanged. `operator` is who takes responsibility. Throws `notFound`,
   * `offline`, and `invalid` where no unclear callback came for the payment.
   */
  async execute(paymentNo: string, operator: string): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    const unclear = payment.events.filter(({ type }) => type === 'unclear_notice');
    if (unclear.length === 0) {
      throw invalidArgument('This payment has no unclear notice: there is nothing to accept.');
    }
    if (operator.trim() === '') throw invalidArgument('Name the operator who has seen the money.');
    const unsigned = unclear.every(({ detail }) => detail?.['unsigned'] === true);
    const reason = { accepted_by: operator.trim() };
    return this.settlePayment.execute(payment, { status: 'paid', reason, ...(unsigned && { unsigned }) });
  }
}
