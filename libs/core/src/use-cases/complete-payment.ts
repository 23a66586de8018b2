import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { SettlePayment } from './settle-payment.ts';
import { writeFresh } from './write-fresh.ts';

/** The payment after a completion. */
export interface Completion {
  readonly payment: Payment;
  /** Another payment holds the order or has paid it: the gateway was not called. */
  readonly isReplaced: boolean;
}

/**
 * Captures the money a payer has approved. The payer's return, the gateway's callback and the scheduler may all do so at
 * once: they use the same attempt number, so the gateway treats them as one.
 */
export class CompletePayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly settlePayment: SettlePayment,
    private readonly runtime: { clock: Clock; log: Log },
    /** Longer than the gateway call: until then the payment neither expires nor loses its order. */
    private readonly leaseMs: number,
  ) {}

  /** Throws `unavailable`, `rejected` (by the gateway), `offline`. Safe to repeat. */
  async execute(payment: Payment): Promise<Completion> {
    if (payment.status === 'paid') return { payment, isReplaced: false };
    const account = this.gateways.accountOf(payment);
    if (!account.complete) throw new Error(`${payment.gateway} has nothing to complete.`);
    const held = await this.hold(payment);
    if (!held) {
      this.runtime.log.warn('Payment not completed: its order was paid or replaced', { paymentNo: payment.paymentNo });
      return { payment, isReplaced: true };
    }
    if (held.status === 'paid') return { payment: held, isReplaced: false };
    // An abandoned create frees the order, so the two must not run at the same time.
    if (held.creating) throw gatewayUnavailable(undefined, { log: { reason: 'its create has not ended' } });
    const attempt = (held.failedCompletions ?? 0) + 1;
    let outcome: Outcome;
    try {
      outcome = await account.complete(held, attempt);
    } catch (error) {
      // After an unclear answer the money may have moved: the payment keeps its order until the gateway answers.
      if (error instanceof PayCoreError && error.kind !== 'unavailable') await this.release(held, held, attempt);
      throw error;
    }
    const settled = await this.settlePayment.execute(held, outcome);
    const after = settled.status === 'paid' ? settled : await this.release(held, settled, attempt, outcome.declined);
    return { payment: after, isReplaced: false };
  }

  /** Makes the payment the order's open one; undefined where another payment is, or has paid. */
  private async hold(payment: Payment): Promise<Payment | undefined> {
    const { project, request, paymentNo } = payment;
    const paid = await this.payments.findPaid(project, request.merchantOrderNo);
    if (paid && paid.paymentNo !== paymentNo) return undefined;
    const completingUntil = new Date(this.runtime.clock.now().getTime() + this.leaseMs);
    let isTaken = false;
    const held = await writeFresh(
      this.payments,
      payment,
      ({ status, creating }) =>
        status === 'paid' || creating ? undefined : { set: { holdsOrder: true, completingUntil } },
      async () => {
        isTaken = true;
        return undefined;
      },
    );
    return isTaken ? undefined : held;
  }

  /** Only one of several parallel callers counts the same decline. A payment that is already closed gives its order back. */
  private release(held: Payment, settled: Payment, attempt: number, declined?: string): Promise<Payment> {
    return writeFresh(this.payments, settled, (current) => {
      if (current.status === 'paid') return undefined;
      const counts = declined !== undefined && (current.failedCompletions ?? 0) < attempt;
      // A parallel caller's attempt may still be in progress.
      const isLast = current.completingUntil?.getTime() === held.completingUntil?.getTime();
      if (!counts && !isLast) return undefined;
      return {
        set: {
          ...(counts && { failedCompletions: attempt }),
          ...(isLast && { completingUntil: undefined }),
          ...(isLast && current.status !== 'pending' && { holdsOrder: false }),
        },
      };
    });
  }
}
