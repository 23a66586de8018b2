import { isCompleting } from '../domain/closing.ts';
import { orderConflict } from '../domain/errors.ts';
import type { MerchantOrder, Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Clock } from '../ports/runtime.ts';
import type { LookUpPayment } from '../query/look-up-payment.ts';

/** Finds the payment that a create's order has already: the paid one, else the open one. */
export class FindRepeated {
  constructor(
    private readonly payments: PaymentStore,
    private readonly lookUpPayment: LookUpPayment,
    private readonly clock: Clock,
  ) {}

  /**
   * Undefined where the order has none, or no longer. Throws `conflict` where it is not the same as wanted, or money of it may
   * be moving though it is closed; `offline`.
   */
  async execute(order: MerchantOrder, isSame: (payment: Payment) => boolean): Promise<Payment | undefined> {
    const known = (await this.payments.findPaid(order)) ?? (await this.payments.findHolder(order));
    if (!known) return undefined;
    if (known.status === 'expired' || known.status === 'failed') return this.free(known);
    if (!isSame(known)) throw orderConflict(known.paymentNo);
    return known;
  }

  /** The holder took its order back for a late completion whose result is unknown: only the gateway can tell. */
  private async free(holder: Payment): Promise<undefined> {
    const { paymentNo, completing } = holder;
    const conflict = orderConflict(paymentNo);
    if (isCompleting(holder, this.clock.now())) throw conflict;
    const { payment, wasQueried } = await this.lookUpPayment.execute(holder, completing?.attempt ?? 1, 'create');
    if (payment.status === 'paid') return;
    // An answer that knows of no money under way has given the order back.
    if (!wasQueried || payment.holdsOrder) throw conflict;
  }
}
