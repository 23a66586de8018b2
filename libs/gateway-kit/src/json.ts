import { isTooDeep, type Info } from '@paycore/core';
import type * as z from 'zod';

/** Undefined for broken text, and for what is nested too deep. The error is dropped, since V8 quotes the text in it. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Undefined where the text does not match the schema. */
export const parseJsonAs = <Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> | undefined =>
  schema.safeParse(parseJson(text)).data;

/** Undefined for anything but an object. */
export function parseObject(text: string): Info | undefined {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Info) : undefined;
}

/** Undefined also where an object repeats a field, since two readers may see different values. */
export function parseStrictObject(text: string): Info | undefined {
  const value = parseObject(text);
  // A text that is written as we would write its value repeats nothing.
  const isStrict = value && (JSON.stringify(value) === text || readFields(value) === writtenFields(text));
  return isStrict ? value : undefined;
}

/** The fields of a flat object as texts, without nulls; undefined also where `isTaken` refuses a value. */
export function parseFlatObject(
  text: string,
  isTaken: (value: unknown) => boolean,
): ReadonlyMap<string, string> | undefined {
  const object = parseStrictObject(text);
  const fields = object && Object.entries(object).filter(([, value]) => value !== null);
  if (!fields?.every(([, value]) => isTaken(value))) return undefined;
  return new Map(fields.map(([name, value]) => [name, String(value)]));
}

/** Counts the fields of all objects in it. Not recursive, so any depth is safe. */
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

/** Counts each `"name":` in a valid JSON text, skipping strings that are values. */
function writtenFields(text: string): number {
  const strings = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?/g) ?? [];
  return strings.filter((string) => string.endsWith(':')).length;
}
