import { captureStatusOf, valueText, hundredths, restOf, type Order, type Refund } from './orders.ts';

const moneyOf = ({ currency, value }: Order) => ({ currency_code: currency, value });
const link = (href: string, rel: string, method = 'GET') => ({ href, rel, method });

/** A capture as captures and their events show it. */
export function captureView(order: Order, origin: string) {
  const { capture, invoiceId, customId, id, createdAt } = order;
  const captureId = capture?.id ?? `${id.slice(0, 16)}C`;
  const status = captureStatusOf(order);
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

/** A refund as PayPal shows it; its numbers are the order's where the merchant gave none. */
export function refundView(order: Order, refund: Refund, origin: string) {
  const amount = { currency_code: order.currency, value: refund.value };
  const total = { ...amount, value: valueText(order, hundredths(order.value) - restOf(order)) };
  const invoiceId = refund.invoiceId ?? order.invoiceId;
  const customId = refund.customId ?? order.customId;
  return {
    id: refund.id,
    status: 'COMPLETED',
    amount,
    ...(refund.note !== null && { note_to_payer: refund.note }),
    seller_payable_breakdown: { gross_amount: amount, net_amount: amount, total_refunded_amount: total },
    ...(invoiceId !== null && { invoice_id: invoiceId }),
    ...(customId !== null && { custom_id: customId }),
    create_time: refund.at,
    update_time: refund.at,
    links: refundLinks(order, refund, origin),
  };
}

const refundLinks = ({ capture }: Order, { id }: Refund, origin: string) => [
  link(`${origin}/v2/payments/refunds/${id}`, 'self'),
  link(`${origin}/v2/payments/captures/${capture?.id ?? ''}`, 'up'),
];

export const minimalRefundView = (order: Order, refund: Refund, origin: string) => ({
  id: refund.id,
  status: 'COMPLETED',
  links: refundLinks(order, refund, origin),
});

/** As the schema `dispute` of PayPal's customer_disputes_v1.json has it. */
export function disputeView(order: Order, origin: string) {
  const { dispute, capture, currency, invoiceId, customId, createdAt } = order;
  const { id = '', value = order.value, at = createdAt } = dispute ?? {};
  return {
    dispute_id: id,
    create_time: at,
    update_time: at,
    disputed_transactions: [
      {
        seller_transaction_id: capture?.id ?? '',
        create_time: capture?.at ?? createdAt,
        transaction_status: 'COMPLETED',
        gross_amount: moneyOf(order),
        ...(invoiceId !== null && { invoice_number: invoiceId }),
        ...(customId !== null && { custom: customId }),
        seller: { merchant_id: merchantId },
      },
    ],
    reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
    status: 'OPEN',
    dispute_state: 'OPEN_INQUIRIES',
    dispute_amount: { currency_code: currency, value },
    dispute_life_cycle_stage: 'INQUIRY',
    links: [link(`${origin}/v1/customer/disputes/${id}`, 'self')],
  };
}

/** Of the form of PayPal's account ids, `^[2-9A-HJ-NP-Z]{13}$`. */
const merchantId = 'SANDBXMERCH22';

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

function paymentsOf(order: Order, origin: string) {
  const { refunds = [] } = order;
  return {
    captures: [captureView(order, origin)],
    ...(refunds.length > 0 && { refunds: refunds.map((refund) => refundView(order, refund, origin)) }),
  };
}

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
        payee: { merchant_id: merchantId },
        ...(description !== null && { description }),
        ...(customId !== null && { custom_id: customId }),
        ...(invoiceId !== null && { invoice_id: invoiceId }),
        ...(capture && { payments: paymentsOf(order, origin) }),
      },
    ],
    create_time: createdAt,
    links: linksOf(order, origin),
  };
}
