import type { Order } from './order.ts';

const moneyOf = ({ currency, value }: Order) => ({ currency_code: currency, value });
const link = (href: string, rel: string, method = 'GET') => ({ href, rel, method });

/** A capture as captures and their events show it. */
export function captureView(order: Order, origin: string) {
  const { capture, invoiceId, customId, id, createdAt } = order;
  const captureId = capture?.id ?? `${id.slice(0, 16)}C`;
  const status = capture?.status ?? 'COMPLETED';
  const at = capture?.at ?? createdAt;
  return {
    id: captureId,
    status,
    ...(status === 'PENDING' && { status_details: { reason: 'ECHECK' } }),
    amount: moneyOf(order),
    final_capture: true,
    seller_protection: { status: 'NOT_ELIGIBLE' },
    ...(invoiceId !== null && { invoice_id: invoiceId }),
    ...(customId !== null && { custom_id: customId }),
    supplementary_data: { related_ids: { order_id: id } },
    create_time: at,
    update_time: at,
    links: [
      link(`${origin}/v2/payments/captures/${captureId}`, 'self'),
      link(`${origin}/v2/payments/captures/${captureId}/refund`, 'refund', 'POST'),
      link(`${origin}/v2/checkout/orders/${id}`, 'up'),
    ],
  };
}

/** The payer's way to it. */
export const approvalUrl = ({ id }: Order, origin: string): string => `${origin}/paypal/checkoutnow?token=${id}`;

export function linksOf(order: Order, origin: string) {
  const self = link(`${origin}/v2/checkout/orders/${order.id}`, 'self');
  if (order.status === 'COMPLETED') return [self];
  if (order.status === 'APPROVED') return [self, link(`${self.href}/capture`, 'capture', 'POST')];
  return [self, link(approvalUrl(order, origin), order.status === 'CREATED' ? 'approve' : 'payer-action')];
}

export const minimalView = (order: Order, origin: string) => ({
  id: order.id,
  status: order.status,
  links: linksOf(order, origin),
});

export function orderView(order: Order, origin: string) {
  const { id, status, customId, invoiceId, description, capture, createdAt } = order;
  return {
    id,
    intent: 'CAPTURE',
    status,
    payment_source: { paypal: {} },
    purchase_units: [
      {
        reference_id: 'default',
        amount: moneyOf(order),
        payee: { merchant_id: 'SANDBXMERCH22' },
        ...(description !== null && { description }),
        ...(customId !== null && { custom_id: customId }),
        ...(invoiceId !== null && { invoice_id: invoiceId }),
        ...(capture && { payments: { captures: [captureView(order, origin)] } }),
      },
    ],
    create_time: createdAt,
    links: linksOf(order, origin),
  };
}
