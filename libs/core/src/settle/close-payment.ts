import { isWatched, type Attempt } from '../domain/attempt.ts';
import { attemptOf, isBeingCreated } from '../domain/attempts.ts';
import type { CloseReason, Payment, PaymentChange, PaymentEvent } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { PutQuestion } from './put-question.ts';
import type { SettlePayment } from './settle-payment.ts';
import { writeFresh } from './write-fresh.ts';

/** Why a payment is closed, and beside which paid one. */
export interface Closing {
  readonly reason: CloseReason;
  readonly paidBeside?: string;
}

/** Closes payments and attempts that are not to take any more money; what comes late is real money all the same. */
export class ClosePayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly settlePayment: SettlePayment,
    private readonly putQuestion: PutQuestion,
    private readonly clock: Clock,
  ) {}

  /**
   * Cancels at their gateways those of the attempts that can be cancelled there, and settles what the gateways say: `paid`
   * where the money was faster. One of which nothing was ever issued cannot be paid. Throws `unavailable`, `rejected`,
   * `offline`; then repeat.
   */
  async cancelAtGateways(payment: Payment, isMeant: (attempt: Attempt) => boolean): Promise<Payment> {
    const asked = new Set<number>();
    const isToAsk = (one: Attempt) => isWatched(one) && one.page !== undefined && isMeant(one) && !asked.has(one.no);
    let current = payment;
    // The payer may pick another meanwhile.
    for (let next = current.attempts.find(isToAsk); next; next = current.attempts.find(isToAsk)) {
      const { no } = next;
      asked.add(no);
      const attempt = attemptOf(current, no);
      const account = this.gateways.accountOf(current, attempt);
      const call = account.cancel ?? (current.completing?.attempt === no ? account.query : undefined);
      // Without a cancel only the gateway knows how the last completion ended.
      if (!call) continue;
      const { outcome, answer } = await this.putQuestion.execute(current, no, 'close', call);
      current = await this.settlePayment.execute(current, no, outcome, { answer });
    }
    return current;
  }

  /**
   * Marks the payment and its open attempts as closed by us, where `applies` still holds and nothing has been issued since
   * `cancelled`, what `cancelAtGateways` has returned.
   */
  close(cancelled: Payment, closing: Closing, applies: (current: Payment) => boolean): Promise<Payment> {
    const hasMore = hasMoreThan(cancelled);
    return writeFresh(this.payments, cancelled, (current) =>
      current.status !== 'paid' && current.closedReason === undefined && !hasMore(current) && applies(current)
        ? this.closed(current, closing)
        : undefined,
    );
  }

  /**
   * Marks attempts of a paid payment that were not paid: nobody is to pay them any more. Not yet where a create is under way or
   * has issued something since `cancelled`: that is to be cancelled too.
   */
  closeOthers(cancelled: Payment): Promise<Payment> {
    const hasMore = hasMoreThan(cancelled);
    return writeFresh(this.payments, cancelled, (current) => {
      if (hasMore(current) || isBeingCreated(current)) return undefined;
      const others = current.attempts.filter(({ status }) => status === 'pending').map(closedAttempt);
      const change = { attempts: others, set: { tidyAt: undefined } };
      return others.length > 0 || current.tidyAt ? change : undefined;
    });
  }

  private closed(payment: Payment, { reason, paidBeside }: Closing): PaymentChange {
    const detail = { [reason]: paidBeside ?? true };
    const event: PaymentEvent = { at: this.clock.now(), type: 'failed', detail };
    return {
      set: {
        closedReason: reason,
        holdsOrder: false,
        ...(paidBeside !== undefined && { paidBeside }),
        ...(payment.link?.isOpen && { link: { ...payment.link, isOpen: false } }),
      },
      attempts: payment.attempts.filter(({ status }) => status === 'pending').map(closedAttempt),
      events: [event],
    };
  }
}

/** Whether an open attempt has issued something since. */
const hasMoreThan = ({ attempts: asked }: Payment) => {
  const known = new Set(asked.flatMap(({ no, page }) => (page ? [no] : [])));
  return ({ attempts }: Payment): boolean =>
    attempts.some(({ no, status, page }) => status === 'pending' && page !== undefined && !known.has(no));
};

/** It stays watched until its own closing time: its code may have been paid already. */
const closedAttempt = ({ no }: Attempt) => ({ no, set: { status: 'failed' as const } });
