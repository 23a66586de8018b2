/** The query of a call; what is undefined is left out. */
export function queryOf(values: Readonly<Record<string, Date | string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) query.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  return query.toString();
}
