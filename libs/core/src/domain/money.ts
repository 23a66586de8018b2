/** The largest amount the contract accepts, in the method's own unit. */
export const maxAmount = 999_999_999_999;

/**
 * `amount` (an integer in units of 10^-decimals) as decimal text: (98000, 2) → "980", (98050, 2) → "980.50".
 */
export function majorUnits(amount: number | bigint, decimals: number): string {
  if (decimals === 0) return String(amount);
  const digits = String(amount).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals);
  const whole = digits.slice(0, -decimals);
  return /^0+$/.test(fraction) ? whole : `${whole}.${fraction}`;
}

/** An integer `amount` in units of 10^-decimals of a currency. */
export interface Sum {
  readonly amount: number;
  readonly decimals: number;
}

/** Adds amounts of one currency held in different units; in major units: 98000 at 2 decimals plus 980 at 0 → 1960. */
export function sumInMajorUnits(sums: readonly Sum[]): number {
  const maxDecimals = Math.max(0, ...sums.map(({ decimals }) => decimals));
  const scaled = sums.map(({ amount, decimals }) => BigInt(amount) * 10n ** BigInt(maxDecimals - decimals));
  const total = scaled.reduce((sum, part) => sum + part, 0n);
  return Number(majorUnits(total, maxDecimals));
}
