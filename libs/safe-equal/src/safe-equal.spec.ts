import fc from 'fast-check';
import { safeEqual } from './safe-equal.ts';

describe('safeEqual', () => {
  it('says what === says, of any two texts', () => {
    const text = fc.string({ unit: 'binary' });
    const pairs = fc.oneof(
      fc.tuple(text, text),
      text.map((same) => [same, same] as const),
    );
    fc.assert(fc.property(pairs, ([one, other]) => safeEqual(one, other) === (one === other)));
  });

  it('takes texts of different lengths, and none', () => {
    expect(safeEqual('secret', 'secre')).toBe(false);
    expect(safeEqual('', 'secret')).toBe(false);
    expect(safeEqual('', '')).toBe(true);
  });

  it('tells lone surrogates apart', () => {
    expect(safeEqual('\ud800', '\udbff')).toBe(false);
    expect(safeEqual('\ud800', '\ufffd')).toBe(false);
  });
});
