import { PayCoreError, paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Links, Log } from '../ports/runtime.ts';
import type { LookUpPayment } from './look-up-payment.ts';

/** How the payment page was opened. */
export interface Visit {
  /** The gateway has just sent the payer back. */
  readonly isBack: boolean;
  /** The page is polling. */
  readonly isRepeated?: boolean;
}

const pollingIntervalMs = 15_000;

/** The payment behind a page URL, for whoever has its token. */
export class OpenPayPage {
  constructor(
    private readonly payments: PaymentStore,
    private readonly links: Links,
    private readonly gateways: Gateways,
    private readonly lookUpPayment: LookUpPayment,
    private readonly log: Log,
  ) {}

  /** Throws `notFound` where the token is not this payment's, before the store is read; `offline`. */
  async execute(paymentNo: string, token: string, visit: Visit = { isBack: false }): Promise<Payment> {
    if (!this.links.isPageToken(paymentNo, token)) throw paymentNotFound();
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    const asks =
      visit.isBack && payment.status !== 'paid' && this.gateways.get(payment.gateway).queriesOnReturn === true;
    return asks ? this.lookUp(payment, visit) : payment;
  }

  /** A failed query must not keep the payer from the page. */
  private async lookUp(payment: Payment, { isRepeated }: Visit): Promise<Payment> {
    try {
      return (await this.lookUpPayment.execute(payment, isRepeated ? { minIntervalMs: pollingIntervalMs } : {}))
        .payment;
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind === 'offline') throw error;
      this.log.warn('Gateway query failed', { paymentNo: payment.paymentNo, code: error.code, ...error.log });
      return payment;
    }
  }
}
