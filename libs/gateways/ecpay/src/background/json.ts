/**
 * Parses a JSON object strictly; undefined for anything else, for broken text, and where a field stands twice in one
 * object: two readers of such a text may each see another value. The reason is not kept, since V8 quotes the text in it.
 */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return readFields(value) === writtenFields(text) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** How many fields the objects in it have. No recursion: any depth is safe. */
function readFields(root: object): number {
  let count = 0;
  const waiting: unknown[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const members: readonly unknown[] = Object.values(value);
    if (!Array.isArray(value)) count += members.length;
    for (const member of members) waiting.push(member);
  }
  return count;
}

/** How many `"name":` a valid JSON text writes; strings that are values are stepped over. */
function writtenFields(text: string): number {
  const strings = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?/g) ?? [];
  return strings.filter((string) => string.endsWith(':')).length;
}
