import { orderConflict } from '../domain/errors.ts';
import type { MerchantOrder, Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports/payment-store.ts';

/** The order's payment. */
export interface CreateAnswer {
  readonly payment: Payment;
  /** False where the order already had a payment. */
  readonly created: boolean;
}

const maxRounds = 5;

/**
 * The order's one payment, however many creates arrive at once: the intent, stored, or what `repeated` finds there. Throws
 * what `repeated` throws, `conflict` where another payment stays in the way, `offline`.
 */
export async function onePayment(
  payments: PaymentStore,
  order: MerchantOrder,
  intent: () => Payment,
  repeated: () => Promise<Payment | undefined>,
): Promise<CreateAnswer> {
  for (let round = 0; round < maxRounds; round += 1) {
    const payment = intent();
    const inserted = await payments.insert(payment);
    if (inserted === 'inserted') return { payment, created: true };
    const known = inserted === 'numberTaken' ? undefined : await repeated();
    if (known) return { payment: known, created: false };
  }
  const inTheWay = (await payments.findHolder(order)) ?? (await payments.findPaid(order));
  if (inTheWay) throw orderConflict(inTheWay.paymentNo);
  throw new Error(`No payment of the order could be stored in ${maxRounds} rounds, though none is in the way.`);
}

/**
 * What the order has under its number as it was sent, blanks included: until the operator has cleared it up, it may stand
 * there.
 */
export const underUntrimmedNumber = async (
  order: MerchantOrder,
  sent: string | undefined,
  repeated: (untrimmed: MerchantOrder) => Promise<Payment | undefined>,
): Promise<Payment | undefined> =>
  sent === undefined || sent === order.merchantOrderNo ? undefined : repeated({ ...order, merchantOrderNo: sent });
