import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import { readMoney } from './money.ts';

const dollars = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 999_999_999_999 }));

describe('money', () => {
  it('is the same amount as number, as text, and with cents that are none', () => {
    fc.assert(
      fc.property(dollars, (amount) => {
        for (const written of [amount, `${amount}`, `${amount}.0`, `${amount}.00`]) {
          expect(readMoney(written)).toBe(amount);
        }
      }),
    );
  });

  it('is never rounded: a fraction is no amount', () => {
    fc.assert(
      fc.property(dollars, fc.integer({ min: 1, max: 99 }), (amount, cents) => {
        const text = `${amount}.${String(cents).padStart(2, '0')}`;
        expect(readMoney(text)).toBeUndefined();
        if (amount < 1_000_000) expect(readMoney(Number(text))).toBeUndefined();
      }),
    );
  });

  it('reads no text but the three, whatever else may look like the number', () => {
    const near = fc.stringMatching(/^[-+ ]?0{0,2}\d{1,4}[.,]?\d{0,3}[eE ]?\d?$/);
    fc.assert(
      fc.property(fc.oneof(near, anyText()), (text) => {
        const amount = readMoney(text);
        if (amount !== undefined) expect([`${amount}`, `${amount}.0`, `${amount}.00`]).toContain(text);
      }),
    );
  });

  it.each([
    [''],
    [' 980'],
    ['980 '],
    ['+980'],
    ['-980'],
    ['0980'],
    ['980.'],
    ['.980'],
    ['980.000'],
    ['980,00'],
    ['1,980'],
    ['9.8e2'],
    ['0x3d4'],
    ['９８０'],
    ['NT$980'],
    ['980\n'],
    ['1234567890123'],
    [980.5],
    [-1],
    [1e12],
    [1e21],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [null],
    [undefined],
    [true],
    [['980']],
    [{ amount: 980 }],
  ])('refuses %p', (written) => {
    expect(readMoney(written)).toBeUndefined();
  });
});
