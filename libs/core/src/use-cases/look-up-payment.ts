import { paymentNotFound } from '../domain/errors.ts';
import { pauseKey, pauseOf } from '../domain/pause.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Pauses } from '../ports/runtime.ts';
import type { FollowOutcome } from './follow-outcome.ts';
import { writeFresh } from './write-fresh.ts';

/** Minimum time between queries that merchants, payers and hints trigger for one payment; until then the stored state is used. */
const minQueryIntervalMs = 5_000;

/** The payment after a look-up. */
export interface LookUp {
  readonly payment: Payment;
  readonly wasQueried: boolean;
  /** False where the gateway offers no query. */
  readonly canQuery: boolean;
}

/** Queries the gateway about one payment, because somebody has reason to think it changed. */
export class LookUpPayment {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly followOutcome: FollowOutcome,
    private readonly pauses: Pauses,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the stored payment where a query is pointless or not allowed yet; `evenPaid` queries a paid payment too. Throws
   * `unavailable`, `rejected`, `offline`.
   */
  async execute(payment: Payment, { minIntervalMs = minQueryIntervalMs, evenPaid = false } = {}): Promise<LookUp> {
    const account = this.gateways.accountOf(payment);
    const canQuery = account.sync !== undefined;
    const asStored = { payment, wasQueried: false, canQuery };
    const now = this.clock.now();
    const isIntervalOver = !payment.syncedAt || now.getTime() - payment.syncedAt.getTime() >= minIntervalMs;
    const isOver = payment.status === 'paid' && !evenPaid;
    if (!account.sync || isOver || payment.creating || !isIntervalOver) return asStored;
    const key = pauseKey(payment);
    if ((await this.pauses.pausedAt([key], now)).has(key)) return asStored;
    const taken = await this.payments.update(payment, { set: { syncedAt: now } });
    if (taken !== 'saved') return { payment: await this.read(payment), wasQueried: false, canQuery };
    const asked = { ...payment, syncedAt: now, version: payment.version + 1 };
    try {
      return {
        payment: await this.followOutcome.execute(asked, await account.sync(asked)),
        wasQueried: true,
        canQuery,
      };
    } catch (error) {
      const until = pauseOf(error, this.clock.now());
      if (until) await this.pauses.pause(key, until);
      throw error;
    }
  }

  /** Queries now or, right after an earlier query, leaves it to the scheduler: a hint is never lost. */
  async soon(payment: Payment, evenPaid = false): Promise<void> {
    const { payment: current, wasQueried, canQuery } = await this.execute(payment, { evenPaid });
    if (!wasQueried && canQuery) await this.later(current, evenPaid);
  }

  /** Has the scheduler query as soon as it may. */
  async later(payment: Payment, evenPaid = false): Promise<void> {
    await writeFresh(this.payments, payment, ({ status, creating, syncedAt, asksAt, hasClaim }) => {
      const wanted = new Date(Math.max(this.clock.now().getTime(), (syncedAt?.getTime() ?? 0) + minQueryIntervalMs));
      const isAskedThen = asksAt !== undefined && asksAt <= wanted;
      const isNoted = isAskedThen && (hasClaim || !evenPaid);
      if ((status === 'paid' && !evenPaid) || creating || isNoted) return undefined;
      // Of a closed payment the scheduler gives up after some queries in vain: they count anew for each hint.
      const asks = status === 'pending' ? {} : { asks: 0 };
      return { set: { asksAt: isAskedThen ? asksAt : wanted, ...asks, ...(evenPaid && { hasClaim: true }) } };
    });
  }

  private async read({ paymentNo }: Payment): Promise<Payment> {
    const payment = await this.payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    return payment;
  }
}
