import type { Attempt } from '../domain/attempt.ts';
import { attemptOf } from '../domain/attempts.ts';
import { PayCoreError, paymentNotFound } from '../domain/errors.ts';
import type { Strings } from '../domain/page.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';
import { secretParams } from '../domain/secret-params.ts';
import type { Gateways } from '../gateways.ts';
import { placedOrder } from '../placed-order.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Links, Log } from '../ports/runtime.ts';
import type { CompletePayment } from '../settle/complete-payment.ts';
import type { LookUpPayment } from './look-up-payment.ts';

/** What a browser at the return URL may see. */
export type Return =
  /** The payment's own page; `isWaiting`: the payer has done their part. */
  | { readonly shows: 'page'; readonly payment: Payment; readonly isWaiting: boolean }
  /** The status and no more: nothing proves whose browser this is. */
  | { readonly shows: 'state'; readonly payment: Payment; readonly isPaidBeside: boolean }
  /** That the order was paid or replaced by another payment. */
  | { readonly shows: 'replaced' };

/** Handles a browser that a gateway sends back. Its query can prove that it is the payer, and nothing else. */
export class ReceiveReturn {
  constructor(
    private readonly gateways: Gateways,
    private readonly payments: PaymentStore,
    private readonly completePayment: CompletePayment,
    private readonly lookUpPayment: LookUpPayment,
    private readonly links: Links,
    private readonly log: Log,
  ) {}

  /** Throws `notFound`, `offline`. A gateway outage is no error here: the scheduler queries it later. */
  async execute(gateway: string, paymentNo: string, query: Strings): Promise<Return> {
    const payment = await this.payments.find(paymentNo);
    const attempts = payment?.attempts.filter((attempt) => attempt.gateway === gateway) ?? [];
    if (!payment || attempts.length === 0) throw paymentNotFound();
    if (this.holdsToken(payment, query)) return { shows: 'page', payment, isWaiting: payment.status !== 'paid' };
    for (const attempt of attempts) {
      const account = this.gateways.accountOf(payment, attempt);
      if (!account.isReturnOf?.(placedOrder(payment, attempt), query)) continue;
      if (account.complete) return this.complete(payment, attempt);
      return { shows: 'page', payment, isWaiting: payment.status !== 'paid' };
    }
    const paid = payment.status === 'paid' ? undefined : await this.payments.findPaid(merchantOrderOf(payment));
    // It may itself have been paid since it was read.
    const isOwn = paid?.paymentNo === payment.paymentNo;
    return { shows: 'state', payment: isOwn ? paid : payment, isPaidBeside: paid !== undefined && !isOwn };
  }

  private holdsToken({ paymentNo }: Payment, query: Strings): boolean {
    const name = secretParams.returnToken;
    const token = Object.hasOwn(query, name) ? query[name] : undefined;
    return token !== undefined && this.links.isPageToken(paymentNo, token);
  }

  private async complete(payment: Payment, { no, failedCompletions: before = 0 }: Attempt): Promise<Return> {
    try {
      const { payment: after, isReplaced, isWaiting } = await this.completePayment.execute(payment, no);
      if (isReplaced) return { shows: 'replaced' };
      if (isWaiting) await this.lookUpPayment.later(after, no);
      const isDeclined = (attemptOf(after, no).failedCompletions ?? 0) > before;
      return { shows: 'page', payment: after, isWaiting: after.status !== 'paid' && !isDeclined };
    } catch (error) {
      if (!(error instanceof PayCoreError) || error.kind === 'offline') throw error;
      const { code, log: detail } = error;
      this.log.warn('Payment could not be completed on return', { paymentNo: payment.paymentNo, code, ...detail });
      await this.lookUpPayment.later(payment, no);
      return { shows: 'page', payment, isWaiting: true };
    }
  }
}
