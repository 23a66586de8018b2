import {
  amountToReturn,
  closedReasonOf,
  deadlineOf,
  isPaidTwice,
  receivedAmount,
  type Attempt,
  type Notice,
  type Payment,
  type Project,
} from '@paycore/core';

/** A project without its secrets. */
export const projectReport = ({ id, name, allowsUnsigned, createdAt }: Project) => ({
  project: id,
  name,
  allows_unsigned: allowsUnsigned,
  created_at: createdAt,
});

/** Everything support needs to know about a payment, without credentials, page or buyer. Amounts are in the unit of `amount`. */
export function paymentReport(payment: Payment) {
  const { notice, request, completing } = payment;
  return {
    payment_no: payment.paymentNo,
    project: payment.project,
    merchant_order_no: request.merchantOrderNo,
    environment: payment.environment,
    mode: payment.mode,
    amount: request.amount,
    currency: request.currency,
    status: payment.status,
    closed_reason: closedReasonOf(payment),
    created_at: payment.createdAt,
    expires_at: deadlineOf(payment),
    paid_at: payment.paidAt,
    kept_attempt: payment.keptAttempt,
    received_amount: receivedAmount(payment),
    to_return_amount: amountToReturn(payment),
    paid_twice: isPaidTwice(payment),
    paid_beside: payment.paidBeside,
    completing: completing && { attempt_no: completing.attempt, until: completing.until },
    tidy_at: payment.tidyAt,
    attempts: payment.attempts.map(attemptReport),
    notice: notice && noticeReport(notice),
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
  amount: attempt.amount,
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
});

const noticeReport = ({ id, state, host, attempts, nextAt }: Notice) => ({
  id,
  state,
  host,
  attempts,
  next_at: nextAt,
});
