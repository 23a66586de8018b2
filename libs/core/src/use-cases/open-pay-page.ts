import { paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Links } from '../ports/runtime.ts';

export class OpenPayPage {
  constructor(
    private readonly payments: PaymentStore,
    private readonly links: Links,
  ) {}

  /** Throws `notFound` where the token is not this payment's, before the store is asked. */
  async execute(paymentNo: string, token: string): Promise<Payment> {
    if (!this.links.isPageToken(paymentNo, token)) throw paymentNotFound();
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    return payment;
  }
}
