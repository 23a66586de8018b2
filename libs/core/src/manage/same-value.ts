/** Whether two JSON values say the same, in whatever order their members stand; one that is null or empty counts as absent. */
export const isSameValue = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

const canonical = (value: unknown): string => JSON.stringify(ordered(value)) ?? '';

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== '');
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, member]) => [name, ordered(member)]));
}
