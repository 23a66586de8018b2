import { asOffered, openMethods, usableMethods, wishOf, type OfferedMethod } from '../pick/offered-methods.ts';
import { isMoneyMoving, isSpent, newestAttempt } from '../domain/attempts.ts';
import { isCashier, isReturnAwaited } from '../domain/cashier.ts';
import { PayCoreError, paymentNotFound } from '../domain/errors.ts';
import { currentAttempt, hasOpenLink } from '../domain/link.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';
import type { PageSettings, Shop } from '../domain/shop.ts';
import type { Gateways } from '../gateways.ts';
import type { MarkedPayment, PaymentMark, PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Links, Log } from '../ports/runtime.ts';
import type { ShopStore } from '../ports/shop-store.ts';
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
  /** What the payer may pick now, in the shop's order; none where the method is fixed, or nothing may be picked any more. */
  readonly offered: readonly OfferedMethod[];
  /** How the shop wants its page. */
  readonly page: PageSettings;
}

type Found = Omit<OpenedPage, 'offered' | 'page'>;

const pollingIntervalMs = 15_000;

/** The payment behind a page URL, for whoever has its token. */
export class OpenPayPage {
  constructor(
    private readonly payments: PaymentStore,
    private readonly shops: ShopStore,
    private readonly links: Links,
    private readonly gateways: Gateways,
    private readonly lookUpPayment: LookUpPayment,
    private readonly runtime: { log: Log; clock: Clock },
  ) {}

  /** Throws `notFound` where the token is not this payment's, before the store is read; `offline`. */
  async execute(paymentNo: string, token: string, visit: Visit = { isBack: false }): Promise<OpenedPage> {
    const found = await this.find(paymentNo, token, visit);
    const { project, environment } = found.payment;
    const shop = await this.shops.find(project, environment);
    return { ...found, page: shop.page, offered: this.offered(found, shop) };
  }

  /** How the payments of open pages stand, in one read for all of them: a page whose mark differs is to be opened anew. */
  marks(payments: readonly MarkedPayment[]): Promise<ReadonlyMap<string, PaymentMark>> {
    return this.payments.marksOf(payments);
  }

  private offered({ payment, isPaidBeside }: Found, shop: Shop): OfferedMethod[] {
    const now = this.runtime.clock.now();
    const isOpen = hasOpenLink(payment, now) && !isPaidBeside;
    if (!isOpen || isMoneyMoving(payment) || isSpent(payment)) return [];
    const usable = usableMethods(shop, this.gateways, wishOf(payment.request));
    return openMethods(usable, payment, now).map(asOffered);
  }

  private async find(paymentNo: string, token: string, visit: Visit): Promise<Found> {
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
    const { payment } = await this.find(paymentNo, token, { isBack: false });
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
    const attempt = currentAttempt(payment, this.runtime.clock.now());
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
