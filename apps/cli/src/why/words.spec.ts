import { fromNow, grouped, when } from './words.ts';

const now = new Date('2026-06-22T04:00:00Z');

it.each([
  [0, 'just now'],
  [999, 'just now'],
  [-1_000, 'in 1 second'],
  [59_999, '59 seconds ago'],
  [60_000, '1 minute ago'],
  [7_200_000, '2 hours ago'],
  [-86_400_000, 'in 1 day'],
  [30 * 86_400_000, '30 days ago'],
])('%d ms before now is %s', (ms, text) => {
  expect(fromNow(new Date(now.getTime() - ms), now)).toBe(text);
});

it('shows the clock of Taipei', () => {
  expect(when(now)).toBe('2026-06-22 12:00 +08:00');
});

it.each([
  ['980', '980'],
  ['12345', '12,345'],
  ['1234567.50 TWD', '1,234,567.50 TWD'],
  ['-1000', '-1,000'],
  ['none', 'none'],
])('groups the digits of %s: %s', (amount, text) => {
  expect(grouped(amount)).toBe(text);
});
