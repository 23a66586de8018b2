import type { Drive, PostPaymentEvent } from '@paycore/core';
import { newId } from './api/orders.ts';
import type { EventType } from './events/events.ts';
import { restOf, valueText, type Order } from './order.ts';

type Kind = PostPaymentEvent['type'];

export const eventsOf: Readonly<Record<Kind, EventType>> = {
  refunded: 'PAYMENT.CAPTURE.REFUNDED',
  reversed: 'PAYMENT.CAPTURE.REVERSED',
  disputed: 'CUSTOMER.DISPUTE.CREATED',
};

/**
 * The order after its money went back or was disputed, all that is left or so much. Where nothing is left, or one dispute
 * runs, the last is told again. Undefined for an order whose money never came.
 */
export function afterwards(order: Order, kind: Kind, { amount }: Drive, now: Date): Order | undefined {
  if (order.capture?.status !== 'COMPLETED') return undefined;
  const at = now.toISOString();
  if (kind === 'disputed') {
    const value = amount === undefined ? order.value : valueText(order, amount * 100);
    return { ...order, dispute: order.dispute ?? { id: `PP-D-${newId().slice(0, 6)}`, value, at } };
  }
  const rest = restOf(order);
  const given = Math.min(rest, amount === undefined ? rest : amount * 100);
  if (given <= 0) return order;
  const note = kind === 'reversed' ? 'Payment reversed' : null;
  const numbers = { requestId: null, invoiceId: null, customId: null };
  const refund = { id: newId(), kind, value: valueText(order, given), at, ...numbers, note };
  return { ...order, refunds: [...(order.refunds ?? []), refund] };
}
