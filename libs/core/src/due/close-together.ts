import type { Attempt } from '../domain/attempt.ts';
import { isClosable } from '../domain/closing.ts';
import { isOffline } from '../domain/errors.ts';
import { changed, type Payment, type PaymentChange } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore, PaymentWrite } from '../ports/payment-store.ts';
import type { SettlePayment } from '../settle/settle-payment.ts';
import type { DoneTogether } from './due-source.ts';
import { isAttemptDue, isLinkDue, isSpared, linkEnded, watchEnded } from './closings.ts';

/** Closes many payments in one write each, where no gateway has to be asked or told: who does the same loses nothing by it. */
export class CloseTogether {
  constructor(
    private readonly payments: Pick<PaymentStore, 'updateAll'>,
    private readonly gateways: Gateways,
    private readonly settlePayment: Pick<SettlePayment, 'change'>,
  ) {}

  /** Throws `offline`. */
  async execute(payments: readonly Payment[], now: Date): Promise<DoneTogether> {
    const writes: PaymentWrite[] = [];
    const left: Payment[] = [];
    for (const payment of payments) {
      const change = this.#changeOf(payment, now);
      if (change) writes.push({ payment, change });
      else left.push(payment);
    }
    if (writes.length === 0) return { done: 0, lost: 0, left };
    try {
      const results = await this.payments.updateAll(writes);
      const done = results.filter((result) => result === 'saved').length;
      return { done, lost: results.length - done, left };
    } catch (error) {
      if (isOffline(error)) throw error;
      // Whichever cannot be written keeps none of the others from being closed.
      return { done: 0, lost: 0, left: payments };
    }
  }

  /** Everything of it that is due; undefined where that takes more than a write. */
  #changeOf(payment: Payment, now: Date): PaymentChange | undefined {
    const due = payment.attempts.filter((attempt) => isAttemptDue(attempt, now));
    if (!due.every((attempt) => this.#isUnasked(payment, attempt, now))) return undefined;
    const changes = [
      ...(isLinkDue(payment, now) ? [(current: Payment) => linkEnded(current, now)] : []),
      ...due.map((attempt) => (current: Payment) => this.#closed(current, attempt)),
    ];
    let [current, all]: [Payment, PaymentChange] = [payment, {}];
    for (const change of changes) {
      const next = change(current) ?? {};
      current = changed(current, next);
      all = both(all, next);
    }
    return changes.length > 0 ? all : undefined;
  }

  #closed(payment: Payment, attempt: Attempt): PaymentChange | undefined {
    const { no, status } = attempt;
    return status === 'pending' ? this.settlePayment.change(payment, no, { status: 'expired' }) : watchEnded(attempt);
  }

  #isUnasked(payment: Payment, attempt: Attempt, now: Date): boolean {
    if (!isClosable(payment, attempt, () => now)(payment)) return false;
    try {
      const { cancel, query } = this.gateways.accountOf(payment, attempt);
      this.gateways.method(attempt.gateway, attempt.route);
      if (cancel && attempt.page) return false;
      return !query || isSpared(payment, attempt, now);
    } catch {
      // Keys or a gateway that are gone: what becomes of such a payment is decided where it is closed by itself.
      return false;
    }
  }
}

const both = (first: PaymentChange, second: PaymentChange): PaymentChange => ({
  set: { ...first.set, ...second.set },
  attempts: [...(first.attempts ?? []), ...(second.attempts ?? [])],
  events: [...(first.events ?? []), ...(second.events ?? [])],
});
