import type { Attempt } from '../domain/attempt.ts';
import type { Strings } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import type { OrderKey } from '../ports/gateway.ts';

type Meant = readonly [Attempt, ...Attempt[]];

/** The query's own value: `__proto__` and the like have none. */
export const valueIn = (query: Strings, name: string): string | undefined =>
  Object.hasOwn(query, name) ? query[name] : undefined;

/** Whether the attempt is at the key's gateway and account, and has its number where that is an attempt's own. */
export function isNamedBy(attempt: Attempt, gateway: string, { by, value, accountId }: OrderKey): boolean {
  if (attempt.gateway !== gateway || (accountId ?? attempt.accountId) !== attempt.accountId) return false;
  return by === 'gatewayOrderNo' || by === 'gatewayTradeNo' ? attempt[by] === value : true;
}

/**
 * Which attempts of a payment a key may mean: those with the number it names, each alone; by `paymentNo` the one that the
 * URL's `attempt` names. A message that names no more than the payment or the merchant's order means the gateway's only
 * attempt; where there are several, all of them together.
 */
export function attemptsMeant(payment: Payment, gateway: string, key: OrderKey, query: Strings): readonly Meant[] {
  const own = payment.attempts.filter((attempt) => isNamedBy(attempt, gateway, key));
  if (key.by === 'gatewayOrderNo' || key.by === 'gatewayTradeNo') return own.map((attempt): Meant => [attempt]);
  const isByUrl = key.by === 'paymentNo' && valueIn(query, 'payment_no') === key.value;
  const named = isByUrl ? valueIn(query, 'attempt') : undefined;
  if (named !== undefined) return own.filter(({ no }) => String(no) === named).map((attempt): Meant => [attempt]);
  // A URL without a number was handed out before payments had several attempts.
  const first = isByUrl ? own.find(({ isKeyedByPayment }) => isKeyedByPayment) : undefined;
  if (first) return [[first]];
  const [newest, ...others] = [...own].reverse();
  return newest ? [[newest, ...others]] : [];
}
