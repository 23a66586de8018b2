import { closingTime } from '../domain/closing.ts';
import type { Notice } from '../domain/notice.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Payment, PaymentChange, PaymentEvent } from '../domain/payment.ts';
import { settle } from '../domain/settle.ts';
import { newToken } from '../domain/token.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log, Metrics, NoticeBody, Random } from '../ports/runtime.ts';
import { writeFresh } from './write-fresh.ts';

/** Delivers at once a notice whose lease this process holds. */
export interface NoticeStarter {
  start(payment: Payment): void;
}

/** Applies an outcome to a payment exactly once, whatever runs in parallel, and announces a payment that became paid. */
export class SettlePayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly notices: NoticeStarter,
    private readonly noticeBody: NoticeBody,
    private readonly runtime: { clock: Clock; random: Random; log: Log; metrics: Metrics },
    private readonly leaseMs: number,
  ) {}

  /**
   * The payment afterwards. `applies` decides, on the latest version, whether the outcome still applies. Throws `offline`:
   * then all or nothing was written, and repeating is safe.
   */
  async execute(
    payment: Payment,
    outcome: Outcome,
    applies: (current: Payment) => boolean = () => true,
  ): Promise<Payment> {
    let written: PaymentChange | undefined;
    const after = await writeFresh(
      this.payments,
      payment,
      (current) => (written = applies(current) ? this.change(current, outcome) : undefined),
      async (current, change, taken) => (written = await this.beside(current, change, taken)),
    );
    if (written?.set.status === 'paid') this.announce(after);
    for (const event of written?.events ?? []) this.report(after, event);
    return after;
  }

  /** Reports events that a person needs to know about. */
  private report(payment: Payment, { type, detail = {} }: PaymentEvent): void {
    const { paymentNo, gateway } = payment;
    const { log, metrics } = this.runtime;
    if (type === 'paid_again') {
      // The payer paid twice: only a person can refund the money.
      metrics.count('paid_again', { gateway });
      log.error('Payment paid again in a second gateway transaction', { paymentNo, ...detail });
    } else if (type === 'unclear_notice') {
      metrics.count('unclear_notices', { gateway });
      log.warn('Gateway callback does not say whether the payment arrived', { paymentNo, gateway });
    } else if (type === 'refunded' || type === 'reversed' || type === 'disputed') {
      metrics.count('post_payment_events', { gateway, type });
      log.warn(`Payment ${type}`, { paymentNo, gateway, ...detail });
    }
  }

  private change(payment: Payment, outcome: Outcome): PaymentChange | undefined {
    const { method } = this.gateways.method(payment.gateway, payment.route);
    return settle(payment, outcome, {
      now: this.runtime.clock.now(),
      closesAt: (expiresAt) => closingTime(method, expiresAt),
      noticeOf: (paid) => this.noticeOf(paid),
    });
  }

  private noticeOf(paid: Payment): Notice | undefined {
    const url = paid.request.urls.payok;
    if (url === undefined) return undefined;
    const { clock, random } = this.runtime;
    return {
      id: `msg_${newToken(random)}`,
      state: 'due',
      url,
      host: new URL(url).host,
      body: this.noticeBody(paid),
      attempts: 0,
      nextAt: new Date(clock.now().getTime() + this.leaseMs),
      token: newToken(random),
    };
  }

  /** Another payment of the order is open or paid. The money is real all the same, so only the claim on the order is dropped. */
  private async beside(
    { request, project }: Payment,
    { set, events = [] }: PaymentChange,
    taken: 'orderTaken' | 'paidTaken',
  ): Promise<PaymentChange> {
    const find = taken === 'orderTaken' ? this.payments.findHolder : this.payments.findPaid;
    const other = (await find.call(this.payments, project, request.merchantOrderNo))?.paymentNo ?? null;
    const released = taken === 'orderTaken' ? { holdsOrder: false } : { holdsPaid: false };
    const event = { at: this.runtime.clock.now(), type: 'paid_beside' as const, detail: { paymentNo: other } };
    const isKnown = events.some(({ type, detail }) => type === 'paid_beside' && detail?.['paymentNo'] === other);
    return { set: { ...set, ...released }, events: isKnown ? events : [...events, event] };
  }

  /** Runs only for the write that made the payment paid, so that a merchant is notified once. */
  private announce(payment: Payment): void {
    const { paymentNo, gateway, method, events } = payment;
    const { log, metrics } = this.runtime;
    metrics.count('payments_paid', { gateway, method });
    log.info('Payment paid', { paymentNo, gateway });
    const beside = events.find(({ type }) => type === 'paid_beside');
    if (beside) {
      metrics.count('paid_beside', { gateway });
      log.error('Payment paid beside another payment of the same order', {
        paymentNo,
        other: beside.detail?.['paymentNo'],
      });
    }
    if (payment.notice?.state === 'due') this.notices.start(payment);
  }
}
