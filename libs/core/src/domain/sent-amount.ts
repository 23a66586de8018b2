import { invalidArgument } from './errors.ts';
import { decimalText } from './money.ts';
import type { PaymentRequest } from './payment.ts';

/** An amount as a merchant sends it: an integer in the method's unit, or decimal text in major units: `"9.99"`. */
export type SentAmount = number | string;

/** How decimal text is written; zero is of this form too. Digits before the point: those of `maxAmount`. */
export const decimalAmount = /^(0|[1-9]\d{0,11})(\.\d+)?$/;

/** No currency that people pay in has more. */
export const maxDecimals = 3;

type RequestedAmount = Pick<PaymentRequest, 'amount' | 'decimals'>;

/** What a request keeps of it: `"9.90"` is 990 with 2 decimals. Throws `invalid` for more decimals than a currency has. */
export function requestedAmount(sent: SentAmount): RequestedAmount {
  if (typeof sent === 'number') return { amount: sent };
  const [whole = '', fraction = ''] = sent.split('.');
  if (fraction.length > maxDecimals) throw tooManyDecimals(maxDecimals);
  return { amount: Number(whole + fraction), decimals: fraction.length };
}

/** `amount`, which is in the request's unit, in the form of the amount that was sent: a number stays one, "9.90" too. */
export const asSent = ({ decimals }: RequestedAmount, amount: number): SentAmount =>
  decimals === undefined ? amount : decimalText(amount, decimals);

/** `invalid`: more decimals than may be sent, `max`. */
export function tooManyDecimals(max: number, currency?: string) {
  const where = currency === undefined ? '' : ` in ${currency}`;
  const limit = max === 0 ? 'have no decimal places' : `not have more than ${max} decimal places`;
  const message = `The amount field must ${limit}${where}.`;
  return invalidArgument(message, { amount: [message] });
}
