import type { Attempt } from './domain/attempt.ts';
import { hasCode } from './domain/attempts.ts';
import type { Payment } from './domain/payment.ts';
import type { OrderIdentity, PlacedOrder } from './ports/gateway.ts';

export function orderIdentity({ paymentNo, request }: Payment, attempt: Attempt): OrderIdentity {
  const { gatewayOrderNo, route, amount, decimals, isKeyedByPayment } = attempt;
  const { merchantOrderNo, currency } = request;
  return {
    paymentNo,
    gatewayOrderNo,
    merchantOrderNo,
    route,
    amount,
    currency,
    ...(decimals !== undefined && { decimals }),
    ...(isKeyedByPayment && { isKeyedByPayment }),
  };
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
