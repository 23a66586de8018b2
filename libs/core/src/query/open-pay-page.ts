import { newestAttempt, shownAttempt } from '../domain/attempts.ts';
import { isCashier, isReturnAwaited } from '../domain/cashier.ts';
import { PayCoreError, paymentNotFound } from '../domain/errors.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Links, Log } from '../ports/runtime.ts';
import { writeFresh } from '../settle/write-fresh.ts';
import type { LookUpPayment } from './look-up-payment.ts';

/** How the payment page was opened. */
export interface Visit {
  /** The gateway has just sent the payer back. */
  readonly isBack: boolean;
  /** The page is polling. */
  readonly isRepeated?: boolean;
}

/** What the page is to show. */
export interface OpenedPage {
  readonly payment: Payment;
  /** Another payment has paid the order: nothing of this one may be paid any more. */
  readonly isPaidBeside: boolean;
}

const pollingIntervalMs = 15_000;

/** The payment behind a page URL, for whoever has its token. */
export class OpenPayPage {
  constructor(
    private readonly payments: PaymentStore,
    private readonly links: Links,
    private readonly gateways: Gateways,
    private readonly lookUpPayment: LookUpPayment,
    private readonly runtime: { log: Log; clock: Clock },
  ) {}

  /** Throws `notFound` where the token is not this payment's, before the store is read; `offline`. */
  async execute(paymentNo: string, token: string, visit: Visit = { isBack: false }): Promise<OpenedPage> {
    if (!this.links.isPageToken(paymentNo, token)) throw paymentNotFound();
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    if (payment.status === 'paid') return { payment, isPaidBeside: payment.paidBeside !== undefined };
    const paid = await this.payments.findPaid(merchantOrderOf(payment));
    // It may itself have been paid since it was read.
    if (paid)
      return paid.paymentNo === paymentNo ? { payment: paid, isPaidBeside: false } : { payment, isPaidBeside: true };
    const current = visit.isBack ? await this.afterReturn(payment, visit) : payment;
    return { payment: current, isPaidBeside: current.paidBeside !== undefined };
  }

  /** Notes that the gateway has sent the payer back: their number is out, and its result is awaited. */
  async returned(paymentNo: string, token: string): Promise<void> {
    const { payment } = await this.execute(paymentNo, token);
    await writeFresh(this.payments, payment, (current) => {
      const attempt = current.attempts.findLast((one) => one.isOut) ?? newestAttempt(current);
      const now = this.runtime.clock.now();
      if (!attempt || !isCashier(attempt) || attempt.status !== 'pending' || isReturnAwaited(attempt, now))
        return undefined;
      return { attempts: [{ no: attempt.no, set: { returnedAt: now } }] };
    });
  }

  /** A failed query must not keep the payer from the page. */
  private async afterReturn(payment: Payment, { isRepeated }: Visit): Promise<Payment> {
    const attempt = shownAttempt(payment);
    if (!attempt || this.gateways.get(attempt.gateway).queriesOnReturn !== true) return payment;
    try {
      const interval = isRepeated ? { minIntervalMs: pollingIntervalMs } : {};
      return (await this.lookUpPayment.execute(payment, attempt.no, 'return', interval)).payment;
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind === 'offline') throw error;
      this.runtime.log.warn('Gateway query failed', { paymentNo: payment.paymentNo, code: error.code, ...error.log });
      return payment;
    }
  }
}
