/** The largest amount the contract takes, in the method's own unit. */
export const largestAmount = 999_999_999_999;

/**
 * `amount` (integer, in units of 10^-decimals) as a decimal number in words: (98000, 2) → "980", (98050, 2) → "980.50".
 */
export function majorUnits(amount: number, decimals: number): string {
  if (decimals === 0) return String(amount);
  const digits = String(amount).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals);
  const whole = digits.slice(0, -decimals);
  return /^0+$/.test(fraction) ? whole : `${whole}.${fraction}`;
}
