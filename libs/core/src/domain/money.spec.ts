import fc from 'fast-check';
import { decimalText, maxAmount, majorUnits, scaled, sumInMajorUnits } from './money.ts';

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

describe('decimalText', () => {
  it.each([
    [99_900, 2, '999.00'],
    [990, 2, '9.90'],
    [5, 2, '0.05'],
    [0, 2, '0.00'],
    [980, 0, '980'],
    [99_999_999_999_999, 2, '999999999999.99'],
  ])('writes %i of 10^-%i as %s', (amount, decimals, text) => {
    expect(decimalText(amount, decimals)).toBe(text);
  });
});

describe('scaled', () => {
  const decimals = fc.integer({ min: 0, max: 3 });

  it.each([
    [{ amount: 999, decimals: 2 }, 2, 999],
    [{ amount: 999, decimals: 2 }, 0, undefined],
    [{ amount: 990, decimals: 2 }, 1, 99],
    [{ amount: 1000, decimals: 2 }, 0, 10],
    [{ amount: 10, decimals: 0 }, 2, 1000],
    [{ amount: maxAmount, decimals: 0 }, 3, 999_999_999_999_000],
    [{ amount: Number.MAX_SAFE_INTEGER, decimals: 0 }, 1, undefined],
  ])('%j in units of 10^-%i is %p', (sum, to, amount) => {
    expect(scaled(sum, to)).toBe(amount);
  });

  it('is the same money, or nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxAmount }), decimals, decimals, (amount, from, to) => {
        const result = scaled({ amount, decimals: from }, to);
        const isWhole = (BigInt(amount) * 10n ** BigInt(to)) % 10n ** BigInt(from) === 0n;
        expect(result !== undefined).toBe(isWhole);
        if (result !== undefined)
          expect(majorUnits(result, to).replace(/(\.\d*?)0+$/, '$1')).toBe(
            majorUnits(amount, from).replace(/(\.\d*?)0+$/, '$1'),
          );
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
