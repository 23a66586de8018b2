import { pageLocales } from '@paycore/core';
import { createInstance } from 'i18next';
import { en } from './locales/en.ts';
import { id } from './locales/id.ts';
import { ja } from './locales/ja.ts';
import { ko } from './locales/ko.ts';
import { ms } from './locales/ms.ts';
import { th } from './locales/th.ts';
import { vi } from './locales/vi.ts';
import { zhCn } from './locales/zh-cn.ts';
import { zhTw, type Texts } from './locales/zh-tw.ts';

export const locales = pageLocales;
export type Locale = (typeof locales)[number];
export type Text = keyof Texts;
/** The text in the page's language. */
export type Translate = (text: Text, values?: Readonly<Record<string, string | number>>) => string;

export const isText = (name: string): name is Text => Object.hasOwn(zhTw, name);

export const isLocale = (text: string): text is Locale => (locales as readonly string[]).includes(text);

/** BCP 47, for the `lang` attribute. */
export const languageOf: Readonly<Record<Locale, string>> = {
  ...{ 'zh-tw': 'zh-Hant-TW', 'zh-cn': 'zh-Hans-CN', en: 'en', ja: 'ja', ko: 'ko' },
  ...{ th: 'th', vi: 'vi', id: 'id', ms: 'ms' },
};

/** Each language in its own words. */
export const languageNames: Readonly<Record<Locale, string>> = {
  ...{ 'zh-tw': '繁體中文', 'zh-cn': '简体中文', en: 'English', ja: '日本語', ko: '한국어' },
  ...{ th: 'ไทย', vi: 'Tiếng Việt', id: 'Bahasa Indonesia', ms: 'Bahasa Melayu' },
};

/**
 * The page's language for a tag that people, browsers and chat programs write: `zh_TW`, `en-US`, `zh-Hant-HK`. Chinese that
 * says no more is Taiwan's.
 */
export function localeNear(tag: string): Locale | undefined {
  const text = tag.replaceAll('_', '-').toLowerCase();
  if (isLocale(text)) return text;
  if (text === 'zh') return 'zh-tw';
  const { language, script } = parsed(text) ?? {};
  if (language === 'zh') return script === 'Hans' ? 'zh-cn' : 'zh-tw';
  return language !== undefined && isLocale(language) ? language : undefined;
}

function parsed(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
}

/** Every text in every language. */
export const textsOf: Readonly<Record<Locale, Texts>> = { 'zh-tw': zhTw, 'zh-cn': zhCn, en, ja, ko, th, vi, id, ms };

const i18n = createInstance();
// Done when this returns, since `initAsync` is off and nothing is loaded.
void i18n.init({
  resources: Object.fromEntries(locales.map((locale) => [locale, { translation: textsOf[locale] }])),
  lowerCaseLng: true,
  fallbackLng: 'zh-tw',
  initAsync: false,
  // The `html` template escapes everything, once.
  interpolation: { escapeValue: false },
});

export const translator = (locale: Locale): Translate => {
  const translate = i18n.getFixedT(locale);
  return (text, values) => translate(text, values ?? {});
};
