import { PayCoreError } from '../domain/errors.ts';
import type { Payment, PaymentChange } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import { writeFresh } from '../settle/write-fresh.ts';

/**
 * Claims due work by the change, which is computed anew where somebody else changed the payment. Undefined where the work is no
 * longer due, or the payment is gone.
 */
export async function claimDue(
  payments: Pick<PaymentStore, 'find' | 'update'>,
  payment: Payment,
  change: (current: Payment) => PaymentChange | undefined,
): Promise<Payment | undefined> {
  let isDue = false;
  try {
    const after = await writeFresh(payments, payment, (current) => {
      const wanted = change(current);
      isDue = wanted !== undefined;
      return wanted;
    });
    return isDue ? after : undefined;
  } catch (error) {
    if (error instanceof PayCoreError && error.kind === 'notFound') return undefined;
    throw error;
  }
}
