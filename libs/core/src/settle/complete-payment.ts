import { attemptOf, wakeOthers } from '../domain/attempts.ts';
import { withoutCompletion } from '../domain/closing.ts';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { PutQuestion, Answered } from './put-question.ts';
import type { SettlePayment } from './settle-payment.ts';
import { writeFresh } from './write-fresh.ts';

/** The payment after a completion. */
export interface Completion {
  readonly payment: Payment;
  /** The gateway was not called: another payment holds the order or has paid it. */
  readonly isReplaced: boolean;
  /** The gateway was not called: money of another attempt may be moving, or this one's create has not ended. */
  readonly isWaiting?: boolean;
}

/**
 * Captures the money a payer has approved. The payer's return, the gateway's callback and the scheduler may all do so at
 * once: they use the same serial number, so the gateway treats them as one. Of a payment's attempts only one at a time is
 * completed, and none once one is paid.
 */
export class CompletePayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly settlePayment: SettlePayment,
    private readonly putQuestion: PutQuestion,
    private readonly runtime: { clock: Clock; log: Log },
    /** Longer than the gateway call, in milliseconds: until then the payment neither expires nor loses its order. */
    private readonly leaseMs: number,
  ) {}

  /** Throws `unavailable`, `rejected` (by the gateway), `offline`. Safe to repeat. */
  async execute(payment: Payment, no: number): Promise<Completion> {
    if (payment.status === 'paid') return { payment, isReplaced: false };
    const account = this.gateways.accountOf(payment, attemptOf(payment, no));
    const { complete } = account;
    if (!complete) throw new Error(`${attemptOf(payment, no).gateway} has nothing to complete.`);
    const held = await this.hold(payment, no);
    if (!held) {
      this.runtime.log.warn('Payment not completed: its order was paid or replaced', { paymentNo: payment.paymentNo });
      return { payment, isReplaced: true };
    }
    const attempt = attemptOf(held, no);
    // Nobody takes money by our word for what was cancelled: the payer's approval lapses.
    if (held.status === 'paid' || held.closedReason) return { payment: held, isReplaced: false };
    // An abandoned create frees the order, so the two must not run at the same time.
    if (attempt.creating) throw gatewayUnavailable(undefined, { log: { reason: 'its create has not ended' } });
    // One that stood still for longer than its lease must not call: others may have gone on without it.
    const isMine = held.completing?.attempt === no && held.completing.until > this.runtime.clock.now();
    if (!isMine) return { payment: held, isReplaced: false, isWaiting: true };
    const serial = (attempt.failedCompletions ?? 0) + 1;
    let answered: Answered;
    try {
      answered = await this.putQuestion.execute(held, no, 'capture', (order) => complete(order, serial));
    } catch (error) {
      // After an unclear answer the money may have moved: the payment keeps its order until the gateway answers.
      if (error instanceof PayCoreError && error.kind === 'rejected') await this.release(held, held, no, serial);
      throw error;
    }
    const { outcome, answer } = answered;
    const settled = await this.settlePayment.execute(held, no, outcome, { answer });
    return { payment: await this.afterwards(held, settled, no, serial, outcome), isReplaced: false };
  }

  /** Makes the payment the order's open one and this attempt the one completed; undefined where another payment is, or has paid. */
  private async hold(payment: Payment, no: number): Promise<Payment | undefined> {
    const paid = await this.payments.findPaid(merchantOrderOf(payment));
    if (paid && paid.paymentNo !== payment.paymentNo) return undefined;
    let isTaken = false;
    const held = await writeFresh(
      this.payments,
      payment,
      (current) => {
        const { creating, asksAt } = attemptOf(current, no);
        // Whoever waits for another's completion is woken when that has ended.
        const isOthers = current.completing !== undefined && current.completing.attempt !== no;
        if (current.status === 'paid' || current.closedReason || creating || isOthers) return undefined;
        const until = new Date(this.runtime.clock.now().getTime() + this.leaseMs);
        // Whoever calls may die: then the scheduler asks how it ended.
        const isAskedSooner = asksAt !== undefined && asksAt <= until;
        const attempts = isAskedSooner ? [] : [{ no, set: { asksAt: until } }];
        return { set: { holdsOrder: true, completing: { attempt: no, until } }, attempts };
      },
      async () => {
        isTaken = true;
        return undefined;
      },
    );
    return isTaken ? undefined : held;
  }

  /** A capture that the gateway is still working on keeps its hold until the gateway has told how it ended. */
  private afterwards(held: Payment, settled: Payment, no: number, serial: number, outcome: Outcome): Promise<Payment> {
    const isPending = outcome.status === 'pending';
    if (settled.status === 'paid' || (isPending && outcome.underWay)) return Promise.resolve(settled);
    return this.release(held, settled, no, serial, isPending ? outcome.declined : undefined);
  }

  /** Only one of several parallel callers counts the same decline. A payment that is already closed gives its order back. */
  private release(held: Payment, settled: Payment, no: number, serial: number, declined?: string): Promise<Payment> {
    return writeFresh(this.payments, settled, (current) => {
      if (current.status === 'paid') return undefined;
      const counts = declined !== undefined && (attemptOf(current, no).failedCompletions ?? 0) < serial;
      // A parallel caller's completion may still be in progress.
      const isLast =
        current.completing?.attempt === no && current.completing.until.getTime() === held.completing?.until.getTime();
      if (!counts && !isLast) return undefined;
      const own = counts ? [{ no, set: { failedCompletions: serial } }] : [];
      const woken = isLast ? wakeOthers(current, no, this.runtime.clock.now()) : [];
      return {
        attempts: [...own, ...woken],
        set: isLast ? withoutCompletion(current) : {},
      };
    });
  }
}
