import type { Fields } from './sign.ts';

/** Each `"name":` of a JSON text; strings that are values are stepped over. */
const writtenNames = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

type Flat = string | number | boolean | null;
const isFlat = (value: unknown): value is Flat => typeof value !== 'object' || value === null;

function readJson(text: string): Fields | undefined {
  try {
    const entries = Object.entries(JSON.parse(text) as Readonly<Record<string, unknown>>);
    const names = [...text.matchAll(writtenNames)].filter(([, colon]) => colon !== undefined);
    const flat = entries.filter((entry): entry is [string, Flat] => isFlat(entry[1]));
    if (flat.length !== entries.length || names.length !== entries.length) return undefined;
    return new Map(flat.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])));
  } catch {
    return undefined;
  }
}

function readForm(text: string): Fields | undefined {
  const pairs = [...new URLSearchParams(text)];
  const fields = new Map(pairs);
  return fields.size === pairs.length ? fields : undefined;
}

/**
 * The fields of a callback, JSON or a form: which of the two PLUS sends is not known, so the text tells. Undefined where it
 * is neither, where JSON is nested, and where a field stands twice: which one is meant?
 */
export function readBody(body: Uint8Array): Fields | undefined {
  const text = Buffer.from(body).toString('utf8').trim();
  return text.startsWith('{') ? readJson(text) : readForm(text);
}
