import type { Method } from '@paycore/core';

/** Stripe's names of payment methods, as `payment_method_types` takes them. */
export type MethodType = 'card' | 'alipay' | 'wechat_pay' | 'grabpay' | 'paynow' | 'promptpay' | 'fpx';

const noDecimals = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
const threeDecimals = 'BHD JOD KWD OMR TND'.split(' ');

/**
 * Digits below the major unit in Stripe's amounts: https://docs.stripe.com/currencies. Not always those of the world: ISK
 * and UGX have none there but are sent with two, and so are TWD and HUF.
 */
export function decimalsOf(currency: string): number {
  if (noDecimals.includes(currency)) return 0;
  return threeDecimals.includes(currency) ? 3 : 2;
}

/**
 * No money moves until the payer acts, and an intent does not end by itself: a day is our own choice. `currencies`: what the
 * method can be paid in at all; which of them an account may use depends on its country, and Stripe says so at create.
 */
const method = (name: string, currencies?: string): Method => ({
  name,
  openHours: 24,
  decimalsOf,
  ...(currencies !== undefined && {
    currencies: currencies.split(' '),
    currencyFault: 'STRIPE_PAYMENT_METHOD_CURRENCY_UNSUPPORTED',
  }),
});

export const methods: Readonly<Record<string, Method>> = {
  credit: method('credit'),
  alipay: method('alipay', 'CNY AUD CAD EUR GBP HKD JPY MYR NZD SGD USD'),
  'wechat-pay': method('wechat', 'CNY AUD CAD EUR GBP HKD JPY SGD USD DKK NOK SEK CHF'),
  grabpay: method('grabpay', 'SGD MYR'),
  paynow: method('paynow', 'SGD'),
  promptpay: method('promptpay', 'THB'),
  fpx: method('fpx', 'MYR'),
};

const types: Readonly<Record<string, MethodType>> = {
  credit: 'card',
  alipay: 'alipay',
  'wechat-pay': 'wechat_pay',
  grabpay: 'grabpay',
  paynow: 'paynow',
  promptpay: 'promptpay',
  fpx: 'fpx',
};

/** Throws for a route that `methods` does not have. */
export function typeOf(route: string): MethodType {
  const type = types[route];
  if (type === undefined) throw new Error(`Stripe has no route ${route}.`);
  return type;
}
