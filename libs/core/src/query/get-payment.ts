import { paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';

/** A project's own payment, as stored. */
export class GetPayment {
  constructor(private readonly payments: PaymentStore) {}

  /** Throws `notFound` for an unknown number and for another project's payment alike. */
  async execute(caller: Caller, paymentNo: string): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (payment?.project !== caller.project.id) throw paymentNotFound();
    return payment;
  }
}
