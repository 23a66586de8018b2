import { isText, languageOf, localeNear, locales, textsOf, translator, type Locale, type Text } from './texts.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const keys = Object.keys(textsOf['zh-tw']).filter(isText);
const others = locales.filter((locale) => locale !== 'en');

/** Names, which are the same everywhere, and words that a language has from English. */
const asInEnglish: Readonly<Record<string, readonly Text[]>> = {
  all: [
    ...(['method_checkout', 'method_alipay', 'method_wechat', 'method_wechat-pay', 'method_grabpay'] as const),
    ...(['method_promptpay', 'method_paynow', 'choice_cvs_type_ibon', 'choice_cvs_type_fami'] as const),
    ...(['chain_ibon', 'chain_fami', 'chain_hilife', 'chain_ok'] as const),
  ],
  id: ['bank'],
  ms: ['bank'],
};

/** What a text of that language has in it; Latin ones tell themselves by their words below. */
const scripts: Readonly<Partial<Record<Locale, RegExp>>> = {
  'zh-tw': /\p{Script=Han}/u,
  'zh-cn': /\p{Script=Han}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  th: /\p{Script=Thai}/u,
};

const englishWords =
  /(?<!\p{L})(?:the|and|you|your|pay|please|this|page|shop|payment|account|store|of|with|is|not)(?!\p{L})/iu;
const names = /\b(?:[A-Z]\w*Pay|WeChat Pay|Grab ?Pay)\b/g;

describe.each(locales)('the texts in %s', (locale) => {
  const texts = textsOf[locale];

  it('are all there, with the placeholders of the others', () => {
    expect(Object.keys(texts).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      expect([key, placeholders(texts[key])]).toEqual([key, placeholders(textsOf.en[key])]);
      expect([key, texts[key].trim()]).toEqual([key, texts[key]]);
      expect(texts[key]).not.toBe('');
    }
  });

  it('are what the page says, with a lang of the same language', () => {
    expect(translator(locale)('barcodeOf', { number: 2, count: 3 })).toMatch(/2.*3|3.*2/);
    expect(translator(locale)('paidTitle')).toBe(texts.paidTitle);
    expect(new Intl.Locale(languageOf[locale]).language).toBe(locale.slice(0, 2));
  });
});

describe.each(others)('the texts in %s', (locale) => {
  const named = new Set<string>([...(asInEnglish['all'] ?? []), ...(asInEnglish[locale] ?? [])]);
  const own = keys.filter((key) => !named.has(key));

  it('say nothing in English', () => {
    const script = scripts[locale];
    for (const key of own) {
      const text = textsOf[locale][key];
      expect([key, text]).not.toEqual([key, textsOf.en[key]]);
      if (script) expect([key, text]).toEqual([key, expect.stringMatching(script)]);
      expect([key, text.replaceAll(names, '')]).not.toEqual([key, expect.stringMatching(englishWords)]);
    }
  });
});

it('writes Chinese in the characters of its readers', () => {
  const texts = (locale: Locale) =>
    Object.values(textsOf[locale])
      .join('')
      .replaceAll(/（[^）]*）/g, '');
  expect(texts('zh-cn')).not.toMatch(/[頁動後選擇轉帳號額條碼請訂單繳費複製]/);
  expect(texts('zh-tw')).not.toMatch(/[页动后选择转账号额条码请订单缴费复制]/);
});

it.each([
  ['zh-TW', 'zh-tw'],
  ['zh_TW', 'zh-tw'],
  ['ZH', 'zh-tw'],
  ['zh-Hant-HK', 'zh-tw'],
  ['zh-HK', 'zh-tw'],
  ['zh-Hans', 'zh-cn'],
  ['zh-SG', 'zh-cn'],
  ['EN', 'en'],
  ['en-us', 'en'],
  ['ja_JP', 'ja'],
  ['in', 'id'],
  ['ms-MY', 'ms'],
  ['fr', undefined],
  ['*', undefined],
  ['', undefined],
  ['constructor', undefined],
])('takes %j for %s', (tag, locale) => {
  expect(localeNear(tag)).toBe(locale);
});
