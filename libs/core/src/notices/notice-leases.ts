import type { Notice } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';
import { newToken } from '../domain/token.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Random } from '../ports/runtime.ts';
import { writeFresh } from '../settle/write-fresh.ts';
import type { Waiting } from './host-queue.ts';
import { isLeasedBy, type Leased } from './try-notice.ts';

/** Longest that a try may take, in ms; a short lease shortens it. */
const maxTryMs = 15_000;

/** The leases of notices: who holds one alone may deliver and write the result. All times in ms. */
export class NoticeLeases {
  /** What a try may take. */
  readonly tryMs: number;
  /** What a lease must have left for a try and the writes around it: 16 s of 25. */
  readonly needsMs: number;

  constructor(
    private readonly payments: PaymentStore,
    private readonly runtime: { clock: Clock; random: Random },
    private readonly leaseMs: number,
  ) {
    this.tryMs = Math.min(maxTryMs, leaseMs * 0.6);
    this.needsMs = this.tryMs + leaseMs / 25;
  }

  /** Undefined where somebody else was faster. */
  async take(payment: Payment, notice: Notice, now: Date): Promise<Leased | undefined> {
    const nextAt = new Date(now.getTime() + this.leaseMs);
    const taken = { ...notice, nextAt, token: newToken(this.runtime.random) };
    const result = await this.payments.update(payment, { set: { notice: taken } });
    return result === 'saved' ? { ...payment, notice: taken, version: payment.version + 1 } : undefined;
  }

  /** The payment as it now stands; undefined where the lease is somebody else's by now. */
  async read({ paymentNo, token }: Waiting): Promise<Leased | undefined> {
    const payment = await this.payments.find(paymentNo);
    return isLeasedBy(payment, token) ? payment : undefined;
  }

  /** Makes the notice due at once, for whoever has room. */
  async giveBack(waiting: Waiting): Promise<void> {
    const payment = await this.read(waiting);
    if (!payment) return;
    await writeFresh(this.payments, payment, (current) => {
      if (!isLeasedBy(current, waiting.token)) return undefined;
      const { token: _released, ...notice } = current.notice;
      return { set: { notice: { ...notice, nextAt: this.runtime.clock.now() } } };
    });
  }

  /** Whether so little is left that a try might outlive the lease. */
  isEnding({ until }: Pick<Waiting, 'until'>): boolean {
    return until < this.runtime.clock.now().getTime() + this.needsMs;
  }
}

export const waitingOf = ({ paymentNo, notice }: Leased): Waiting => ({
  paymentNo,
  token: notice.token ?? '',
  until: notice.nextAt?.getTime() ?? 0,
});
