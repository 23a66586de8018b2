import { isPaidTwice } from './attempts.ts';
import type { Payment } from './payment.ts';

/** Money that has to be returned: the payment was paid twice, or beside another one that had paid the order. */
export const attentions = ['paid_twice', 'paid_beside'] as const;
export type Attention = (typeof attentions)[number];

/** Whether the payment needs this attention; it may need both. One closed unpaid beside a paid one needs none. */
export const needsAttention = (payment: Payment, attention: Attention): boolean =>
  payment.status === 'paid' && (attention === 'paid_twice' ? isPaidTwice(payment) : payment.paidBeside !== undefined);
