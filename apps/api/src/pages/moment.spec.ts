import { moment, timeLeft } from './moment.ts';

const at = new Date('2026-06-28T15:59:59Z');

it.each([
  ['zh-tw', '2026年6月28日週日 23:59'],
  ['zh-cn', '2026年6月28日周日 23:59'],
  ['en', 'Sun, June 28, 2026 at 23:59'],
  ['ja', '2026年6月28日(日) 23:59'],
  ['th', /2026.*23:59/],
] as const)('writes Taipei’s time and weekday in %s, by the common calendar', (locale, written) => {
  expect(moment(at, locale)).toEqual(typeof written === 'string' ? written : expect.stringMatching(written));
});

const minute = 60_000;

it.each([
  [(6 * 24 + 11) * 60 * minute + 59 * minute, '6 days 11 hours'],
  [24 * 60 * minute, '1 day'],
  [25 * minute + 59_000, '25 minutes'],
  [3 * 60 * minute + minute, '3 hours 1 minute'],
  [59_999, '1 minute'],
  [-5, '1 minute'],
])('%d ms are left: %s', (ms, written) => {
  expect(timeLeft(ms, 'en')).toBe(written);
});

it('speaks the payer’s language', () => {
  expect(timeLeft(26 * 60 * minute, 'zh-tw')).toBe('1 天 2 小時');
});
