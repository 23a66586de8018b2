import fc from 'fast-check';
import { decimalsOf, methods, typeOf } from './methods.ts';

/** https://docs.stripe.com/currencies, as printed there. */
const zeroDecimal = [
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'JPY',
  'KMF',
  'KRW',
  'MGA',
  'PYG',
  'RWF',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
];
const threeDecimal = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

it.each<[currency: string, decimals: number]>([
  ['TWD', 2],
  ['HUF', 2],
  ['ISK', 2],
  ['UGX', 2],
  ['USD', 2],
  ...zeroDecimal.map((currency): [string, number] => [currency, 0]),
  ...threeDecimal.map((currency): [string, number] => [currency, 3]),
])('amounts of %s have %i decimals', (currency, decimals) => {
  expect(decimalsOf(currency)).toBe(decimals);
});

it('every other currency has two', () => {
  const special = new Set([...zeroDecimal, ...threeDecimal]);
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z]{3}$/), (currency) => {
      fc.pre(!special.has(currency));
      expect(decimalsOf(currency)).toBe(2);
    }),
  );
});

it('takes each currency only of its own list, and cards in any', () => {
  const lists = Object.fromEntries(
    Object.entries(methods).map(([route, { currencies }]) => [route, currencies?.length]),
  );
  expect(lists).toEqual({
    credit: undefined,
    alipay: 11,
    'wechat-pay': 13,
    grabpay: 2,
    paynow: 1,
    promptpay: 1,
    fpx: 1,
  });
  for (const { currencies, currencyFault } of Object.values(methods)) {
    expect(currencyFault).toBe(currencies && 'STRIPE_PAYMENT_METHOD_CURRENCY_UNSUPPORTED');
    expect(currencies?.includes('TWD') ?? false).toBe(false);
  }
});

it.each([
  ['credit', 'credit', 'card'],
  ['alipay', 'alipay', 'alipay'],
  ['wechat-pay', 'wechat', 'wechat_pay'],
  ['grabpay', 'grabpay', 'grabpay'],
  ['paynow', 'paynow', 'paynow'],
  ['promptpay', 'promptpay', 'promptpay'],
  ['fpx', 'fpx', 'fpx'],
])('%s is called %s, and %s at Stripe', (route, name, type) => {
  expect([methods[route]?.name, typeOf(route)]).toEqual([name, type]);
});

it('knows no other route', () => {
  expect(() => typeOf('ideal')).toThrow();
});
