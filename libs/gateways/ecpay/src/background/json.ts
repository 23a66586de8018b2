/**
 * Parses a JSON object strictly; undefined for anything else, for broken text, and where a field stands twice in one
 * object: two readers of such a text may each see another value. The reason is not kept, since V8 quotes the text in it.
 */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  let fields = 0;
  try {
    const value: unknown = JSON.parse(text, function (this: unknown, _key, member: unknown) {
      if (!Array.isArray(this)) fields += 1;
      return member;
    });
    // The reviver also visits the root, as the one field of an object of its own.
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return fields - 1 === writtenFields(text) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** How many `"name":` a valid JSON text writes; strings that are values are stepped over. */
function writtenFields(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)) if (colon !== undefined) count += 1;
  return count;
}
