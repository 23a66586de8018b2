import type { Attempt } from './domain/attempt.ts';
import { hasCode } from './domain/attempts.ts';
import type { Payment } from './domain/payment.ts';
import type { OrderIdentity, PlacedOrder } from './ports/gateway.ts';

export function orderIdentity({ paymentNo, request }: Payment, attempt: Attempt): OrderIdentity {
  const { gatewayOrderNo, route, amount, decimals, isKeyedByPayment } = attempt;
  const { merchantOrderNo, currency } = request;
  return {
    ...{ paymentNo, gatewayOrderNo, merchantOrderNo, route, amount, currency },
    ...(decimals !== undefined && { decimals }),
    ...(isKeyedByPayment && { isKeyedByPayment }),
  };
}

/** The attempt as its gateway's adapter sees it. */
export const placedOrder = (payment: Payment, attempt: Attempt): PlacedOrder => ({
  ...orderIdentity(payment, attempt),
  environment: payment.environment,
  ...(attempt.gatewayTradeNo !== undefined && { gatewayTradeNo: attempt.gatewayTradeNo }),
  info: attempt.info,
  // Read only where it matters: the page is sealed.
  get hasCode() {
    return hasCode(attempt);
  },
  isPaid: attempt.status === 'paid',
});
