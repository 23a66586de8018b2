/**
 * Whole dollars as PLUS may write them: `980`, and `980.0` or `980.00`, which say the same. Undefined for all else, so that
 * nothing rounded, signed, padded or grouped passes for an amount.
 */
export function readMoney(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const [, dollars] = /^([1-9]\d{0,11}|0)(?:\.0{1,2})?$/.exec(text) ?? [];
  return dollars === undefined ? undefined : Number(dollars);
}
