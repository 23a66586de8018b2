import { pageUrlPlaceholder, type Info, type Payment } from '@paycore/core';

interface ViewOptions {
  /** The payment page with its token; null where the token must not appear. */
  readonly pageUrl: string | null;
}

/** A payment as the merchant sees it in create, query, sync and notices; create adds `created` and `redirect_form`. */
export type PaymentView = ReturnType<typeof paymentView>;

export const paymentView = (payment: Payment, { pageUrl }: ViewOptions) => ({
  payment_no: payment.paymentNo,
  merchant_order_no: payment.request.merchantOrderNo,
  gateway: payment.gateway,
  method: payment.method,
  amount: payment.request.amount,
  currency: payment.request.currency,
  status: payment.status,
  payment_url: pageUrl,
  payment_info: withPageUrl(payment.info, pageUrl) as Info,
  environment: payment.environment,
  simulated: payment.simulated,
  created_at: payment.createdAt.toISOString(),
  paid_at: payment.paidAt?.toISOString() ?? null,
  expires_at: payment.expiresAt?.toISOString() ?? null,
});

/** The notice's JSON text for a payment just paid: the payment as query shows it, without the page's URL and its token. */
export function noticeBody(payment: Payment): string {
  const data = paymentView(payment, { pageUrl: null });
  return JSON.stringify({ type: 'payment.paid', timestamp: data.paid_at, data });
}

function withPageUrl(value: unknown, pageUrl: string | null): unknown {
  if (value === pageUrlPlaceholder) return pageUrl;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withPageUrl(item, pageUrl));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPageUrl(member, pageUrl)]));
}
