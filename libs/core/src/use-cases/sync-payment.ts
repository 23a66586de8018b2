import { PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Caller } from '../ports/project-store.ts';
import type { GetPayment } from './get-payment.ts';
import type { LookUpPayment } from './look-up-payment.ts';

/** Queries the gateway about a payment on the merchant's request. */
export class SyncPayment {
  constructor(
    private readonly getPayment: GetPayment,
    private readonly lookUpPayment: LookUpPayment,
  ) {}

  /** Throws `notFound`, `unsupported` (gateway_sync_not_supported), `unavailable`, `rejected`, `offline`. */
  async execute(caller: Caller, paymentNo: string): Promise<Payment> {
    const payment = await this.getPayment.execute(caller, paymentNo);
    const { payment: found, canQuery } = await this.lookUpPayment.execute(payment);
    if (canQuery) return found;
    throw new PayCoreError('unsupported', 'gateway_sync_not_supported', 'This gateway cannot be asked for a payment.');
  }
}
