import { attemptOf, maxAttempts, newestAttempt } from '../domain/attempts.ts';
import { canTakeNumber } from '../domain/cashier.ts';
import { paymentNotFound } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Links } from '../ports/runtime.ts';
import type { AddAttempt } from './add-attempt.ts';

type Form = Extract<Page, { kind: 'form' }>;

/** A press on the page's button to the cashier. */
export interface CashierPress {
  readonly paymentNo: string;
  readonly token: string;
  /** How many attempts the payment had when the page was made; anything else means that the page is old. */
  readonly after: number | undefined;
}

/** The form with a fresh number, for this browser alone; undefined where the page itself has something better to show. */
export interface OpenedCashier {
  readonly payment: Payment;
  readonly form: Form | undefined;
}

/**
 * Sends a payer to a gateway's cashier, with an order number that no browser has taken there yet. Only a press does so: a
 * visit makes nothing, whoever or whatever comes to see the page.
 */
export class OpenCashier {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly addAttempt: AddAttempt,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  /** Throws `notFound` where the token is not this payment's; `rejected`, `unavailable` (the gateway), `offline`. */
  async execute({ paymentNo, token, after }: CashierPress): Promise<OpenedCashier> {
    if (!this.links.isPageToken(paymentNo, token)) throw paymentNotFound();
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    const newest = newestAttempt(payment);
    const isCurrent = after === payment.attempts.length && canTakeNumber(payment, this.clock.now());
    const hasRoom = payment.attempts.length < maxAttempts;
    if (!newest || !isCurrent || !hasRoom || (await this.isPaid(payment))) return { payment, form: undefined };
    const { gateway, method } = this.gateways.method(newest.gateway, newest.route);
    const { route, credentials, amount, decimals } = newest;
    const account = this.gateways.accountOf(payment, newest);
    const money = { amount, ...(decimals !== undefined && { decimals }) };
    const plan = { gateway, route, method, account, credentials, ...money };
    const added = await this.addAttempt.execute(payment, plan, {}, { isOut: true });
    // By its number: another press may have made one since.
    const page = added && attemptOf(added, newest.no + 1).page?.reveal();
    return { payment: added ?? payment, form: page?.kind === 'form' ? page : undefined };
  }

  private async isPaid(payment: Payment): Promise<boolean> {
    return (await this.payments.findPaid(merchantOrderOf(payment))) !== undefined;
  }
}
