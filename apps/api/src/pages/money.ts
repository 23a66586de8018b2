import { languageOf, type Locale } from './texts.ts';

/** A sign that several currencies share: the payer is told which. */
const bareSign = '$';

/** Paid at counters and machines in Taiwan, whatever the payer's language: `NT$1.234` would be misread there. */
const groupedAsInTaiwan = 'TWD';

/**
 * `NT$980`, `US$9.99`, as the payer's language writes it, New Taiwan dollars as Taiwan does.
 * @param amount in major units: `1234.50`
 */
export function money(amount: string, currency: string, locale: Locale): string {
  const [, decimals = ''] = amount.split('.');
  const digits = { minimumFractionDigits: decimals.length, maximumFractionDigits: decimals.length };
  const format = (language: string) => new Intl.NumberFormat(language, { style: 'currency', currency, ...digits });
  // As text: a number would lose digits.
  const written = amount as Intl.StringNumericLiteral;
  const parts = format(currency === groupedAsInTaiwan ? 'en' : languageOf[locale]).formatToParts(written);
  return parts.map(({ type, value }) => (type === 'currency' ? signOf(value, currency) : value)).join('');
}

/** The world's English tells all dollars apart. */
function signOf(sign: string, currency: string): string {
  if (sign !== bareSign) return sign;
  const parts = new Intl.NumberFormat('en-001', { style: 'currency', currency }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
