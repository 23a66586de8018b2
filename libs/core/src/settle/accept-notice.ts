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
   * The payment afterwards: the attempt of the last unclear callback is paid; one already paid stays unchanged. `operator` is
   * who takes responsibility. Throws `notFound`, `offline`, and `invalid` where no unclear callback came for the payment.
   */
  async execute(paymentNo: string, operator: string): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    const unclear = payment.events.filter(({ type }) => type === 'unclear_notice');
    const last = unclear.at(-1);
    if (!last) throw invalidArgument('This payment has no unclear notice: there is nothing to accept.');
    if (operator.trim() === '') throw invalidArgument('Name the operator who has seen the money.');
    const no = last.attempt ?? 1;
    const isOfAttempt = ({ attempt = 1 }: typeof last) => attempt === no;
    const unsigned = unclear.filter(isOfAttempt).every(({ detail }) => detail?.['unsigned'] === true);
    const reason = { accepted_by: operator.trim() };
    return this.settlePayment.execute(payment, no, { status: 'paid', reason, ...(unsigned && { unsigned }) });
  }
}
