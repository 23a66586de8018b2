import type { Asker } from '../domain/answer.ts';
import { attemptOf } from '../domain/attempts.ts';
import { paymentNotFound } from '../domain/errors.ts';
import { changed, type Payment } from '../domain/payment.ts';
import { isWatched } from '../domain/attempt.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { QuestionGate } from '../questions/question-gate.ts';
import type { FollowOutcome } from '../settle/follow-outcome.ts';
import type { PutQuestion } from '../settle/put-question.ts';
import { writeFresh } from '../settle/write-fresh.ts';

/** Minimum time between queries that merchants, payers and hints trigger for one attempt; until then the stored state is used. */
const minQueryIntervalMs = 5_000;

/** The payment after a look-up. */
export interface LookUp {
  readonly payment: Payment;
  readonly wasQueried: boolean;
  /** False where the gateway offers no query. */
  readonly canQuery: boolean;
  /** Not queried, because the project has asked about the account as often as it may: when it may again, in milliseconds. */
  readonly waitMs?: number;
}

/** Queries the gateway about one attempt, because somebody has reason to think it changed. */
export class LookUpPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly followOutcome: FollowOutcome,
    private readonly putQuestion: PutQuestion,
    private readonly gate: QuestionGate,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the stored payment where a query is pointless or not allowed yet; `evenPaid` queries a paid attempt too. Throws
   * `unavailable`, `rejected`, `offline`.
   */
  async execute(
    payment: Payment,
    no: number,
    by: Asker,
    { minIntervalMs = minQueryIntervalMs, evenPaid = false } = {},
  ): Promise<LookUp> {
    const attempt = attemptOf(payment, no);
    const account = this.gateways.accountOf(payment, attempt);
    const { query } = account;
    const canQuery = query !== undefined;
    const asStored = { payment, wasQueried: false, canQuery };
    const now = this.clock.now();
    const isIntervalOver = !attempt.syncedAt || now.getTime() - attempt.syncedAt.getTime() >= minIntervalMs;
    const isOver = attempt.status === 'paid' && !evenPaid;
    if (!query || isOver || attempt.creating || !isIntervalOver) return asStored;
    const leave = await this.gate.enter(payment, attempt);
    if (leave.kind === 'paused') return asStored;
    if (leave.kind === 'spent') return { ...asStored, waitMs: leave.waitMs };
    const change = { attempts: [{ no, set: { syncedAt: now } }] };
    if ((await this.payments.update(payment, change)) !== 'saved') {
      leave.giveBack();
      return { payment: await this.read(payment), wasQueried: false, canQuery };
    }
    leave.use();
    const asked = changed(payment, change);
    const { outcome, answer } = await this.putQuestion.execute(asked, no, by, query);
    return { payment: await this.followOutcome.execute(asked, no, outcome, { answer }), wasQueried: true, canQuery };
  }

  /** After a callback: queries now or, right after an earlier query, leaves it to the scheduler. A hint is never lost. */
  async soon(payment: Payment, no: number, evenPaid = false): Promise<Payment> {
    const { payment: current, wasQueried, canQuery } = await this.execute(payment, no, 'callback', { evenPaid });
    return wasQueried || !canQuery ? current : this.later(current, no, evenPaid);
  }

  /** Has the scheduler query as soon as it may. */
  later(payment: Payment, no: number, evenPaid = false): Promise<Payment> {
    return writeFresh(this.payments, payment, (current) => {
      const attempt = attemptOf(current, no);
      const { status, creating, syncedAt, asksAt, hasClaim } = attempt;
      const wanted = new Date(Math.max(this.clock.now().getTime(), (syncedAt?.getTime() ?? 0) + minQueryIntervalMs));
      const isAskedThen = asksAt !== undefined && asksAt <= wanted;
      const isNoted = isAskedThen && (hasClaim || !evenPaid);
      if ((status === 'paid' && !evenPaid) || creating || isNoted) return undefined;
      // Of a closed attempt the scheduler gives up after some queries in vain: they count anew for each hint.
      const asks = isWatched(attempt) ? {} : { asks: 0 };
      const set = { asksAt: isAskedThen ? asksAt : wanted, ...asks, ...(evenPaid && { hasClaim: true }) };
      return { attempts: [{ no, set }] };
    });
  }

  private async read({ paymentNo }: Payment): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    return payment;
  }
}
