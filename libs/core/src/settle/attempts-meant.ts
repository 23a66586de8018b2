import type { Attempt } from '../domain/attempt.ts';
import type { Strings } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import type { OrderKey } from '../ports/gateway.ts';

type Meant = readonly [Attempt, ...Attempt[]];

/** The query's own value: `__proto__` and the like have none. */
export const valueIn = (query: Strings, name: string): string | undefined =>
  Object.hasOwn(query, name) ? query[name] : undefined;

/**
 * Which attempts of a payment a key may mean: those with the number it names, each alone; by `paymentNo` the one that the
 * URL's `attempt` names. A message that names no more than the payment or the merchant's order means the gateway's only
 * attempt; where there are several, all of them together.
 */
export function attemptsMeant(payment: Payment, gateway: string, key: OrderKey, query: Strings): readonly Meant[] {
  const own = payment.attempts.filter(
    (attempt) => attempt.gateway === gateway && (key.accountId ?? attempt.accountId) === attempt.accountId,
  );
  if (key.by === 'gatewayOrderNo' || key.by === 'gatewayTradeNo') {
    const { by, value } = key;
    return own.filter((attempt) => attempt[by] === value).map((attempt): Meant => [attempt]);
  }
  const isByUrl = key.by === 'paymentNo' && valueIn(query, 'payment_no') === key.value;
  const named = isByUrl ? valueIn(query, 'attempt') : undefined;
  if (named !== undefined) return own.filter(({ no }) => String(no) === named).map((attempt): Meant => [attempt]);
  // A URL without a number was handed out before payments had several attempts.
  const first = isByUrl ? own.find(({ isKeyedByPayment }) => isKeyedByPayment) : undefined;
  if (first) return [[first]];
  const [newest, ...others] = [...own].reverse();
  return newest ? [[newest, ...others]] : [];
}
