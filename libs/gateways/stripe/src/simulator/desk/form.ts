import { invalid } from './refusal.ts';

export type Value = string | Fields;
export interface Fields {
  [name: string]: Value;
}

const pathOf = (name: string): readonly string[] => name.replaceAll(']', '').split('[');

/** `metadata[payment_no]=PAY…&types[]=card&types[0]=card`: nested names of a form; lists are objects with numbers for names. */
export function readForm(text: string): Fields {
  const root: Fields = Object.create(null) as Fields;
  for (const [name, value] of new URLSearchParams(text)) {
    const path = pathOf(name);
    const last = path.at(-1) ?? '';
    let at = root;
    for (const part of path.slice(0, -1)) {
      const next: Value = (at[part] ??= Object.create(null) as Fields);
      if (typeof next === 'string') throw invalid('Invalid object', 'parameter_invalid', name);
      at = next;
    }
    at[last === '' ? String(Object.keys(at).length) : last] = value;
  }
  return root;
}

export function textAt(fields: Fields, ...path: readonly string[]): string | undefined {
  let value: Value | undefined = fields;
  for (const part of path) value = typeof value === 'object' ? value[part] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function textsAt(fields: Fields, name: string): Readonly<Record<string, string>> | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string') throw invalid(`Invalid ${name}`, 'parameter_invalid', name);
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}

export function refuseUnknown(fields: Fields, known: readonly string[]): void {
  const stranger = Object.keys(fields).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw invalid(`Received unknown parameter: ${stranger}`, 'parameter_unknown', stranger);
  }
}

/** The query of an address, nested as a form's names are. */
export const queryOf = (url: string): Fields => readForm(new URL(url).search.slice(1));

const maxKeys = 50;

/** https://docs.stripe.com/api/metadata: 50 keys, names of 40 characters, values of 500. */
export function readMetadata(fields: Fields): Readonly<Record<string, string>> {
  const metadata = textsAt(fields, 'metadata') ?? {};
  const { length } = Object.keys(metadata);
  if (length > maxKeys) {
    const message = `Metadata can have up to ${maxKeys} keys, but you've set ${length}.`;
    throw invalid(message, 'parameter_invalid', 'metadata');
  }
  for (const [name, value] of Object.entries(metadata)) {
    const param = `metadata[${name}]`;
    if (name.length > 40) {
      throw invalid(`Invalid key: ${name} must be a string under 40 characters`, 'parameter_invalid', param);
    }
    if (value.length > 500) {
      throw invalid(`Invalid val: ${value} must be a string under 500 characters`, 'parameter_invalid', param);
    }
  }
  return metadata;
}
