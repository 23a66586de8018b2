import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import type { CompletePayment } from './complete-payment.ts';
import type { Asked, SettlePayment } from './settle-payment.ts';

/** Settles an attempt's outcome, and completes the attempt where the gateway is only waiting for that. */
export class FollowOutcome {
  constructor(
    private readonly settlePayment: SettlePayment,
    private readonly completePayment: CompletePayment,
  ) {}

  /**
   * The payment afterwards. Throws `offline`, and from the completion `unavailable`, `rejected`.
   */
  async execute(payment: Payment, no: number, outcome: Outcome, asked: Asked = {}): Promise<Payment> {
    const settled = await this.settlePayment.execute(payment, no, outcome, asked);
    if (outcome.status !== 'pending' || outcome.next !== 'complete' || settled.status === 'paid') return settled;
    return (await this.completePayment.execute(settled, no)).payment;
  }
}
