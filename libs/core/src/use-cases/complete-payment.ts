import { PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { SettlePayment } from './settle-payment.ts';
import { isCompleting, writeFresh } from './steps.ts';

export interface Completion {
  readonly payment: Payment;
  /** Another payment holds the order or has paid it: nothing was asked of the gateway. */
  readonly isReplaced: boolean;
}

/**
 * Moves the money that a payer has approved. The payer's return, the gateway's callback and the scheduler may all do so at
 * once: they use the same attempt number, by which the gateway knows them as one.
 */
export class CompletePayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly settlePayment: SettlePayment,
    private readonly runtime: { clock: Clock; log: Log },
    /** Longer than the gateway call: until then the payment neither expires nor gives its order away. */
    private readonly leaseMs: number,
  ) {}

  /** Throws `unavailable`, `rejected` (the gateway), `offline`; repeating is safe. */
  async execute(payment: Payment): Promise<Completion> {
    if (payment.status === 'paid') return { payment, isReplaced: false };
    const account = this.gateways.get(payment.gateway).open(payment.credentials.reveal(), payment.environment);
    if (!account.complete) throw new Error(`${payment.gateway} has nothing to complete.`);
    const held = await this.hold(payment);
    if (!held) {
      this.runtime.log.warn('Not completed: its order was paid or replaced', { paymentNo: payment.paymentNo });
      return { payment, isReplaced: true };
    }
    if (held.status === 'paid') return { payment: held, isReplaced: false };
    const attempt = (held.failedCompletions ?? 0) + 1;
    let outcome: Outcome;
    try {
      outcome = await account.complete(held, attempt);
    } catch (error) {
      // After an unclear answer the money may have moved: the order stays held for the rest of the lease.
      if (error instanceof PayCoreError && error.kind !== 'unavailable') await this.release(held, attempt, undefined);
      throw error;
    }
    const settled = await this.settlePayment.execute(held, outcome);
    return {
      payment: settled.status === 'paid' ? settled : await this.release(settled, attempt, outcome.declined),
      isReplaced: false,
    };
  }

  /** The payment, holding its order's one place; undefined where another payment does, or has paid. */
  private async hold(payment: Payment): Promise<Payment | undefined> {
    const { project, request, paymentNo } = payment;
    const paid = await this.payments.findPaid(project, request.merchantOrderNo);
    if (paid && paid.paymentNo !== paymentNo) return undefined;
    const completingUntil = new Date(this.runtime.clock.now().getTime() + this.leaseMs);
    let isTaken = false;
    const held = await writeFresh(
      this.payments,
      payment,
      ({ status }) => (status === 'paid' ? undefined : { set: { holdsOrder: true, completingUntil } }),
      async () => {
        isTaken = true;
        return undefined;
      },
    );
    return isTaken ? undefined : held;
  }

  /** Only one of the racers that heard of the same decline counts it. A payment already over gives its order back. */
  private release(payment: Payment, attempt: number, declined: string | undefined): Promise<Payment> {
    return writeFresh(this.payments, payment, (current) => {
      if (current.status === 'paid') return undefined;
      const isCounted = (current.failedCompletions ?? 0) >= attempt;
      const counts = declined !== undefined && !isCounted;
      if (!counts && !isCompleting(current, this.runtime.clock.now())) return undefined;
      return {
        set: {
          completingUntil: undefined,
          ...(counts && { failedCompletions: attempt }),
          ...(current.status !== 'pending' && { holdsOrder: false }),
        },
      };
    });
  }
}
