import { closingTime, isClosable } from '../domain/closing.ts';
import { PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Payment } from '../domain/payment.ts';
import type { Gateways } from '../gateways.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { FollowOutcome } from './follow-outcome.ts';
import { inParallel } from './in-parallel.ts';
import type { SettlePayment } from './settle-payment.ts';

const minute = 60_000;
const batch = 200;
const width = 8;
/** How long past its closing time a payment stays open if the gateway cannot be queried; late money pays anyway. */
const maxGraceMs = 24 * 60 * minute;

/** Expires unpaid payments once no timely payment can still be reported, after a last query to the gateway. */
export class ExpirePayments {
  constructor(
    private readonly payments: PaymentStore,
    private readonly gateways: Gateways,
    private readonly followOutcome: FollowOutcome,
    private readonly settlePayment: SettlePayment,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  /** Resolves to the number of payments examined. `at` replaces the current time. */
  async execute(at?: Date): Promise<number> {
    let total = 0;
    for (let size = batch; size === batch; total += size) {
      const now = at ?? this.runtime.clock.now();
      const due = await this.payments.due('close', now, batch);
      size = due.length;
      await inParallel(due, width, (payment) => this.close(payment, now));
    }
    return total;
  }

  private async close(payment: Payment, now: Date): Promise<void> {
    const taken = await this.postpone(payment, now, minute);
    if (!taken) return;
    try {
      const last = await this.lastWord(taken);
      const after = last ? await this.followOutcome.execute(taken, last.outcome) : taken;
      // The gateway may report that a code was issued, which has a deadline of its own.
      const hasMoreTime = after.closesAt && taken.closesAt && after.closesAt > taken.closesAt;
      if (after.status !== 'pending' || hasMoreTime) return;
      if (last?.isStillPayable) await this.postpone(after, now, 60 * minute);
      else await this.expire(after);
    } catch (error) {
      await this.afterFailure(taken, now, error);
    }
  }

  /** Claims the payment by moving its closing time forward; undefined where somebody else changed it. */
  private async postpone(payment: Payment, now: Date, ms: number): Promise<Payment | undefined> {
    const closesAt = new Date(now.getTime() + ms);
    const result = await this.payments.update(payment, { set: { closesAt } });
    return result === 'saved' ? { ...payment, closesAt, version: payment.version + 1 } : undefined;
  }

  private async lastWord(payment: Payment): Promise<{ outcome: Outcome; isStillPayable: boolean } | undefined> {
    const account = this.gateways.accountOf(payment);
    if (account.cancel) {
      const outcome = await account.cancel(payment);
      // We cancelled the gateway's order because our payment expired.
      if (outcome.status === 'failed') return { outcome: { ...outcome, status: 'expired' }, isStillPayable: false };
      return { outcome, isStillPayable: outcome.status === 'pending' };
    }
    if (!account.sync) return undefined;
    const outcome = await account.sync(payment);
    return { outcome, isStillPayable: outcome.isUnderWay ?? false };
  }

  /** Does nothing while money may be moving; a later run looks again. */
  private expire(payment: Payment): Promise<Payment> {
    const { clock } = this.runtime;
    return this.settlePayment.execute(
      payment,
      { status: 'expired' },
      isClosable(payment, () => clock.now()),
    );
  }

  private async afterFailure(payment: Payment, now: Date, error: unknown): Promise<void> {
    const { paymentNo, gateway, route, expiresAt } = payment;
    this.runtime.log.warn('Payment could not be closed', { paymentNo, failure: String(error) });
    if (error instanceof PayCoreError && error.kind === 'offline') return;
    const method = this.gateways.find(gateway)?.methods[route];
    // Not from closesAt, which each failure moves forward.
    const isOverdue = method && expiresAt && now.getTime() - closingTime(method, expiresAt).getTime() > maxGraceMs;
    if (isOverdue && !payment.completingUntil) await this.expire(payment);
    else await this.postpone(payment, now, 10 * minute);
  }
}
