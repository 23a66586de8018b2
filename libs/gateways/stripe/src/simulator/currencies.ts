/** Without a minor unit: https://docs.stripe.com/currencies#zero-decimal. */
const whole = ['bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'vnd', 'vuv', 'xaf', 'xof', 'xpf'];
const thousandths = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];

export const decimals = (currency: string): number =>
  whole.includes(currency) ? 0 : thousandths.includes(currency) ? 3 : 2;

/** `NT$9.80`, as Stripe's messages show amounts. */
export function shown(amount: number, currency: string): string {
  const digits = decimals(currency);
  const format = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat('en-US', format).format(amount / 10 ** digits);
}

/**
 * Smallest charges in the smallest unit: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts. They are of
 * the currency that an account is paid out in; these accounts are paid out in whichever of them is charged, else in dollars.
 */
const smallest: Readonly<Record<string, number>> = {
  usd: 50,
  aud: 50,
  cad: 50,
  chf: 50,
  eur: 50,
  nzd: 50,
  sgd: 50,
  gbp: 30,
  hkd: 400,
  jpy: 50,
  myr: 200,
  thb: 1000,
  dkk: 250,
  nok: 300,
  sek: 300,
};

/** Rough rates of currencies that have no minimum of their own; the real one takes the day's. */
const perDollar: Readonly<Record<string, number>> = { twd: 32, cny: 7, krw: 1400, php: 57, idr: 16_000, vnd: 25_000 };

/** Why the amount is too small for a charge; undefined where it is not. */
export function tooSmall(amount: number, currency: string): string | undefined {
  const least = smallest[currency];
  if (least !== undefined) {
    return amount < least ? `Amount must be at least ${shown(least, currency)} ${currency}` : undefined;
  }
  const rate = perDollar[currency];
  const cents = rate === undefined ? Number.POSITIVE_INFINITY : (amount / 10 ** decimals(currency) / rate) * 100;
  if (cents >= 50) return undefined;
  const converted = shown(Math.round(cents), 'usd');
  return `Amount must convert to at least 50 cents. ${shown(amount, currency)} converts to approximately ${converted}.`;
}
