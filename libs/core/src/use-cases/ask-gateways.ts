import { pauseKey, pauseOf } from '../domain/pause.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log, Pauses } from '../ports/runtime.ts';
import type { FollowOutcome } from './follow-outcome.ts';
import { inParallel } from './in-parallel.ts';
import { writeFresh } from './write-fresh.ts';

const minute = 60_000;
const batch = 200;
const width = 4;

/** Minutes between queries; the last interval repeats until the payment closes. */
const queryIntervalMinutes = [60, 6 * 60, 24 * 60];

/** A closed payment is queried only because of a hint, and not forever if the gateway never answers. */
const maxQueriesOnceClosed = 10;

/** Queries gateways about payments without news: a callback may never have reached us. */
export class AskGateways {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly followOutcome: FollowOutcome,
    private readonly pauses: Pauses,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  async execute(): Promise<number> {
    const now = this.runtime.clock.now();
    const due = await this.payments.due('ask', now, batch);
    if (due.length === 0) return 0;
    const paused = new Set(await this.pauses.pausedAt([...new Set(due.map(pauseKey))], now));
    await inParallel(due, width, (payment) => this.ask(payment, now, paused));
    return due.length;
  }

  private async ask(payment: Payment, now: Date, paused: Set<string>): Promise<void> {
    const isPaused = paused.has(pauseKey(payment));
    const wait = isPaused ? 10 : (queryIntervalMinutes[Math.min(payment.asks, queryIntervalMinutes.length - 1)] ?? 60);
    const set = { asksAt: new Date(now.getTime() + wait * minute), asks: payment.asks + (isPaused ? 0 : 1) };
    const result = await this.payments.update(payment, { set });
    if (result !== 'saved' || isPaused) return;
    const taken = { ...payment, ...set, version: payment.version + 1 };
    try {
      const account = this.gateways.accountOf(payment);
      const after = account.sync ? await this.followOutcome.execute(taken, await account.sync(taken)) : taken;
      if (after.status !== 'pending') await this.stop(after, set.asksAt);
    } catch (error) {
      this.runtime.log.warn('Gateway query failed', { paymentNo: payment.paymentNo, failure: String(error) });
      if (payment.status !== 'pending' && payment.asks >= maxQueriesOnceClosed) await this.stop(taken, set.asksAt);
      const until = pauseOf(error, this.runtime.clock.now());
      if (!until) return;
      paused.add(pauseKey(payment));
      await this.pauses.pause(pauseKey(payment), until);
    }
  }

  /** Unless somebody asked for another query meanwhile: `own` is when this run would have asked next. */
  private async stop(payment: Payment, own: Date): Promise<void> {
    await writeFresh(this.payments, payment, ({ status, asksAt }) =>
      status === 'pending' || asksAt?.getTime() !== own.getTime()
        ? undefined
        : { set: { asksAt: undefined, hasClaim: undefined } },
    );
  }
}
