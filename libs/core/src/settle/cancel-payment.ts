import { isBeingCreated, isMoneyMoving } from '../domain/attempts.ts';
import { cannotCancel, paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { ClosePayment } from './close-payment.ts';

/** Closes an unpaid payment on an operator's request and frees its order; late money still pays it. */
export class CancelPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly closePayment: ClosePayment,
  ) {}

  /**
   * The payment afterwards: `paid` where the gateway says so, unchanged where it was closed already. Throws `notFound`,
   * `unavailable`, and `conflict` while it is being created or its money may be moving.
   */
  async execute(paymentNo: string): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    if (payment.status !== 'pending') return payment;
    if (isBeingCreated(payment)) throw cannotCancel(paymentNo);
    const current = await this.closePayment.cancelAtGateways(payment, () => true);
    const isFree = (now: Payment) => !isMoneyMoving(now) && !isBeingCreated(now);
    const after = await this.closePayment.close(current, { reason: 'cancelled' }, isFree);
    if (after.status === 'pending') throw cannotCancel(paymentNo);
    return after;
  }
}
