import type { FieldFaults } from '@paycore/core';
import type * as z from 'zod';
import { messages } from '../messages.ts';

/** What the schema does not know: misspelt, it would be ignored without a word. */
export function unknownIn({ shape }: z.ZodObject, query: object): FieldFaults {
  const unknown = Object.keys(query).filter((name) => !Object.hasOwn(shape, name));
  return Object.fromEntries(unknown.map((name) => [name, [messages.unknown(name)]]));
}

export function faultsOf(error: z.ZodError): FieldFaults {
  const faults: Record<string, string[]> = {};
  for (const { path, message } of error.issues) {
    const place = path.findIndex((name) => typeof name === 'number');
    const array = path.slice(0, place).join('.');
    const text = place < 0 ? message : message.replace(`${array}.*`, `${array}.${String(path[place])}`);
    (faults[path.join('.')] ??= []).push(text);
  }
  return faults;
}
