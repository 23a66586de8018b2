/** Languages that the payer's page speaks, as its address names them. */
export const pageLocales = ['zh-tw', 'zh-cn', 'en', 'ja', 'ko', 'th', 'vi', 'id', 'ms'] as const;

// Made once: asking Intl takes as long as sealing a page.
const tags = new Map<string, string>(pageLocales.map((locale) => [locale, tagOf(locale)]));

/** A page locale as a BCP 47 tag in canonical letter case, as gateways want it: `zh-TW`. */
export const languageTag = (locale: string): string => tags.get(locale) ?? tagOf(locale);

function tagOf(locale: string): string {
  return Intl.getCanonicalLocales(locale)[0] ?? locale;
}
