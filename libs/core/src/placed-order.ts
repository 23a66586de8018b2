import type { Attempt } from './domain/attempt.ts';
import { hasCode } from './domain/attempts.ts';
import type { Payment } from './domain/payment.ts';
import type { Draft } from './domain/row.ts';
import type { OrderIdentity, PlacedOrder } from './ports/gateway.ts';

export const orderIdentity = (payment: Payment, attempt: Attempt): OrderIdentity => withIdentity({}, payment, attempt);

/** The attempt as its gateway's adapter sees it. */
export const placedOrder = (payment: Payment, attempt: Attempt): PlacedOrder =>
  withIdentity(new PlacedAttempt(payment, attempt), payment, attempt);

/** Adds what names the order on both sides. */
export function withIdentity<T extends object>(known: T, { paymentNo, request }: Payment, attempt: Attempt) {
  const order = known as T & Draft<OrderIdentity>;
  const { gatewayOrderNo, route, amount, decimals, isKeyedByPayment } = attempt;
  order.paymentNo = paymentNo;
  order.gatewayOrderNo = gatewayOrderNo;
  order.merchantOrderNo = request.merchantOrderNo;
  order.route = route;
  order.amount = amount;
  order.currency = request.currency;
  if (decimals !== undefined) order.decimals = decimals;
  if (isKeyedByPayment) order.isKeyedByPayment = isKeyedByPayment;
  return order;
}

class PlacedAttempt implements Omit<PlacedOrder, keyof OrderIdentity> {
  readonly #attempt: Attempt;
  readonly environment: PlacedOrder['environment'];
  readonly info: PlacedOrder['info'];
  readonly isPaid: boolean;
  declare readonly gatewayTradeNo?: string;

  constructor({ environment }: Payment, attempt: Attempt) {
    this.#attempt = attempt;
    this.environment = environment;
    this.info = attempt.info;
    this.isPaid = attempt.status === 'paid';
    if (attempt.gatewayTradeNo !== undefined) this.gatewayTradeNo = attempt.gatewayTradeNo;
  }

  /** Read only where it matters: the page is sealed. */
  get hasCode(): boolean {
    return hasCode(this.#attempt);
  }
}
