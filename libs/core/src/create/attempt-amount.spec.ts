import fc from 'fast-check';
import { requestedAmount } from '../domain/sent-amount.ts';
import type { Method } from '../ports/gateway.ts';
import { attemptAmount, directAmount } from './attempt-amount.ts';

const whole: Method = { name: 'whole', decimalsOf: () => 0 };
const cents: Method = { name: 'cents', decimalsOf: () => 2 };
/** As at PayPal: integers are major units, text may have cents where the currency has any. */
const wallet: Method = {
  name: 'wallet',
  decimalsOf: () => 0,
  maxDecimalsOf: (currency) => (currency === 'TWD' ? 0 : 2),
};

const money = (sent: number | string, currency = 'USD') => ({ ...requestedAmount(sent), currency });

it.each([
  [wallet, 10, { amount: 10 }],
  [wallet, '10', { amount: 10 }],
  [wallet, '10.00', { amount: 10 }],
  [wallet, '9.9', { amount: 990, decimals: 2 }],
  [wallet, '9.99', { amount: 999, decimals: 2 }],
  [wallet, '9.999', undefined],
  [wallet, '9.990', { amount: 999, decimals: 2 }],
  // A method of integers alone takes text that it can take exactly: for payments whose method the payer picks.
  [whole, '980.00', { amount: 980 }],
  [whole, '980.50', undefined],
  [cents, '9.99', { amount: 999 }],
  [cents, '980', { amount: 98_000 }],
  [cents, 98_000, { amount: 98_000 }],
])('of $name for %p', (method, sent, amount) => {
  expect(attemptAmount(method, money(sent))).toEqual(amount);
});

it.each([
  ['9.999', 'USD', 'The amount field must not have more than 2 decimal places in USD.'],
  ['9.990', 'USD', 'The amount field must not have more than 2 decimal places in USD.'],
  ['980.00', 'TWD', 'The amount field must have no decimal places in TWD.'],
  ['980.5', 'TWD', 'The amount field must have no decimal places in TWD.'],
])('of a method that the merchant named has no more decimals than it takes: %s %s', (sent, currency, message) => {
  const refused = { kind: 'invalid', code: 'INVALID_ARGUMENT', message, fields: { amount: [message] } };
  expect(() => directAmount(wallet, money(sent, currency))).toThrow(expect.objectContaining(refused) as Error);
});

it('is written the same way for the same money, and differently for any other', () => {
  const sent = fc
    .tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.stringMatching(/^(\.[0-9]{1,2})?$/))
    .map(([units, fraction]) => `${units}${fraction}`);
  const hundredths = (text: string) => {
    const [units = '', fraction = ''] = text.split('.');
    return BigInt(units + fraction.padEnd(2, '0'));
  };
  fc.assert(
    fc.property(sent, fc.oneof(sent, fc.constant(undefined)), (one, drawn) => {
      const other = drawn ?? one.replace(/(\.\d)0$|\.00?$/, '$1');
      const isSame = hundredths(one) === hundredths(other);
      const [a, b] = [directAmount(wallet, money(one)), directAmount(wallet, money(other))];
      expect(a.amount === b.amount && a.decimals === b.decimals).toBe(isSame);
      expect(BigInt(a.amount) * 10n ** BigInt(2 - (a.decimals ?? 0))).toBe(hundredths(one));
    }),
  );
});
