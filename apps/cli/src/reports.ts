import type { Payment, Project } from '@paycore/core';

/** A project without its secrets. */
export const projectReport = ({ id, name, allowsUnsigned, createdAt }: Project) => ({
  project: id,
  name,
  allows_unsigned: allowsUnsigned,
  created_at: createdAt,
});

/** Everything support needs to know about a payment, without credentials, page or buyer. */
export function paymentReport(payment: Payment) {
  const { notice, creating, request } = payment;
  return {
    payment_no: payment.paymentNo,
    project: payment.project,
    merchant_order_no: request.merchantOrderNo,
    gateway: payment.gateway,
    route: payment.route,
    account: payment.accountId,
    environment: payment.environment,
    gateway_order_no: payment.gatewayOrderNo,
    gateway_trade_no: payment.gatewayTradeNo,
    amount: request.amount,
    currency: request.currency,
    status: payment.status,
    simulated: payment.simulated,
    payment_info: payment.info,
    created_at: payment.createdAt,
    expires_at: payment.expiresAt,
    paid_at: payment.paidAt,
    creating: creating && { attempts: creating.attempts, until: creating.until },
    closes_at: payment.closesAt,
    asks_at: payment.asksAt,
    notice: notice && {
      id: notice.id,
      state: notice.state,
      host: notice.host,
      attempts: notice.attempts,
      next_at: notice.nextAt,
    },
    unclear_notices: payment.events.filter(({ type }) => type === 'unclear_notice').map(({ detail }) => detail),
    refused_callbacks: payment.refusedCallbacks,
    events: payment.events,
  };
}
