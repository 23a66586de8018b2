import { isWatched } from '../domain/attempt.ts';
import { shownAttempt } from '../domain/attempts.ts';
import { PayCoreError } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Caller } from '../ports/project-store.ts';
import type { GetPayment } from './get-payment.ts';
import type { LookUpPayment } from './look-up-payment.ts';

/** Queries the gateways about a payment on the merchant's request: each attempt that may still be paid. */
export class SyncPayment {
  constructor(
    private readonly getPayment: GetPayment,
    private readonly lookUpPayment: LookUpPayment,
  ) {}

  /** Throws `notFound`, `unsupported` (gateway_sync_not_supported), `unavailable`, `rejected`, `offline`. */
  async execute(caller: Caller, paymentNo: string): Promise<Payment> {
    let payment = await this.getPayment.execute(caller, paymentNo);
    let canQuery = false;
    for (const no of meant(payment)) {
      const found = await this.lookUpPayment.execute(payment, no);
      payment = found.payment;
      canQuery ||= found.canQuery;
    }
    if (canQuery) return payment;
    throw new PayCoreError('unsupported', 'gateway_sync_not_supported', 'This gateway cannot be asked for a payment.');
  }
}

/** The one that stands for the payment first; of a closed payment it is the only one. */
function meant(payment: Payment): number[] {
  const shown = shownAttempt(payment);
  const watched = payment.status === 'paid' ? [] : payment.attempts.filter(isWatched);
  return [...new Set([...(shown ? [shown] : []), ...watched].map(({ no }) => no))];
}
