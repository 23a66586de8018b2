import {
  amountToReturn,
  asSent,
  closedReasonOf,
  deadlineOf,
  isPaidTwice,
  receivedAmount,
  shownAttempt,
  type Attempt,
  type Notice,
  type Payment,
  type Project,
  type RefusedCallback,
  type SyncPayment,
} from '@paycore/core';

/** A project without its secrets. */
export const projectReport = ({ id, name, allowsUnsigned, allowsHttpNotices, createdAt }: Project) => ({
  project: id,
  name,
  allows_unsigned: allowsUnsigned,
  allows_http_notices: allowsHttpNotices,
  created_at: createdAt,
});

/** Everything support needs to know about a payment, without credentials, page or buyer. Amounts are in unit and form of `amount`. */
export function paymentReport(payment: Payment) {
  const { notice, request, completing } = payment;
  return {
    payment_no: payment.paymentNo,
    project: payment.project,
    merchant_order_no: request.merchantOrderNo,
    environment: payment.environment,
    mode: payment.mode,
    amount: asSent(request, request.amount),
    currency: request.currency,
    methods: request.methods,
    locale: request.locale,
    link: payment.link && { expires_at: payment.link.expiresAt, is_open: payment.link.isOpen },
    status: payment.status,
    closed_reason: closedReasonOf(payment),
    created_at: payment.createdAt,
    expires_at: deadlineOf(payment, new Date()),
    paid_at: payment.paidAt,
    kept_attempt: payment.keptAttempt,
    received_amount: asSent(request, receivedAmount(payment)),
    to_return_amount: asSent(request, amountToReturn(payment)),
    paid_twice: isPaidTwice(payment),
    paid_beside: payment.paidBeside,
    /** Transactions past those that events tell of. */
    more_paid_again: payment.morePaidAgain?.times,
    completing: completing && { attempt_no: completing.attempt, until: completing.until },
    tidy_at: payment.tidyAt,
    attempts: payment.attempts.map(attemptReport),
    notice: notice && noticeReport(notice, payment),
    unclear_notices: payment.events.filter(({ type }) => type === 'unclear_notice').map(({ detail }) => detail),
    refused_callbacks: payment.refusedCallbacks,
    events: payment.events,
  };
}

const attemptReport = (attempt: Attempt) => ({
  attempt_no: attempt.no,
  gateway: attempt.gateway,
  route: attempt.route,
  method: attempt.method,
  account: attempt.accountId,
  gateway_order_no: attempt.gatewayOrderNo,
  gateway_trade_no: attempt.gatewayTradeNo,
  amount: asSent(attempt, attempt.amount),
  /** What the payer chose together with the method. */
  choices: attempt.extra,
  status: attempt.status,
  simulated: attempt.simulated,
  payment_info: attempt.info,
  /** What the payer's page has for it: a form, a redirect, a code, … */
  page: attempt.page?.reveal().kind,
  created_at: attempt.createdAt,
  expires_at: attempt.expiresAt,
  paid_at: attempt.paidAt,
  creating: attempt.creating && { calls: attempt.creating.attempts, until: attempt.creating.until },
  is_out: attempt.isOut,
  returned_at: attempt.returnedAt,
  is_under_way: attempt.isUnderWay,
  closes_at: attempt.closesAt,
  asks_at: attempt.asksAt,
  asks: attempt.asks,
  synced_at: attempt.syncedAt,
  /** What the gateway last answered, oldest first. */
  answers: attempt.answers ?? [],
});

const noticeReport = ({ id, state, host, attempts, nextAt }: Notice, { events }: Payment) => ({
  id,
  state,
  host,
  attempts,
  next_at: nextAt,
  tries: events.flatMap(({ type, at, detail }) => (type === 'notice' ? [{ at, ...detail }] : [])),
});

/** Its body stays in the database: it is long, and of an unknown sender. */
export const refusalReport = ({ at, gateway, code, message, amounts }: RefusedCallback) => ({
  at,
  gateway,
  code,
  message,
  expected_amount: amounts?.expected,
  received_amount: amounts?.received,
});

/** A payment in a list. */
export function lineReport(payment: Payment) {
  const { paymentNo, project, environment, request, status, createdAt } = payment;
  const shown = shownAttempt(payment);
  return {
    payment_no: paymentNo,
    project,
    environment,
    merchant_order_no: request.merchantOrderNo,
    // As the API names them until the payer has picked a method.
    gateway: shown?.gateway ?? 'paycore',
    method: shown?.method ?? 'all',
    amount: asSent(request, request.amount),
    currency: request.currency,
    status,
    created_at: createdAt,
  };
}

/** The same of a payment that has this number, with what the number is. */
export function foundReport(payment: Payment, number: string) {
  const { paymentNo, request, attempts } = payment;
  const numbers = {
    payment_no: [paymentNo],
    merchant_order_no: [request.merchantOrderNo],
    gateway_order_no: attempts.map(({ gatewayOrderNo }) => gatewayOrderNo),
    gateway_trade_no: attempts.map(({ gatewayTradeNo }) => gatewayTradeNo),
  };
  const foundBy = Object.entries(numbers).flatMap(([name, own]) => (own.includes(number) ? [name] : []));
  return { ...lineReport(payment), found_by: foundBy };
}

/** How each attempt's gateway was asked, and the payment afterwards. */
export function syncReport({ payment, attempts }: Awaited<ReturnType<SyncPayment['forOperator']>>) {
  const asked = attempts.map(({ no, wasQueried, canQuery, failure }) => {
    const attempt = payment.attempts.find((one) => one.no === no);
    const notNow = canQuery
      ? 'not now: just asked, still being created, or its gateway wants a pause'
      : 'cannot be asked';
    const answer = failure?.message ?? attempt?.answers?.at(-1)?.result;
    return { attempt_no: no, gateway: attempt?.gateway, answer: wasQueried ? answer : notNow };
  });
  return { asked, payment: paymentReport(payment) };
}
