import type { Answer } from '../domain/answer.ts';
import type { Attempt } from '../domain/attempt.ts';
import { attemptOf } from '../domain/attempts.ts';
import { closingTime, isClosable } from '../domain/closing.ts';
import { gatewayUnavailable, isOffline } from '../domain/errors.ts';
import type { Payment, PaymentChange } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { QuestionGate } from '../questions/question-gate.ts';
import type { FollowOutcome } from '../settle/follow-outcome.ts';
import { withAnswer, type PutQuestion, type Answered } from '../settle/put-question.ts';
import type { SettlePayment } from '../settle/settle-payment.ts';
import { writeFresh } from '../settle/write-fresh.ts';
import { claimDue } from './claim-due.ts';
import type { CloseTogether } from './close-together.ts';
import { isAttemptDue, isLinkDue, isSpared, linkEnded, watchEnded } from './closings.ts';
import { DueRuns } from './due-runs.ts';
import { attemptItems, promptLimits } from './due-source.ts';

const minute = 60_000;
/** How long past its closing time an attempt stays watched if the gateway cannot be queried; late money pays anyway. */
const maxGraceMs = 24 * 60 * minute;

/**
 * Expires unpaid attempts once no timely payment can still be reported, after a last query to the gateway; a payment expires
 * with its last one.
 */
export class ExpirePayments {
  private readonly runs: DueRuns;

  constructor(
    private readonly payments: Pick<PaymentStore, 'find' | 'update' | 'duePage' | 'findAll'>,
    private readonly gateways: Gateways,
    private readonly closeTogether: CloseTogether,
    private readonly followOutcome: FollowOutcome,
    private readonly settlePayment: SettlePayment,
    private readonly putQuestion: PutQuestion,
    private readonly gate: QuestionGate,
    private readonly runtime: { clock: Clock; log: Log },
  ) {
    this.runs = new DueRuns(payments, promptLimits, runtime.clock);
  }

  /** Resolves to the number of payments examined. `at` replaces the current time. Runs may overlap. */
  async execute(at?: Date): Promise<number> {
    const now = () => at ?? this.runtime.clock.now();
    return this.runs.run({
      work: 'close',
      at: now,
      together: (payments) => this.closeTogether.execute(payments, now()),
      itemsOf: (payment) => [
        ...(isLinkDue(payment, now())
          ? [{ key: `${payment.paymentNo}:link`, run: () => this.endLink(payment, now()) }]
          : []),
        ...attemptItems(
          payment,
          (attempt) => isAttemptDue(attempt, now()),
          // It may have waited for long.
          (no) => this.close(payment, no, now()),
        ),
      ],
    });
  }

  private async endLink(payment: Payment, now: Date): Promise<void> {
    await claimDue(this.payments, payment, (current) =>
      isLinkDue(current, now) ? linkEnded(current, now) : undefined,
    );
  }

  private async close(payment: Payment, no: number, now: Date): Promise<void> {
    const taken = await claimDue(this.payments, payment, (current) =>
      isAttemptDue(attemptOf(current, no), now) ? postponed(no, now, minute) : undefined,
    );
    if (taken) await this.closeTaken(taken, no, now);
  }

  private async closeTaken(taken: Payment, no: number, now: Date): Promise<void> {
    try {
      const last = await this.lastWord(taken, attemptOf(taken, no));
      const after = last ? await this.follow(taken, no, last) : taken;
      const [before, attempt] = [attemptOf(taken, no), attemptOf(after, no)];
      // The gateway may report that a code was issued, which has a deadline of its own.
      const hasMoreTime = attempt.closesAt && before.closesAt && attempt.closesAt > before.closesAt;
      if (attempt.closesAt === undefined || hasMoreTime) return;
      if (last?.isStillPayable) await this.postpone(after, no, now, last.answer);
      else await this.expire(after, no, last?.answer);
    } catch (error) {
      await this.afterFailure(taken, no, now, error);
    }
  }

  private async postpone(payment: Payment, no: number, now: Date, answer: Answer): Promise<void> {
    await this.payments.update(payment, withAnswer(payment, no, answer, postponed(no, now, 60 * minute)));
  }

  /** An answer without news is kept by the write that closes the attempt, which follows: most answers are such. */
  private follow(payment: Payment, no: number, { outcome, answer }: Answered): Promise<Payment> {
    const isNews = answer.result !== 'unpaid' || outcome.page !== undefined;
    return this.followOutcome.execute(payment, no, outcome, isNews ? { answer } : { askedAt: answer.at });
  }

  private async lastWord(
    payment: Payment,
    attempt: Attempt,
  ): Promise<(Answered & { readonly isStillPayable: boolean }) | undefined> {
    const { cancel, query } = this.gateways.accountOf(payment, attempt);
    const isCancelled = cancel !== undefined && attempt.page !== undefined;
    const call = isCancelled ? cancel : isSpared(payment, attempt, this.runtime.clock.now()) ? undefined : query;
    if (!call) return undefined;
    if (await this.gate.isPaused(attempt)) throw gatewayUnavailable(undefined, { log: { reason: 'paused' } });
    const answered = await this.putQuestion.execute(payment, attempt.no, 'close', call);
    const { outcome } = answered;
    if (!isCancelled) return { ...answered, isStillPayable: outcome.underWay ?? false };
    // We cancelled the gateway's order because our deadline passed.
    if (outcome.status === 'failed') {
      return { ...answered, outcome: { ...outcome, status: 'expired' }, isStillPayable: false };
    }
    return { ...answered, isStillPayable: outcome.status === 'pending' };
  }

  /** Does nothing while money may be moving; a later run looks again. One that we closed before is watched no longer. */
  private expire(payment: Payment, no: number, answer?: Answer): Promise<Payment> {
    const { clock } = this.runtime;
    const attempt = attemptOf(payment, no);
    const applies = isClosable(payment, attempt, () => clock.now());
    if (attempt.status === 'pending') {
      return this.settlePayment.execute(payment, no, { status: 'expired' }, { applies, ...(answer && { answer }) });
    }
    return writeFresh(this.payments, payment, (current) => {
      const own = attemptOf(current, no);
      if (own.closesAt === undefined || !applies(current)) return undefined;
      return answer ? withAnswer(current, no, answer, watchEnded(own)) : watchEnded(own);
    });
  }

  private async afterFailure(payment: Payment, no: number, now: Date, error: unknown): Promise<void> {
    const { gateway, route, expiresAt, lagHours: issuedLag } = attemptOf(payment, no);
    const { paymentNo } = payment;
    this.runtime.log.warn('Payment could not be closed', { paymentNo, attempt: no, failure: String(error) });
    if (isOffline(error)) return;
    const method = this.gateways.find(gateway)?.methods[route];
    const lagHours = issuedLag ?? method?.lagHours;
    // Not from closesAt, which each failure moves forward.
    const isOverdue =
      method && expiresAt && now.getTime() - closingTime({ lagHours }, expiresAt).getTime() > maxGraceMs;
    if (isOverdue && payment.completing?.attempt !== no) await this.expire(payment, no);
    else await this.tryLater(payment, no, now);
  }

  /** Unless somebody else has taken the attempt meanwhile. The failure is kept with it already, so the payment has changed. */
  private tryLater(taken: Payment, no: number, now: Date): Promise<Payment> {
    const own = attemptOf(taken, no).closesAt?.getTime();
    return writeFresh(this.payments, taken, (current) => {
      if (attemptOf(current, no).closesAt?.getTime() !== own) return undefined;
      return postponed(no, now, 10 * minute);
    });
  }
}

const postponed = (no: number, now: Date, ms: number): PaymentChange => ({
  attempts: [{ no, set: { closesAt: new Date(now.getTime() + ms) } }],
});
