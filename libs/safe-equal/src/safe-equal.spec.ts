import fc from 'fast-check';
import { safeEqual, tagsEqual } from './safe-equal.ts';

describe('safeEqual', () => {
  it('says what === says, of any two texts', () => {
    const text = fc.string({ unit: 'binary' });
    const pairs = fc.oneof(
      fc.tuple(text, text),
      text.map((same) => [same, same] as const),
    );
    fc.assert(fc.property(pairs, ([one, other]) => safeEqual(one, other) === (one === other)));
  });

  it('tells texts apart that differ in one place alone, or are cut there', () => {
    const text = '0123456789abcdef'.repeat(8);
    for (let at = 0; at < text.length; at += 1) {
      expect(safeEqual(text, `${text.slice(0, at)}x${text.slice(at + 1)}`)).toBe(false);
      expect(safeEqual(text, text.slice(0, at))).toBe(false);
      expect(safeEqual(text, text.slice(at + 1))).toBe(false);
    }
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

describe('tagsEqual', () => {
  it('says what === says, of any two texts of letters and digits', () => {
    const tag = fc.string({ unit: fc.constantFrom('a', 'b', '-', '0'), maxLength: 8 });
    fc.assert(fc.property(tag, tag, (one, other) => tagsEqual(one, other) === (one === other)));
  });

  it('takes no character for another one that has the same low byte', () => {
    expect(tagsEqual('A', '\u0141')).toBe(false);
    expect(tagsEqual('Ab', '\u0141')).toBe(false);
  });

  it('tells apart tags that differ in one place alone, or are cut there', () => {
    const tag = '0123456789abcdef';
    for (let at = 0; at < tag.length; at += 1) {
      expect(tagsEqual(tag, `${tag.slice(0, at)}x${tag.slice(at + 1)}`)).toBe(false);
      expect(tagsEqual(tag, tag.slice(0, at))).toBe(false);
    }
    expect(tagsEqual(tag, tag)).toBe(true);
  });
});
