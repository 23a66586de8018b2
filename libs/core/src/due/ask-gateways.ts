import { isWatched, type Attempt } from '../domain/attempt.ts';
import { attemptOf } from '../domain/attempts.ts';
import { pauseKey, pauseOf } from '../domain/pause.ts';
import { changed, type Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log, Pauses } from '../ports/runtime.ts';
import type { FollowOutcome } from '../settle/follow-outcome.ts';
import type { PutQuestion } from '../settle/put-question.ts';
import { writeFresh } from '../settle/write-fresh.ts';
import { inParallel } from './in-parallel.ts';

const minute = 60_000;
const batch = 200;
const width = 4;

/** Minutes between queries; the last interval repeats until the attempt is watched no longer. */
const queryIntervalMinutes = [60, 6 * 60, 24 * 60];

/** An attempt past its closing time is queried only because of a hint, and not forever if the gateway never answers. */
const maxQueriesOnceClosed = 10;

/** Queries gateways about attempts without news: a callback may never have reached us. */
export class AskGateways {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly followOutcome: FollowOutcome,
    private readonly putQuestion: PutQuestion,
    private readonly pauses: Pauses,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  /** Resolves to the number of payments examined. */
  async execute(): Promise<number> {
    const now = this.runtime.clock.now();
    const due = await this.payments.due('ask', now, batch);
    if (due.length === 0) return 0;
    const keys = due.flatMap((payment) => dueAttempts(payment, now).map(pauseKey));
    const paused = new Set(await this.pauses.pausedAt([...new Set(keys)], now));
    await inParallel(due, width, async (payment) => {
      let current: Payment | undefined = payment;
      for (const { no } of dueAttempts(payment, now)) current = current && (await this.ask(current, no, now, paused));
    });
    return due.length;
  }

  /** The payment afterwards; undefined where somebody else changed it: a later run looks again. */
  private async ask(payment: Payment, no: number, now: Date, paused: Set<string>): Promise<Payment | undefined> {
    const attempt = attemptOf(payment, no);
    const isPaused = paused.has(pauseKey(attempt));
    const wait = isPaused ? 10 : (queryIntervalMinutes[Math.min(attempt.asks, queryIntervalMinutes.length - 1)] ?? 60);
    const next = new Date(now.getTime() + wait * minute);
    // What a completion did is known once its lease is over, and others may wait for it.
    const { completing } = payment;
    const isSooner = completing?.attempt === no && completing.until > now && completing.until < next;
    const asksAt = isSooner ? completing.until : next;
    const set = { asksAt, asks: attempt.asks + (isPaused ? 0 : 1) };
    const change = { attempts: [{ no, set }] };
    if ((await this.payments.update(payment, change)) !== 'saved') return undefined;
    const taken = changed(payment, change);
    if (isPaused) return taken;
    try {
      const { query } = this.gateways.accountOf(taken, attempt);
      const answered = query && (await this.putQuestion.execute(taken, no, 'scheduler', query));
      const after = answered
        ? await this.followOutcome.execute(taken, no, answered.outcome, { answer: answered.answer })
        : taken;
      return isOpenQuestion(after, no) ? after : await this.stop(after, no, set.asksAt);
    } catch (error) {
      return this.afterFailure(taken, no, set.asksAt, error, paused);
    }
  }

  private async afterFailure(
    payment: Payment,
    no: number,
    asksAt: Date,
    error: unknown,
    paused: Set<string>,
  ): Promise<Payment | undefined> {
    const attempt = attemptOf(payment, no);
    this.runtime.log.warn('Gateway query failed', {
      paymentNo: payment.paymentNo,
      attempt: no,
      failure: String(error),
    });
    const isHopeless = !isOpenQuestion(payment, no) && attempt.asks > maxQueriesOnceClosed;
    if (isHopeless) await this.stop(payment, no, asksAt);
    const until = pauseOf(error, this.runtime.clock.now());
    if (until) {
      paused.add(pauseKey(attempt));
      await this.pauses.pause(pauseKey(attempt), until);
    }
    return undefined;
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

const dueAttempts = ({ attempts }: Payment, now: Date): Attempt[] =>
  attempts.filter(({ asksAt }) => asksAt !== undefined && asksAt <= now);
