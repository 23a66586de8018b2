import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import type { CompletePayment } from './complete-payment.ts';
import type { SettlePayment } from './settle-payment.ts';

/** Settles an outcome, and completes the payment where the gateway is only waiting for that. */
export class FollowOutcome {
  constructor(
    private readonly settlePayment: SettlePayment,
    private readonly completePayment: CompletePayment,
  ) {}

  /** The payment afterwards. Throws `offline`, and from the completion `unavailable`, `rejected`. */
  async execute(payment: Payment, outcome: Outcome): Promise<Payment> {
    const settled = await this.settlePayment.execute(payment, outcome);
    if (outcome.next !== 'complete' || settled.status === 'paid') return settled;
    return (await this.completePayment.execute(settled)).payment;
  }
}
