import { PayCoreError, paymentNotFound } from '../domain/errors.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Links, Log } from '../ports/runtime.ts';
import type { LookUpPayment } from './look-up-payment.ts';

export interface Visit {
  /** The gateway has just sent the payer back. */
  readonly isBack: boolean;
  /** The page looks again by itself, and will go on doing so. */
  readonly isRepeated?: boolean;
}

const pollingIntervalMs = 15_000;

/** The payment behind a page's address, for whoever holds its token. */
export class OpenPayPage {
  constructor(
    private readonly payments: PaymentStore,
    private readonly links: Links,
    private readonly gateways: Gateways,
    private readonly lookUpPayment: LookUpPayment,
    private readonly log: Log,
  ) {}

  /** Throws `notFound` where the token is not this payment's, before the store is asked; `offline`. */
  async execute(paymentNo: string, token: string, visit: Visit = { isBack: false }): Promise<Payment> {
    if (!this.links.isPageToken(paymentNo, token)) throw paymentNotFound();
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    const asks =
      visit.isBack && payment.status !== 'paid' && this.gateways.get(payment.gateway).queriesOnReturn === true;
    return asks ? this.lookUp(payment, visit) : payment;
  }

  /** A gateway that cannot be asked must not keep the payer from the page. */
  private async lookUp(payment: Payment, { isRepeated }: Visit): Promise<Payment> {
    try {
      return (await this.lookUpPayment.execute(payment, isRepeated ? { rest: pollingIntervalMs } : {})).payment;
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind === 'offline') throw error;
      this.log.warn('A gateway could not be asked', { paymentNo: payment.paymentNo, code: error.code, ...error.log });
      return payment;
    }
  }
}
