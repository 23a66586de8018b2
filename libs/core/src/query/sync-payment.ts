import { isWatched, type Attempt } from '../domain/attempt.ts';
import { shownAttempt } from '../domain/attempts.ts';
import { askedTooOften, PayCoreError, paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Caller } from '../ports/project-store.ts';
import type { GetPayment } from './get-payment.ts';
import type { LookUp, LookUpPayment } from './look-up-payment.ts';

/** Queries the gateways about a payment because somebody wants to know: each attempt that may still be paid. */
export class SyncPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly getPayment: GetPayment,
    private readonly lookUpPayment: LookUpPayment,
  ) {}

  /** Throws `notFound`, `unsupported` (gateway_sync_not_supported), `unavailable`, `rejected`, `limited`, `offline`. */
  async execute(caller: Caller, paymentNo: string): Promise<Payment> {
    let payment = await this.getPayment.execute(caller, paymentNo);
    // There is nobody to ask yet.
    if (payment.attempts.length === 0) return payment;
    let canQuery = false;
    for (const no of meant(payment, payment.status === 'paid' ? [] : payment.attempts.filter(isWatched))) {
      const found = await this.lookUpPayment.execute(payment, no, 'sync');
      payment = found.payment;
      if (found.waitMs !== undefined) throw askedTooOften(found.waitMs);
      canQuery ||= found.canQuery;
    }
    if (canQuery) return payment;
    throw new PayCoreError('unsupported', 'gateway_sync_not_supported', 'This gateway cannot be asked for a payment.');
  }

  /**
   * The same on an operator's word: any project's, and of a paid payment too, which may be paid twice or have gone back. A
   * gateway that fails does not keep the others from being asked. Throws `notFound`, `offline`.
   */
  async forOperator(paymentNo: string): Promise<{ payment: Payment; attempts: SyncedAttempt[] }> {
    const found = await this.payments.find(paymentNo);
    if (!found) throw paymentNotFound();
    const attempts: SyncedAttempt[] = [];
    for (const no of meant(found, found.attempts.filter(isWatched))) attempts.push(await this.ask(paymentNo, no));
    return { payment: (await this.payments.find(paymentNo)) ?? found, attempts };
  }

  private async ask(paymentNo: string, no: number): Promise<SyncedAttempt> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    try {
      const { wasQueried, canQuery } = await this.lookUpPayment.execute(payment, no, 'sync', { evenPaid: true });
      return { no, wasQueried, canQuery };
    } catch (failure) {
      if (!(failure instanceof PayCoreError) || failure.kind === 'offline') throw failure;
      return { no, wasQueried: true, canQuery: true, failure };
    }
  }
}

/** How an attempt's gateway was asked; what it answered is in the attempt. */
export interface SyncedAttempt extends Omit<LookUp, 'payment'> {
  readonly no: number;
  readonly failure?: PayCoreError;
}

/** The one that stands for the payment first, whatever has become of it. */
function meant(payment: Payment, watched: readonly Attempt[]): number[] {
  const shown = shownAttempt(payment);
  return [...new Set([...(shown ? [shown] : []), ...watched].map(({ no }) => no))];
}
