import fc from 'fast-check';
import { mergeInfo } from './info.ts';

const values = fc.constantFrom<unknown>(1, null, undefined, 'a', ['b']);
const nested = fc.dictionary(fc.constantFrom('p', 'q'), values);
const info = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(values, nested));

describe('mergeInfo', () => {
  it('adds what is new, and keeps the first value of each field', () => {
    expect(mergeInfo({ a: 1 }, { a: 2, b: 3, c: undefined })).toEqual({ a: 1, b: 3 });
    expect(mergeInfo({ a: null, b: [1] }, { a: 2, b: [1, 2] })).toEqual({ a: null, b: [1] });
  });

  it('does so inside an object that comes in steps', () => {
    const known = { ecpay: { method: 'barcode', copyable: false } };
    expect(mergeInfo(known, { ecpay: { barcode1: 'X', copyable: true } })).toEqual({
      ecpay: { method: 'barcode', barcode1: 'X', copyable: false },
    });
    expect(known).toEqual({ ecpay: { method: 'barcode', copyable: false } });
    expect(mergeInfo({ a: { b: 1 } }, { a: 'text' })).toEqual({ a: { b: 1 } });
  });

  it('learns nothing from hearing the same again', () => {
    fc.assert(
      fc.property(info, info, (known, incoming) => {
        const merged = mergeInfo(known, incoming);
        expect(mergeInfo(merged, incoming)).toBe(merged);
        expect(mergeInfo(merged, known)).toBe(merged);
      }),
    );
  });
});
