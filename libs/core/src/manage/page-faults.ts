import { contrast } from '../domain/contrast.ts';
import type { FieldFaults } from '../domain/errors.ts';
import { pageLocales } from '../domain/locales.ts';
import type { PageSettings } from '../domain/shop.ts';

/** What a merchant sets of the page at once; the logo goes by itself. */
export type PageTexts = Omit<PageSettings, 'logo'>;

/** Characters at most, and seconds. */
export const pageLimits = { shopName: 60, supportContact: 200, redirectSeconds: 60 } as const;

/** What the accent color stands on, as the page's style sheet has it, and, being white, what is written on the color. */
export const accentGrounds = ['#FFFFFF', '#F3F5F7', '#EEF5FB'] as const;

/** For text of any size: www.w3.org/TR/WCAG22/#contrast-minimum. */
const minContrast = 4.5;

/** Each setting by its name in the API. */
export const pageFields = {
  shopName: 'shop_name',
  accentColor: 'accent_color',
  supportContact: 'support_contact',
  defaultLocale: 'default_locale',
  successRedirectSeconds: 'success_redirect_seconds',
} as const satisfies Readonly<Record<keyof PageTexts, string>>;

type Rules = { readonly [Name in keyof PageTexts]-?: (value: NonNullable<PageTexts[Name]>) => string | undefined };

const rules: Rules = {
  shopName: (text) => textFault(text, pageLimits.shopName),
  supportContact: (text) => textFault(text, pageLimits.supportContact),
  accentColor: (color) => (/^#[0-9A-F]{6}$/i.test(color) ? contrastFault(color) : 'must be a color such as #1A73E8'),
  defaultLocale: (locale) =>
    (pageLocales as readonly string[]).includes(locale) ? undefined : `must be one of: ${pageLocales.join(', ')}`,
  successRedirectSeconds: (seconds) =>
    Number.isInteger(seconds) && seconds >= 0 && seconds <= pageLimits.redirectSeconds
      ? undefined
      : `must be between 0 and ${pageLimits.redirectSeconds}`,
};

/** Control characters, line ends, halves of characters, and what turns the direction of the text around it. */
const notPlain = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u;

function textFault(text: string, max: number): string | undefined {
  if ([...text].length > max) return `must not be greater than ${max} characters`;
  return notPlain.test(text) ? 'must be plain text of one line' : undefined;
}

function contrastFault(color: string): string | undefined {
  const [worst] = accentGrounds.map((ground) => ({ ground, is: contrast(color, ground) })).sort((a, b) => a.is - b.is);
  if (!worst || worst.is >= minContrast) return undefined;
  const is = (Math.floor(worst.is * 100) / 100).toFixed(2);
  return `must be darker: with the page's ${worst.ground} it has a contrast of ${is}:1, and text needs ${minContrast}:1`;
}

/** All that is wrong, by the names of the API. */
export function pageFaults(texts: PageTexts): FieldFaults {
  const faults = Object.entries(pageFields).flatMap(([name, field]) => {
    const fault = faultOf(texts, name as keyof PageTexts);
    return fault === undefined ? [] : [[field, [`The ${field} field ${fault}.`]] as const];
  });
  return Object.fromEntries(faults);
}

function faultOf<Name extends keyof PageTexts>(texts: PageTexts, name: Name): string | undefined {
  const value = texts[name];
  const rule = rules[name] as (value: NonNullable<PageTexts[Name]>) => string | undefined;
  return value === undefined ? undefined : rule(value);
}
