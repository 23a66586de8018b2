import fc from 'fast-check';
import { amountText, isMoneyOf } from './wire.ts';

const amounts = fc.integer({ min: 1, max: 999_999_999_999 });
const cents = fc.integer({ min: 1, max: 99_999_999_999_999 });
const whole = fc.constantFrom('TWD', 'JPY', 'HUF');
const others = fc.stringMatching(/^[A-Z]{3}$/).filter((currency) => !['TWD', 'JPY', 'HUF'].includes(currency));

it('writes whole units, with two decimals where the currency has any at PayPal', () => {
  fc.assert(fc.property(amounts, whole, (amount, currency) => amountText({ amount, currency }) === String(amount)));
  fc.assert(fc.property(amounts, others, (amount, currency) => amountText({ amount, currency }) === `${amount}.00`));
});

it.each([
  [999, '9.99'],
  [990, '9.90'],
  [5, '0.05'],
  [1, '0.01'],
  [100_000, '1000.00'],
  [99_999_999_999_999, '999999999999.99'],
])('writes %i cents as %s', (amount, text) => {
  expect(amountText({ amount, decimals: 2, currency: 'USD' })).toBe(text);
});

it('knows its own writing again, and no other amount or currency', () => {
  fc.assert(
    fc.property(amounts, amounts, fc.oneof(whole, others), others, (amount, other, currency, foreign) => {
      const money = { currency_code: currency, value: amountText({ amount, currency }) };
      expect(isMoneyOf(money, { amount, currency })).toBe(true);
      expect(isMoneyOf(money, { amount: other, currency })).toBe(other === amount);
      expect(isMoneyOf(money, { amount, currency: foreign })).toBe(foreign === currency);
    }),
  );
});

it('knows cents again, with or without their zeros, and no cent more or less', () => {
  fc.assert(
    fc.property(cents, others, fc.integer({ min: -101, max: 101 }), (amount, currency, more) => {
      const [units, fraction] = [Math.floor(amount / 100), String(amount % 100).padStart(2, '0')];
      const isMoney = (value: string, expected: number) =>
        isMoneyOf({ currency_code: currency, value }, { amount: expected, decimals: 2, currency });
      expect(isMoney(`${units}.${fraction}`, amount)).toBe(true);
      expect(isMoney(`${units}.${fraction}0`, amount)).toBe(true);
      expect(isMoney(`${units}.${fraction.replace(/0$/, '')}`, amount)).toBe(true);
      expect(isMoney(String(units), amount)).toBe(amount % 100 === 0);
      expect(isMoney(`${units}.${fraction}`, amount + more)).toBe(more === 0);
    }),
  );
});

it.each(['9.98', '9.9', '9.999', '9.9901', '10', '999', '09.99', '9,99', '9.99 ', '.99', '9', '9.99e0', '٩.99'])(
  'does not take %j for 9.99',
  (value) => {
    const order = { amount: 999, decimals: 2, currency: 'USD' };
    expect(isMoneyOf({ currency_code: 'USD', value }, order)).toBe(false);
    expect(isMoneyOf({ currency_code: 'USD', value: '9.990' }, order)).toBe(true);
  },
);

it.each([
  '980.01',
  '980.',
  '.980',
  '0980',
  '+980',
  '-980',
  '9.8e2',
  ' 980',
  '980 ',
  '980,00',
  '９８０',
  '',
  '980.0000',
  'NaN',
])('does not take %j for 980', (value) =>
  expect(isMoneyOf({ currency_code: 'TWD', value }, { amount: 980, currency: 'TWD' })).toBe(false),
);
