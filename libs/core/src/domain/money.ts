/** The largest amount the contract accepts: in the method's own unit, and in major units where it is sent as decimal text. */
export const maxAmount = 999_999_999_999;

/** An integer `amount` in units of 10^-decimals of a currency. */
export interface Sum {
  readonly amount: number;
  readonly decimals: number;
}

/** In major units, with all its decimals: (99900, 2) → "999.00". */
export function decimalText(amount: number | bigint, decimals: number): string {
  if (decimals === 0) return String(amount);
  const digits = String(amount).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** In major units, whole ones without decimals: (98000, 2) → "980", (98050, 2) → "980.50". */
export const majorUnits = (amount: number | bigint, decimals: number): string =>
  decimalText(amount, decimals).replace(/\.0+$/, '');

/** The same money in units of 10^-to: (1000, 2) is 10 at 0. Undefined where it is no whole number of those, or too large to be exact. */
export function scaled({ amount, decimals }: Sum, to: number): number | undefined {
  const [up, down] = [10n ** BigInt(Math.max(0, to - decimals)), 10n ** BigInt(Math.max(0, decimals - to))];
  const units = BigInt(amount) * up;
  const result = Number(units / down);
  return units % down === 0n && Number.isSafeInteger(result) ? result : undefined;
}

/** Adds amounts of one currency held in different units; in major units: 98000 at 2 decimals plus 980 at 0 → 1960. */
export function sumInMajorUnits(sums: readonly Sum[]): number {
  const maxDecimals = Math.max(0, ...sums.map(({ decimals }) => decimals));
  const parts = sums.map(({ amount, decimals }) => BigInt(amount) * 10n ** BigInt(maxDecimals - decimals));
  const total = parts.reduce((sum, part) => sum + part, 0n);
  return Number(majorUnits(total, maxDecimals));
}
