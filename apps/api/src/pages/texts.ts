import { pageLocales } from '@paycore/core';
import { createInstance } from 'i18next';
import { en } from './locales/en.ts';
import { zhTw } from './locales/zh-tw.ts';

export const locales = pageLocales;
export type Locale = (typeof locales)[number];
export type Text = keyof typeof zhTw;
/** The text in the page's language. */
export type Translate = (text: Text, values?: Readonly<Record<string, string | number>>) => string;

export const isText = (name: string): name is Text => Object.hasOwn(zhTw, name);

export const isLocale = (text: string): text is Locale => (locales as readonly string[]).includes(text);

/** BCP 47, for the `lang` attribute. */
export const languageOf: Readonly<Record<Locale, string>> = { 'zh-tw': 'zh-Hant-TW', en: 'en' };

const i18n = createInstance();
await i18n.init({
  resources: { 'zh-tw': { translation: zhTw }, en: { translation: en } },
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
