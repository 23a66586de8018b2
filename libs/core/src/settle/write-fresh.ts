import { paymentNotFound } from '../domain/errors.ts';
import { changed, type Payment, type PaymentChange } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';

/** More rounds than parallel writers can force: each lost round means that another writer won one. */
const maxRounds = 200;

/**
 * Compare-and-set with retries: computes the change from the given payment, then from a fresh read whenever somebody else
 * changed it; stops where there is no change. Where another payment is the order's open or paid one, `onTaken` returns the
 * change to write instead, if any. Throws `notFound` where the payment is gone, `offline`.
 */
export async function writeFresh(
  payments: Pick<PaymentStore, 'find' | 'update'>,
  payment: Payment,
  change: (current: Payment) => PaymentChange | undefined,
  onTaken?: (
    current: Payment,
    change: PaymentChange,
    taken: 'orderTaken' | 'paidTaken',
  ) => Promise<PaymentChange | undefined>,
): Promise<Payment> {
  let current = payment;
  let wanted = change(current);
  for (let round = 0; round < maxRounds && wanted; round += 1) {
    const result = await payments.update(current, wanted);
    if (result === 'saved') return changed(current, wanted);
    if (result === 'stale') {
      current = (await payments.find(current.paymentNo)) ?? raise(paymentNotFound());
      wanted = change(current);
    } else if (onTaken && result !== 'numberTaken') {
      wanted = await onTaken(current, wanted, result);
    } else {
      throw new Error(`Payment ${payment.paymentNo} could not be written: ${result}`);
    }
  }
  if (wanted) throw new Error(`Payment ${payment.paymentNo} changed ${maxRounds} times in a row.`);
  return current;
}

function raise(error: Error): never {
  throw error;
}
