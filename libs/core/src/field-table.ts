import type { FieldDocs, FieldTable, JsonSchema } from './ports/gateway-docs.ts';

type Texts = Omit<FieldDocs, 'schema' | 'required'>;

/**
 * The table of an object whose JSON schema a validator gave: type, limits and whether a field is required come from there,
 * words from `texts`. Throws where the two do not name the same fields.
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
