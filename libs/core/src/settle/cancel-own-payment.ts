import { isMoneyMoving } from '../domain/attempts.ts';
import { cannotCancel } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Caller } from '../ports/project-store.ts';
import type { GetPayment } from '../query/get-payment.ts';
import type { CancelPayment } from './cancel-payment.ts';

/** Closes an unpaid payment on the merchant's request. */
export class CancelOwnPayment {
  constructor(
    private readonly getPayment: GetPayment,
    private readonly cancelPayment: CancelPayment,
  ) {}

  /**
   * The payment afterwards, failed or expired; unchanged where it was so before. Throws `notFound`, `unavailable`,
   * `rejected`, `offline`, and `conflict` where it is paid, being created, or its money may be moving.
   */
  async execute(caller: Caller, paymentNo: string): Promise<Payment> {
    const payment = await this.getPayment.execute(caller, paymentNo);
    // A merchant must not cut into what is under way; an operator has the gateway asked about it.
    if (payment.status === 'paid' || (payment.status === 'pending' && isMoneyMoving(payment)))
      throw cannotCancel(paymentNo);
    const after = await this.cancelPayment.execute(paymentNo);
    if (after.status === 'paid') throw cannotCancel(paymentNo);
    return after;
  }
}
