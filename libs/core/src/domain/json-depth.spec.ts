import fc from 'fast-check';
import { isTooDeep, maxJsonDepth } from './json-depth.ts';

/** As bytes, and as text, which must be judged alike. */
function isDeep(text: string): boolean {
  const isDeepAsBytes = isTooDeep(new TextEncoder().encode(text));
  expect(isTooDeep(text)).toBe(isDeepAsBytes);
  return isDeepAsBytes;
}

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

/** By another way than ours: what a parser made of it. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('isTooDeep', () => {
  it.each([
    ['[', ']'],
    ['{"a":', '}'],
    [' [ ', ' ] '],
    ['{"]}":[', ']}'],
    ['{"\\"[":', '}'],
    ['{"\\\\":', '}'],
  ])('counts %s', (open, close) => {
    const each = (open.match(/[[{](?=[^"]*$)/)?.length ?? 0) + (open === '{"]}":[' ? 1 : 0);
    const most = Math.floor(maxJsonDepth / Math.max(each, 1));
    expect(isDeep(nested(most, open, close))).toBe(false);
    expect(isDeep(nested(most + 1, open, close))).toBe(true);
    expect(isDeep(nested(9_000, open, close))).toBe(true);
  });

  it('counts no bracket in a string, and none that is closed', () => {
    expect(isDeep(JSON.stringify({ a: '['.repeat(100), ['{'.repeat(100)]: '\\"[['.repeat(50) }))).toBe(false);
    expect(isDeep(`[${'[],{},'.repeat(1_000)}1]`)).toBe(false);
  });

  it.each(['', '"', '"\\', '"\\"', ']'.repeat(100), '\\'.repeat(100)])('reads broken text to its end: %j', (text) => {
    expect(isDeep(text)).toBe(false);
  });

  it('agrees with what a parser makes of it', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'max', withCrossShrink: true },
        fc.string({ unit: 'binary' }),
        fc.array(tie('value'), { maxLength: 1 }),
        fc.dictionary(fc.constantFrom('[', '{', '"', '\\', ']'), tie('value'), { maxKeys: 1 }),
      ),
    })).value;
    const wrapped = fc.tuple(json, fc.nat(40)).map(([value, times]) => {
      let deep = value;
      for (let n = 0; n < times; n += 1) deep = n % 2 ? [deep] : { '"]': deep };
      return deep;
    });
    fc.assert(
      fc.property(wrapped, fc.constantFrom(undefined, 1), (value, indent) => {
        expect(isDeep(JSON.stringify(value, null, indent))).toBe(depthOf(value) > maxJsonDepth);
      }),
      { numRuns: 500 },
    );
  });
});
