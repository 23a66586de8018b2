import { paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import { isWithinReach } from './sides.ts';

/** A project's own payment, as stored. */
export class GetPayment {
  constructor(private readonly payments: PaymentStore) {}

  /** Throws `notFound` alike for an unknown number, for another project's payment, and for a live one asked for by a test key. */
  async execute(caller: Caller, paymentNo: string): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment || !isWithinReach(caller, payment)) throw paymentNotFound();
    return payment;
  }
}
