import { paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { SettlePayment } from './settle-payment.ts';

/** Closes an unpaid payment by an operator's hand and frees its order; late money still pays it. */
export class CancelPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly settlePayment: SettlePayment,
  ) {}

  /** The payment as it then stands: `paid` where the gateway says so. Throws `notFound`, `unavailable`. */
  async execute(paymentNo: string): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    const isOpen = payment.status === 'pending' && !payment.creating;
    const told = isOpen ? await this.tell(payment) : payment;
    return this.settlePayment.execute(told, { status: 'failed', reason: { cancelled: true } });
  }

  private async tell(payment: Payment): Promise<Payment> {
    const account = this.gateways.get(payment.gateway).open(payment.credentials.reveal(), payment.environment);
    return account.cancel ? this.settlePayment.execute(payment, await account.cancel(payment)) : payment;
  }
}
