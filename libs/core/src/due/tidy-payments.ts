import { merchantOrderOf, changed, type Payment } from '../domain/payment.ts';
import { isBeingCreated, isBeingPlaced } from '../domain/attempts.ts';
import { isCompleting } from '../domain/closing.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { ClosePayment } from '../settle/close-payment.ts';
import { inParallel } from './in-parallel.ts';

const minute = 60_000;
const batch = 200;
const width = 4;

/** Closes what else could take money for an order that is paid: the payment's other attempts, and the order's open payment. */
export class TidyPayments {
  constructor(
    private readonly payments: PaymentStore,
    private readonly closePayment: ClosePayment,
    private readonly runtime: { clock: Clock; log: Log },
  ) {}

  /** Resolves to the number of payments examined. */
  async execute(): Promise<number> {
    const now = this.runtime.clock.now();
    const due = await this.payments.due('tidy', now, batch);
    await inParallel(due, width, (payment) => this.tidy(payment, now));
    return due.length;
  }

  private async tidy(payment: Payment, now: Date): Promise<void> {
    const change = { set: { tidyAt: new Date(now.getTime() + minute) } };
    if ((await this.payments.update(payment, change)) !== 'saved') return;
    const { paymentNo, keptAttempt } = payment;
    try {
      const current = await this.closePayment.cancelAtGateways(
        changed(payment, change),
        ({ no }) => no !== keptAttempt,
      );
      const isClosed = await this.closeOpenPayment(current);
      // What a create under way will have issued is to be closed too.
      if (isClosed && !isBeingCreated(current)) await this.closePayment.closeOthers(current);
    } catch (error) {
      this.runtime.log.warn('Other ways to pay a paid order could not be closed', {
        paymentNo,
        failure: String(error),
      });
    }
  }

  /** False where it has to be tried again. */
  private async closeOpenPayment(paid: Payment): Promise<boolean> {
    const open = await this.payments.findHolder(merchantOrderOf(paid));
    if (!open || open.paymentNo === paid.paymentNo || open.status === 'paid') return true;
    const cancelled = await this.closePayment.cancelAtGateways(open, () => true);
    const closing = { reason: 'paid_beside' as const, paidBeside: paid.paymentNo };
    const { clock, log } = this.runtime;
    const isFree = (current: Payment) => !isCompleting(current, clock.now()) && !isBeingPlaced(current, clock.now());
    const after = await this.closePayment.close(cancelled, closing, isFree);
    const isClosed = after.status !== 'pending';
    if (isClosed) log.info('Open payment of a paid order closed', { paymentNo: open.paymentNo, paid: paid.paymentNo });
    return isClosed;
  }
}
