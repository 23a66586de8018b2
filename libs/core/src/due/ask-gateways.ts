import { isWatched, type Attempt } from '../domain/attempt.ts';
import { attemptOf } from '../domain/attempts.ts';
import type { Payment, PaymentChange } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { Leave, QuestionGate } from '../questions/question-gate.ts';
import type { FollowOutcome } from '../settle/follow-outcome.ts';
import type { PutQuestion } from '../settle/put-question.ts';
import { writeFresh } from '../settle/write-fresh.ts';
import { claimDue } from './claim-due.ts';
import { DueRuns } from './due-runs.ts';
import { attemptItems, patientLimits } from './due-source.ts';

const minute = 60_000;

/** Minutes between queries; the last interval repeats until the attempt is watched no longer. */
const queryIntervalMinutes = [60, 6 * 60, 24 * 60];

/** An attempt past its closing time is queried only because of a hint, and not forever if the gateway never answers. */
const maxQueriesOnceClosed = 10;

/** Queries gateways about attempts without news: a callback may never have reached us. */
export class AskGateways {
  private readonly runs: DueRuns;

  constructor(
    private readonly payments: Pick<PaymentStore, 'find' | 'update' | 'duePage' | 'findAll'>,
    private readonly gateways: Gateways,
    private readonly followOutcome: FollowOutcome,
    private readonly putQuestion: PutQuestion,
    private readonly gate: QuestionGate,
    private readonly runtime: { clock: Clock; log: Log },
  ) {
    this.runs = new DueRuns(payments, patientLimits, runtime.clock);
  }

  /** Resolves to the number of payments examined. Runs may overlap. */
  async execute(): Promise<number> {
    const now = () => this.runtime.clock.now();
    return this.runs.run({
      work: 'ask',
      at: now,
      itemsOf: (payment) =>
        attemptItems(
          payment,
          (attempt) => isDue(attempt, now()),
          (no) => this.ask(payment, no),
        ),
    });
  }

  private async ask(payment: Payment, no: number): Promise<void> {
    const leave = await this.gate.enter(payment, attemptOf(payment, no));
    const now = this.runtime.clock.now();
    const taken = await claimDue(this.payments, payment, (current) => this.claim(current, no, now, leave));
    if (!taken && leave.kind === 'open') leave.giveBack();
    if (!taken || leave.kind !== 'open') return;
    leave.use();
    const { asksAt } = attemptOf(taken, no);
    if (asksAt) await this.put(taken, no, asksAt);
  }

  private claim(payment: Payment, no: number, now: Date, leave: Leave): PaymentChange | undefined {
    const attempt = attemptOf(payment, no);
    if (!isDue(attempt, now)) return undefined;
    const next = new Date(now.getTime() + restOf(attempt, leave));
    // What a completion did is known once its lease is over, and others may wait for it.
    const { completing } = payment;
    const isSooner = completing?.attempt === no && completing.until > now && completing.until < next;
    const asksAt = isSooner ? completing.until : next;
    return { attempts: [{ no, set: { asksAt, asks: attempt.asks + (leave.kind === 'open' ? 1 : 0) } }] };
  }

  /** `asksAt`: when this run would have asked next. */
  private async put(taken: Payment, no: number, asksAt: Date): Promise<void> {
    try {
      const { query } = this.gateways.accountOf(taken, attemptOf(taken, no));
      const answered = query && (await this.putQuestion.execute(taken, no, 'scheduler', query));
      const after = answered
        ? await this.followOutcome.execute(taken, no, answered.outcome, { answer: answered.answer })
        : taken;
      if (!isOpenQuestion(after, no)) await this.stop(after, no, asksAt);
    } catch (error) {
      await this.afterFailure(taken, no, asksAt, error);
    }
  }

  private async afterFailure(payment: Payment, no: number, asksAt: Date, error: unknown): Promise<void> {
    const attempt = attemptOf(payment, no);
    this.runtime.log.warn('Gateway query failed', {
      paymentNo: payment.paymentNo,
      attempt: no,
      failure: String(error),
    });
    const isHopeless = !isOpenQuestion(payment, no) && attempt.asks > maxQueriesOnceClosed;
    if (isHopeless) await this.stop(payment, no, asksAt);
  }

  /** Unless somebody asked for another query meanwhile: `own` is when this run would have asked next. */
  private stop(payment: Payment, no: number, own: Date): Promise<Payment> {
    return writeFresh(this.payments, payment, (current) => {
      const { asksAt } = attemptOf(current, no);
      if (isOpenQuestion(current, no) || asksAt?.getTime() !== own.getTime()) return undefined;
      return { attempts: [{ no, set: { asksAt: undefined, hasClaim: undefined } }] };
    });
  }
}

/** Whether only the gateway knows: it may still take money for the attempt, or has not said how a completion ended. */
const isOpenQuestion = (payment: Payment, no: number): boolean =>
  isWatched(attemptOf(payment, no)) || payment.completing?.attempt === no;

/** Milliseconds until the attempt is due again. */
function restOf({ asks }: Attempt, leave: Leave): number {
  if (leave.kind === 'spent') return leave.waitMs;
  if (leave.kind === 'paused') return 10 * minute;
  return (queryIntervalMinutes[Math.min(asks, queryIntervalMinutes.length - 1)] ?? 60) * minute;
}

const isDue = ({ asksAt }: Attempt, now: Date): boolean => asksAt !== undefined && asksAt <= now;
