import fc from 'fast-check';
import { amountText, isMoneyOf } from './wire.ts';

const amounts = fc.integer({ min: 1, max: 999_999_999_999 });
const whole = fc.constantFrom('TWD', 'JPY', 'HUF');
const others = fc.stringMatching(/^[A-Z]{3}$/).filter((currency) => !['TWD', 'JPY', 'HUF'].includes(currency));

it('writes whole units, with two decimals where the currency has any at PayPal', () => {
  fc.assert(fc.property(amounts, whole, (amount, currency) => amountText(amount, currency) === String(amount)));
  fc.assert(fc.property(amounts, others, (amount, currency) => amountText(amount, currency) === `${amount}.00`));
});

it('knows its own writing again, and no other amount or currency', () => {
  fc.assert(
    fc.property(amounts, amounts, fc.oneof(whole, others), others, (amount, other, currency, foreign) => {
      const money = { currency_code: currency, value: amountText(amount, currency) };
      expect(isMoneyOf(money, { amount, currency })).toBe(true);
      expect(isMoneyOf(money, { amount: other, currency })).toBe(other === amount);
      expect(isMoneyOf(money, { amount, currency: foreign })).toBe(foreign === currency);
    }),
  );
});

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
