import { money } from './money.ts';

it.each([
  ['980', 'TWD', 'zh-tw', 'NT$980'],
  ['980', 'TWD', 'en', 'NT$980'],
  ['1234', 'TWD', 'vi', 'NT$1,234'],
  ['1234', 'TWD', 'id', 'NT$1,234'],
  ['9.99', 'USD', 'en', 'US$9.99'],
  ['9.99', 'USD', 'zh-tw', 'US$9.99'],
  ['1234.50', 'USD', 'ja', 'US$1,234.50'],
  ['1234.5', 'USD', 'vi', '1.234,5 US$'],
  ['1000', 'JPY', 'ja', '￥1,000'],
  ['9007199254740993.01', 'TWD', 'en', 'NT$9,007,199,254,740,993.01'],
] as const)('writes %s %s in %s as %s', (amount, currency, locale, written) => {
  expect(money(amount, currency, locale).replaceAll('\u00a0', ' ')).toBe(written);
});
