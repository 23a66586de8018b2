import fc from 'fast-check';
import { largestAmount, majorUnits } from './money.ts';

describe('majorUnits', () => {
  it.each([
    [98_000, 2, '980'],
    [98_050, 2, '980.50'],
    [5, 2, '0.05'],
    [0, 2, '0'],
    [980, 0, '980'],
    [1_234, 3, '1.234'],
    [largestAmount, 2, '9999999999.99'],
  ])('writes %i of 10^-%i as %s', (amount, decimals, text) => {
    expect(majorUnits(amount, decimals)).toBe(text);
  });

  it('loses nothing', () => {
    const amounts = fc.integer({ min: 0, max: largestAmount });
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
