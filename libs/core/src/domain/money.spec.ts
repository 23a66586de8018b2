import fc from 'fast-check';
import { maxAmount, majorUnits, sumInMajorUnits } from './money.ts';

describe('majorUnits', () => {
  it.each([
    [98_000, 2, '980'],
    [98_050, 2, '980.50'],
    [5, 2, '0.05'],
    [0, 2, '0'],
    [980, 0, '980'],
    [1_234, 3, '1.234'],
    [maxAmount, 2, '9999999999.99'],
  ])('writes %i of 10^-%i as %s', (amount, decimals, text) => {
    expect(majorUnits(amount, decimals)).toBe(text);
  });

  it('loses nothing', () => {
    const amounts = fc.integer({ min: 0, max: maxAmount });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 3 }), (amount, decimals) => {
        const [whole = '', fraction = ''] = majorUnits(amount, decimals).split('.');
        expect(Number(whole + fraction.padEnd(decimals, '0'))).toBe(amount);
        expect(whole).toMatch(/^(0|[1-9]\d*)$/);
        expect([0, decimals]).toContain(fraction.length);
      }),
    );
  });
});

describe('sumInMajorUnits', () => {
  const stripe = { amount: 98_000, decimals: 2 };
  const ecpay = { amount: 980, decimals: 0 };
  it.each([
    [[], 0],
    [[stripe, ecpay], 1960],
    [
      [
        { amount: 10, decimals: 2 },
        { amount: 20, decimals: 2 },
      ],
      0.3,
    ],
    [[{ amount: 1, decimals: 3 }, { amount: 1, decimals: 1 }, ecpay], 980.101],
    [
      [
        { amount: 9_007_199_254_740_991, decimals: 2 },
        { amount: 1, decimals: 2 },
      ],
      90071992547409.92,
    ],
  ])('%j is %d', (sums, total) => {
    expect(sumInMajorUnits(sums)).toBe(total);
  });

  it('drifts nowhere, whatever the order', () => {
    const sum = fc.record({ amount: fc.integer({ min: 0, max: 1e9 }), decimals: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(sum, { maxLength: 50 }), (sums) => {
        const thousandths = sums.reduce((total, { amount, decimals }) => total + amount * 10 ** (3 - decimals), 0);
        expect(sumInMajorUnits(sums)).toBe(thousandths / 1000);
        expect(sumInMajorUnits([...sums].reverse())).toBe(sumInMajorUnits(sums));
      }),
    );
  });
});
