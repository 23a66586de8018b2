import type { Answer } from '../domain/answer.ts';
import { attemptOf } from '../domain/attempts.ts';
import { closingTime } from '../domain/closing.ts';
import type { Notice } from '../domain/notice.ts';
import type { Outcome } from '../domain/outcome.ts';
import {
  changed,
  eventOf,
  merchantOrderOf,
  type Payment,
  type PaymentChange,
  type PaymentEvent,
} from '../domain/payment.ts';
import { settle } from '../domain/settle.ts';
import { newToken } from '../domain/token.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log, Metrics, NoticeBody, Random } from '../ports/runtime.ts';
import { withAnswer } from './put-question.ts';
import { writeFresh } from './write-fresh.ts';

/** Delivers at once a notice whose lease this process holds. */
export interface NoticeStarter {
  start(payment: Payment): void;
}

/** That an outcome is what a gateway answered to our question. */
export interface Asked {
  /** When it was asked. */
  readonly askedAt?: Date;
  /** The same question, to be kept with the attempt. */
  readonly answer?: Answer;
}

interface SettleOptions extends Asked {
  /** Decides, on the latest version, whether the outcome still applies; it does where absent. */
  readonly applies?: (current: Payment) => boolean;
}

/** Applies an outcome to its attempt exactly once, whatever runs in parallel, and announces a payment that became paid. */
export class SettlePayment {
  constructor(
    private readonly payments: Pick<PaymentStore, 'find' | 'findPaid' | 'update'>,
    private readonly gateways: Gateways,
    private readonly notices: NoticeStarter,
    private readonly noticeBody: NoticeBody,
    private readonly runtime: { clock: Clock; random: Random; log: Log; metrics: Metrics },
    private readonly leaseMs: number,
  ) {}

  /**
   * The payment afterwards; `no` is the attempt's number. Throws `offline`: then all or nothing was written, and repeating
   * is safe.
   */
  async execute(
    payment: Payment,
    no: number,
    outcome: Outcome,
    { applies = () => true, ...asked }: SettleOptions = {},
  ): Promise<Payment> {
    let written: PaymentChange | undefined;
    const after = await writeFresh(
      this.payments,
      payment,
      (current) => (written = applies(current) ? this.change(current, no, outcome, asked) : undefined),
      async (current, change, taken) => (written = await this.beside(current, change, taken)),
    );
    if (written?.set?.paidAt) this.announce(after);
    for (const event of written?.events ?? []) this.report(after, event);
    const gatewayTradeNo = written?.set?.morePaidAgain?.latest.at(-1);
    if (gatewayTradeNo !== undefined) {
      this.report(after, eventOf(no, { at: this.runtime.clock.now(), type: 'paid_again', detail: { gatewayTradeNo } }));
    }
    return after;
  }

  /** Reports events that a person needs to know about. */
  private report(payment: Payment, { type, attempt = 1, detail = {} }: PaymentEvent): void {
    const { paymentNo } = payment;
    const { gateway } = attemptOf(payment, attempt);
    const { log, metrics } = this.runtime;
    if (type === 'paid_again') {
      // The payer paid twice: only a person can refund the money.
      metrics.count('paid_again', { gateway });
      log.error('Payment paid again in a second gateway transaction', { paymentNo, attempt, ...detail });
    } else if (type === 'unclear_notice') {
      metrics.count('unclear_notices', { gateway });
      log.warn('Gateway callback does not say whether the payment arrived', { paymentNo, gateway });
    } else if (type === 'refunded' || type === 'reversed' || type === 'disputed') {
      metrics.count('post_payment_events', { gateway, type });
      log.warn(`Payment ${type}`, { paymentNo, gateway, ...detail });
    }
  }

  /** What the outcome changes; undefined where it brings nothing new. Nothing is written, and nobody told. */
  change(
    payment: Payment,
    no: number,
    outcome: Outcome,
    { answer, askedAt = answer?.at }: Asked = {},
  ): PaymentChange | undefined {
    const { gateway, route } = attemptOf(payment, no);
    const { method } = this.gateways.method(gateway, route);
    const change = settle(payment, no, outcome, {
      now: this.runtime.clock.now(),
      closesAt: (expiresAt, lagHours = method.lagHours) => closingTime({ lagHours }, expiresAt),
      noticeOf: (paid) => this.noticeOf(paid),
      ...(askedAt && { askedAt }),
    });
    return answer ? withAnswer(payment, no, answer, change) : change;
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

  /**
   * Another payment of the order is open or paid. The money is real all the same, so only the claim on the order is dropped:
   * an open one is to be closed, a paid one has taken the order's place for good.
   */
  private async beside(
    payment: Payment,
    change: PaymentChange,
    taken: 'orderTaken' | 'paidTaken',
  ): Promise<PaymentChange | undefined> {
    const { set = {}, events = [] } = change;
    const at = this.runtime.clock.now();
    if (taken === 'orderTaken') return { ...change, set: { ...set, holdsOrder: false, tidyAt: at } };
    const paidBeside = (await this.payments.findPaid(merchantOrderOf(payment)))?.paymentNo;
    // It has vanished since: then its place is free.
    if (paidBeside === undefined) return change;
    const event = { at, type: 'paid_beside' as const, detail: { paymentNo: paidBeside } };
    const released = { ...set, holdsOrder: false, holdsPaid: false, paidBeside };
    const notice = set.notice && this.noticeOf(changed(payment, { ...change, set: released }));
    return { ...change, set: { ...released, ...(notice && { notice }) }, events: [...events, event] };
  }

  /** Runs only for the write that made the payment paid, so that a merchant is notified once. */
  private announce(payment: Payment): void {
    const { paymentNo, keptAttempt = 1, paidBeside } = payment;
    const { gateway, method } = attemptOf(payment, keptAttempt);
    const { log, metrics } = this.runtime;
    metrics.count('payments_paid', { gateway, method });
    log.info('Payment paid', { paymentNo, gateway });
    if (paidBeside !== undefined) {
      metrics.count('paid_beside', { gateway });
      log.error('Payment paid beside another payment of the same order', { paymentNo, other: paidBeside });
    }
    if (payment.notice?.state === 'due') this.notices.start(payment);
  }
}
