import {
  asSent,
  closedReasonOf,
  deadlineOf,
  isPaidTwice,
  pageUrlPlaceholder,
  receivedAmount,
  shownAttempt,
  type Attempt,
  type Info,
  type Payment,
} from '@paycore/core';

interface ViewOptions {
  /** What can still be paid depends on it. */
  readonly now: Date;
  /** The payment page with its token; null where the token must not appear. */
  readonly pageUrl: string | null;
}

/** A payment as the merchant sees it in create, query, sync and notices; create adds `created` and `redirect_form`. */
export type PaymentView = ReturnType<typeof paymentView>;

export function paymentView(payment: Payment, { pageUrl, now }: ViewOptions) {
  const attempts = payment.attempts.map((attempt) => attemptView(attempt, { payment_info: infoOf(attempt, pageUrl) }));
  return Object.assign(headOf(payment, pageUrl, now), { attempts }, endOf(payment));
}

/** The notice's JSON text for a payment just paid: the payment as query shows it, without the page's URL and its token. */
export function noticeBody(payment: Payment): string {
  const data = {
    ...headOf(payment, null, payment.paidAt ?? payment.createdAt),
    attempts: payment.attempts.map((attempt) => attemptView(attempt, {})),
    ...endOf(payment),
  };
  return JSON.stringify({ type: 'payment.paid', timestamp: data.paid_at, data });
}

/** What stands for the payment where it has several attempts is the kept one's, or what the payer can use. */
function headOf(payment: Payment, pageUrl: string | null, now: Date) {
  const shown = shownAttempt(payment);
  return {
    payment_no: payment.paymentNo,
    merchant_order_no: payment.request.merchantOrderNo,
    gateway: shown?.gateway ?? 'paycore',
    method: shown?.method ?? 'all',
    amount: asSent(payment.request, payment.request.amount),
    currency: payment.request.currency,
    status: payment.status,
    payment_url: pageUrl,
    payment_info: shown ? infoOf(shown, pageUrl) : {},
    environment: payment.environment,
    simulated: shown?.simulated ?? false,
    created_at: payment.createdAt.toISOString(),
    paid_at: payment.paidAt?.toISOString() ?? null,
    expires_at: deadlineOf(payment, now)?.toISOString() ?? null,
    mode: payment.mode,
  };
}

const endOf = (payment: Payment) => ({
  received_amount: asSent(payment.request, receivedAmount(payment)),
  paid_twice: isPaidTwice(payment),
  paid_beside: payment.paidBeside ?? null,
  closed_reason: closedReasonOf(payment) ?? null,
});

const attemptView = <More extends object>(attempt: Attempt, more: More) => ({
  attempt_no: attempt.no,
  gateway: attempt.gateway,
  method: attempt.method,
  gateway_order_no: attempt.gatewayOrderNo,
  gateway_trade_no: attempt.gatewayTradeNo ?? null,
  status: attempt.status,
  ...more,
  created_at: attempt.createdAt.toISOString(),
  expires_at: attempt.expiresAt?.toISOString() ?? null,
  paid_at: attempt.paidAt?.toISOString() ?? null,
});

/** Most name no page. */
const infoOf = ({ info }: Attempt, pageUrl: string | null): Info =>
  namesPage(info) ? (withPageUrl(info, pageUrl) as Info) : info;

function namesPage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === pageUrlPlaceholder;
  for (const name in value) if (namesPage((value as Info)[name])) return true;
  return false;
}

function withPageUrl(value: unknown, pageUrl: string | null): unknown {
  if (value === pageUrlPlaceholder) return pageUrl;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withPageUrl(item, pageUrl));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPageUrl(member, pageUrl)]));
}
