import type { Page, Payment, PaymentStatus } from '@paycore/core';

/** What the payer is to see. A pending payment shows its page; `creating` until it has one. */
export type Shown = Exclude<PaymentStatus, 'pending'> | Page['kind'] | 'creating';

/** A payment is over for the payer at its deadline, though late reports of the gateway are still awaited. */
export function shownOf(payment: Payment, now: Date): Shown {
  if (payment.status !== 'pending') return payment.status;
  if (payment.expiresAt && payment.expiresAt <= now) return 'expired';
  return payment.page?.reveal().kind ?? 'creating';
}

export const statusOf = (shown: Shown): PaymentStatus =>
  shown === 'paid' || shown === 'failed' || shown === 'expired' ? shown : 'pending';
