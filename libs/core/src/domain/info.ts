/** A JSON object. */
export type Info = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Info =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Adds incoming fields to the known ones; a known value always wins. Nested objects merge the same way, since a gateway may
 * fill them in steps. Returns `known` itself where nothing is new.
 */
export function mergeInfo(known: Info, incoming: Info): Info {
  const fresh: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(incoming)) {
    const old = known[key];
    if (!Object.hasOwn(known, key)) {
      if (value !== undefined) fresh[key] = value;
    } else if (isObject(old) && isObject(value)) {
      const merged = mergeInfo(old, value);
      if (merged !== old) fresh[key] = merged;
    }
  }
  return Object.keys(fresh).length > 0 ? { ...known, ...fresh } : known;
}
