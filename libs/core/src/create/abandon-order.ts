import type { Attempt } from '../domain/attempt.ts';
import { attemptOf } from '../domain/attempts.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { GatewayAccount } from '../ports/gateway.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { FollowOutcome } from '../settle/follow-outcome.ts';
import type { PutQuestion, Answered } from '../settle/put-question.ts';
import { writeFresh } from '../settle/write-fresh.ts';
import { isHeldBy } from './lease.ts';
import { watchOf } from './watch.ts';

/**
 * Ends a create that nobody needs any more and whose result is unknown: the gateway may have the order. It is asked once, and
 * the attempt is watched like any other from then on.
 */
export class AbandonOrder {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly followOutcome: FollowOutcome,
    private readonly putQuestion: PutQuestion,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  /** Throws `offline`; then the lease runs out and it is tried again. */
  async execute(payment: Payment, { no, creating }: Attempt): Promise<Payment> {
    const attempt = attemptOf(payment, no);
    const { query } = this.gateways.accountOf(payment, attempt);
    const answered = query && (await this.ask(query, payment, attempt));
    const { asksAt, ...times } = watchOf(attempt, this.gateways, attempt.expiresAt);
    const watched = await writeFresh(this.payments, payment, (current) => {
      if (!isHeldBy(creating, attemptOf(current, no).creating)) return undefined;
      return { attempts: [{ no, set: { creating: undefined, ...times, ...(query && { asksAt }) } }] };
    });
    return answered ? this.followOutcome.execute(watched, no, answered.outcome, { answer: answered.answer }) : watched;
  }

  /** Without an answer it is watched all the same, and the scheduler asks. */
  private async ask(
    query: NonNullable<GatewayAccount['query']>,
    payment: Payment,
    attempt: Attempt,
  ): Promise<Answered | undefined> {
    try {
      return await this.putQuestion.execute(payment, attempt.no, 'scheduler', query);
    } catch (error) {
      const { paymentNo } = payment;
      this.runtime.log.warn('Gateway query failed', { paymentNo, attempt: attempt.no, failure: String(error) });
      return undefined;
    }
  }
}
