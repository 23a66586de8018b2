import fc from 'fast-check';
import { asSent, decimalAmount, requestedAmount } from './sent-amount.ts';

const texts = fc
  .tuple(fc.integer({ min: 0, max: 999_999_999_999 }), fc.stringMatching(/^(\.[0-9]{1,3})?$/))
  .map(([whole, fraction]) => `${whole}${fraction}`);

it.each([
  [980, { amount: 980 }],
  ['980', { amount: 980, decimals: 0 }],
  ['9.99', { amount: 999, decimals: 2 }],
  ['9.9', { amount: 99, decimals: 1 }],
  ['10.00', { amount: 1000, decimals: 2 }],
  ['0.05', { amount: 5, decimals: 2 }],
  ['999999999999.999', { amount: 999_999_999_999_999, decimals: 3 }],
])('keeps %p as %j', (sent, requested) => {
  expect(requestedAmount(sent)).toEqual(requested);
});

it('writes every amount as it was sent', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.integer({ min: 1, max: 999_999_999_999 })), (sent) => {
      const requested = requestedAmount(sent);
      expect(asSent(requested, requested.amount)).toBe(sent);
      expect(Number.isSafeInteger(requested.amount)).toBe(true);
    }),
  );
});

it('reads no more decimals than any currency has', () => {
  const message = 'The amount field must not have more than 3 decimal places.';
  for (const sent of ['1.0000', '9.9999', `0.${'1'.repeat(5000)}`]) {
    expect(() => requestedAmount(sent)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message, fields: { amount: [message] } }) as Error,
    );
  }
});

it('knows decimal text by its form', () => {
  fc.assert(fc.property(texts, (text) => decimalAmount.test(text)));
  const others = [
    '',
    ' 1',
    '1 ',
    '-1',
    '+1',
    '1e3',
    '01',
    '00',
    '.5',
    '1.',
    '1,000',
    '1.5.0',
    '٩',
    '９',
    '0x1',
    'NaN',
    '1\n',
  ];
  for (const text of [...others, '1000000000000']) expect([text, decimalAmount.test(text)]).toEqual([text, false]);
});
