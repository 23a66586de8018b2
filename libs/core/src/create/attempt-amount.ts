import type { Attempt } from '../domain/attempt.ts';
import { scaled } from '../domain/money.ts';
import type { PaymentRequest } from '../domain/payment.ts';
import { tooManyDecimals } from '../domain/sent-amount.ts';
import type { Method } from '../ports/gateway.ts';

type Requested = Pick<PaymentRequest, 'amount' | 'decimals' | 'currency'>;

/** The most decimals that an order of this method can have. */
export const finestDecimals = (method: Pick<Method, 'decimalsOf' | 'maxDecimalsOf'>, currency: string): number =>
  method.maxDecimalsOf?.(currency) ?? method.decimalsOf(currency);

/**
 * The request's money for an order of this method, always written the same way: in the method's own unit where it is a whole
 * number of those, else with the method's decimals. Undefined where the method cannot take it exactly.
 */
export function attemptAmount(
  method: Pick<Method, 'decimalsOf' | 'maxDecimalsOf'>,
  { amount, decimals, currency }: Requested,
): Pick<Attempt, 'amount' | 'decimals'> | undefined {
  if (decimals === undefined) return { amount };
  const whole = scaled({ amount, decimals }, method.decimalsOf(currency));
  if (whole !== undefined) return { amount: whole };
  const finest = finestDecimals(method, currency);
  const fine = scaled({ amount, decimals }, finest);
  return fine === undefined ? undefined : { amount: fine, decimals: finest };
}

/** The same where the merchant named the method. Throws `invalid` for more decimals than it takes, zeros included. */
export function directAmount(method: Method, request: Requested): Pick<Attempt, 'amount' | 'decimals'> {
  const finest = finestDecimals(method, request.currency);
  const money = (request.decimals ?? 0) > finest ? undefined : attemptAmount(method, request);
  if (!money) throw tooManyDecimals(finest, request.currency);
  return money;
}
