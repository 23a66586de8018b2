import type { FieldDocs, FieldTable, JsonSchema } from '@paycore/core';

type Texts = Omit<FieldDocs, 'schema' | 'required'>;

/**
 * Joins an object's JSON schema (types, limits, required fields) with `texts` (the wording). Throws where the two do not
 * name the same fields.
 */
export function fieldTable(schema: JsonSchema, texts: Readonly<Record<string, Texts>>): FieldTable {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const [inSchema, described] = [Object.keys(properties), Object.keys(texts)];
  const unmatched = [
    ...inSchema.filter((name) => !described.includes(name)),
    ...described.filter((name) => !inSchema.includes(name)),
  ];
  if (unmatched.length > 0) throw new Error(`Fields of schema and texts differ: ${unmatched.join(', ')}.`);
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      { ...text, schema: properties[name] ?? {}, required: required.includes(name) },
    ]),
  );
}
