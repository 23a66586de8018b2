import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';
import type { Picked } from './picked.ts';

/** More than others write at one payment while its payer presses a button. */
const maxRounds = 5;

/**
 * What a press brings that answers undefined where somebody changed the payment meanwhile: it is judged anew by what is stored
 * then. The change need not be another press, and the payer's still counts.
 */
export async function pressFresh(
  payments: Pick<PaymentStore, 'find'>,
  payment: Payment,
  press: (current: Payment) => Promise<Picked | undefined>,
): Promise<Picked> {
  let current = payment;
  for (let round = 0; round < maxRounds; round += 1) {
    const picked = await press(current);
    if (picked) return picked;
    current = (await payments.find(payment.paymentNo)) ?? current;
  }
  return { payment: current };
}
