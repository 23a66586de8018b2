import type { Attempt } from './domain/attempt.ts';
import { hasCode } from './domain/attempts.ts';
import type { Payment } from './domain/payment.ts';
import type { Draft } from './domain/row.ts';
import type { OrderIdentity, PlacedOrder } from './ports/gateway.ts';

export function orderIdentity({ paymentNo, request }: Payment, attempt: Attempt): OrderIdentity {
  const { gatewayOrderNo, route, amount, decimals, isKeyedByPayment } = attempt;
  const { merchantOrderNo, currency } = request;
  const identity: Draft<OrderIdentity> = { paymentNo, gatewayOrderNo, merchantOrderNo, route, amount, currency };
  if (decimals !== undefined) identity.decimals = decimals;
  if (isKeyedByPayment) identity.isKeyedByPayment = isKeyedByPayment;
  return identity;
}

/** The attempt as its gateway's adapter sees it. */
export const placedOrder = (payment: Payment, attempt: Attempt): PlacedOrder => ({
  environment: payment.environment,
  info: attempt.info,
  isPaid: attempt.status === 'paid',
  // Read only where it matters: the page is sealed.
  get hasCode() {
    return hasCode(attempt);
  },
  ...(attempt.gatewayTradeNo !== undefined && { gatewayTradeNo: attempt.gatewayTradeNo }),
  ...orderIdentity(payment, attempt),
});
