import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import type { CompletePayment } from './complete-payment.ts';
import type { SettlePayment } from './settle-payment.ts';

/** Settles what a gateway said, and completes the payment where it said that only this is missing. */
export class FollowOutcome {
  constructor(
    private readonly settlePayment: SettlePayment,
    private readonly completePayment: CompletePayment,
  ) {}

  /** The payment as it stands after. Throws `unavailable`, `rejected` (the gateway, at completing), `offline`. */
  async execute(payment: Payment, outcome: Outcome): Promise<Payment> {
    const settled = await this.settlePayment.execute(payment, outcome);
    if (outcome.next !== 'complete' || settled.status === 'paid') return settled;
    return (await this.completePayment.execute(settled)).payment;
  }
}
