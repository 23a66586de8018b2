import type { PaymentRequest, PostPaymentEvent } from '@paycore/core';
import { z } from 'zod';

/** https://developer.paypal.com/reference/currency-codes: these take no decimals, whatever ISO 4217 says. */
const withoutDecimals: readonly string[] = ['HUF', 'JPY', 'TWD'];

/** Whole major units as PayPal writes them. */
export const amountText = (amount: number, currency: string): string =>
  withoutDecimals.includes(currency) ? String(amount) : `${amount}.00`;

export const money = z.object({ currency_code: z.string(), value: z.string() });

export type Money = z.infer<typeof money>;
type Asked = Pick<PaymentRequest, 'amount' | 'currency'>;

/** Whether it is this payment's money; PayPal may add or leave out decimals of zero. */
export function isMoneyOf({ currency_code, value }: Money, { amount, currency }: Asked): boolean {
  const whole = /^(\d{1,15})(?:\.0{1,3})?$/.exec(value)?.[1];
  return currency_code === currency && whole === String(amount);
}

/** For the log of a mismatch. */
export const difference = ({ currency_code, value }: Money, { amount, currency }: Asked) => ({
  expected_amount: amount,
  expected_currency: currency,
  received_amount: value.slice(0, 40),
  received_currency: currency_code.slice(0, 10),
});

/** Decimal text without decimals of zero; undefined where it is none. */
const decimalText = ({ value }: Money): string | undefined =>
  /^\d{1,15}(\.\d{1,3})?$/.test(value) ? value.replace(/\.0+$/, '') : undefined;

/** What became of money later, with the amount where PayPal says a plausible one. */
export function afterPayment(
  type: PostPaymentEvent['type'],
  id: string,
  money: Money | null | undefined,
): PostPaymentEvent {
  const amount = money ? decimalText(money) : undefined;
  const currency = /^[A-Z]{3}$/.exec(money?.currency_code ?? '')?.[0];
  return { type, id, ...(amount !== undefined && currency !== undefined && { amount, currency }) };
}
