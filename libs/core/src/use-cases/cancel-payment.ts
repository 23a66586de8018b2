import { isClosable } from '../domain/closing.ts';
import { orderConflict, paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { SettlePayment } from './settle-payment.ts';

/** Closes an unpaid payment on an operator's request and frees its order; late money still pays it. */
export class CancelPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly settlePayment: SettlePayment,
    private readonly clock: Clock,
  ) {}

  /**
   * The payment afterwards: `paid` where the gateway says so. Throws `notFound`, `unavailable`, and `conflict` while its
   * money may be moving.
   */
  async execute(paymentNo: string): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    const isOpen = payment.status === 'pending' && !payment.creating;
    const current = isOpen ? await this.askGateway(payment) : payment;
    const cancelled = { status: 'failed', reason: { cancelled: true } } as const;
    const canClose = isClosable(current, () => this.clock.now());
    const after = await this.settlePayment.execute(current, cancelled, canClose);
    if (after.status === 'pending' || after.status === 'expired') throw orderConflict({ paymentNo });
    return after;
  }

  private async askGateway(payment: Payment): Promise<Payment> {
    const account = this.gateways.accountOf(payment);
    if (account.cancel) return this.settlePayment.execute(payment, await account.cancel(payment));
    // Only the gateway knows how the last completion ended.
    if (!payment.completingUntil || !account.sync) return payment;
    return this.settlePayment.execute(payment, await account.sync(payment));
  }
}
