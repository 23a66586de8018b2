import { isWatched, type Attempt } from '../domain/attempt.ts';
import { merchantOrderOf, type Payment } from '../domain/payment.ts';
import { isBeingPlaced } from '../domain/attempts.ts';
import { isCompleting } from '../domain/closing.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { ClosePayment } from '../settle/close-payment.ts';
import { claimDue } from './claim-due.ts';
import { DueRuns } from './due-runs.ts';
import { patientLimits } from './due-source.ts';

const minute = 60_000;

/** Closes what else could take money for an order that is paid: the payment's other attempts, and the order's open payment. */
export class TidyPayments {
  private readonly runs: DueRuns;

  constructor(
    private readonly payments: PaymentStore,
    private readonly closePayment: ClosePayment,
    private readonly runtime: { clock: Clock; log: Log },
  ) {
    this.runs = new DueRuns(payments, patientLimits, runtime.clock);
  }

  /** Resolves to the number of payments examined. Runs may overlap. */
  async execute(): Promise<number> {
    const now = () => this.runtime.clock.now();
    return this.runs.run({
      work: 'tidy',
      at: now,
      // Each of its attempts waits for room of its own.
      itemsOf: (payment) => [{ key: payment.paymentNo, run: () => this.tidy(payment, now()) }],
    });
  }

  private async tidy(payment: Payment, now: Date): Promise<void> {
    const taken = await claimDue(this.payments, payment, ({ tidyAt }) =>
      tidyAt && tidyAt <= now ? { set: { tidyAt: new Date(now.getTime() + minute) } } : undefined,
    );
    if (!taken) return;
    try {
      const { keptAttempt } = taken;
      const done = await Promise.all([
        this.isCancelled(taken, ({ no }) => no !== keptAttempt),
        this.isOpenPaymentClosed(taken),
      ]);
      if (done.every(Boolean)) await this.closePayment.closeOthers(taken);
    } catch (error) {
      this.warn(payment, error);
    }
  }

  /** Each attempt by itself: a gateway that is away keeps no other's from being cancelled. False where one has to be tried again. */
  private async isCancelled(payment: Payment, isMeant: (attempt: Attempt) => boolean): Promise<boolean> {
    const each = payment.attempts.filter((one) => isWatched(one) && one.page !== undefined && isMeant(one));
    const cancelled = each.map(async ({ no, gateway, accountId }) => {
      try {
        return await this.runs.bulkheads.within({ gateway, accountId }, () =>
          this.closePayment.cancelAtGateways(payment, (one) => one.no === no),
        );
      } catch (error) {
        this.warn(payment, error);
        return undefined;
      }
    });
    return (await Promise.all(cancelled)).every((after) => after !== undefined);
  }

  /** False where it has to be tried again. */
  private async isOpenPaymentClosed(paid: Payment): Promise<boolean> {
    const open = await this.payments.findHolder(merchantOrderOf(paid));
    if (!open || open.paymentNo === paid.paymentNo || open.status === 'paid') return true;
    if (!(await this.isCancelled(open, () => true))) return false;
    const closing = { reason: 'paid_beside' as const, paidBeside: paid.paymentNo };
    const { clock, log } = this.runtime;
    const isFree = (current: Payment) => !isCompleting(current, clock.now()) && !isBeingPlaced(current, clock.now());
    const after = await this.closePayment.close(open, closing, isFree);
    const isClosed = after.status !== 'pending';
    if (isClosed) log.info('Open payment of a paid order closed', { paymentNo: open.paymentNo, paid: paid.paymentNo });
    return isClosed;
  }

  private warn({ paymentNo }: Payment, error: unknown): void {
    this.runtime.log.warn('Other ways to pay a paid order could not be closed', { paymentNo, failure: String(error) });
  }
}
