import { contrast } from './contrast.ts';

/** As WebAIM's contrast checker and Chromium's tools show them. */
it.each([
  ['#000000', '#FFFFFF', 21],
  ['#ffffff', '#FFFFFF', 1],
  ['#777777', '#FFFFFF', 4.48],
  ['#767676', '#FFFFFF', 4.54],
  ['#FF0000', '#FFFFFF', 4],
  ['#0000FF', '#FFFFFF', 8.59],
  ['#00FF00', '#000000', 15.3],
])('of %s and %s is %f', (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 1);
  expect(contrast(other, one)).toBe(contrast(one, other));
});

it('tells the two greys apart that stand on either side of 4.5', () => {
  expect(contrast('#767676', '#FFFFFF')).toBeGreaterThan(4.5);
  expect(contrast('#777777', '#FFFFFF')).toBeLessThan(4.5);
});
