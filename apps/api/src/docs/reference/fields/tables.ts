import type { FieldDocs, FieldTable, Info, JsonSchema } from '@paycore/core';

export const isRequired = ({ required }: FieldDocs): boolean => required !== false;

/** Fields under their object: `bank_code` → `data.payment_info.bank_code`. */
export const under = (prefix: string, table: FieldTable): FieldTable =>
  Object.fromEntries(Object.entries(table).map(([name, field]) => [`${prefix}.${name}`, field]));

interface Node {
  field?: FieldDocs;
  readonly members: Map<string, Node>;
}

function treeOf(table: FieldTable): Node {
  const root: Node = { members: new Map() };
  for (const [path, field] of Object.entries(table)) {
    let node = root;
    for (const name of path.split('.')) {
      const next = node.members.get(name) ?? { members: new Map<string, Node>() };
      node.members.set(name, next);
      node = next;
    }
    node.field = field;
  }
  return root;
}

/** The object that the table describes, its words in English. `isClosed`: it never holds anything else. */
export function objectSchema(table: FieldTable, isClosed = false): JsonSchema {
  const schemaOf = ({ field, members }: Node): JsonSchema => {
    if (members.size === 0 && field) return fieldSchema(field);
    const entries = [...members];
    const required = entries.filter(([, node]) => isNeeded(node)).map(([name]) => name);
    return {
      type: 'object',
      ...(field && { description: field.meaning.en }),
      properties: Object.fromEntries(entries.map(([name, node]) => [name, schemaOf(node)])),
      ...(required.length > 0 && { required }),
      ...(isClosed && { additionalProperties: false }),
    };
  };
  return schemaOf(treeOf(table));
}

const isNeeded = ({ field, members }: Node): boolean =>
  members.size === 0 ? field !== undefined && isRequired(field) : [...members.values()].some(isNeeded);

export const fieldSchema = ({ schema, meaning, example }: FieldDocs): JsonSchema => ({
  ...schema,
  description: meaning.en,
  ...(example !== undefined && { examples: [example] }),
});

/** The object of the table's examples; `only` leaves out fields. */
export function exampleOf(table: FieldTable, only: (field: FieldDocs) => boolean = () => true): Info {
  const shown = Object.entries(table).filter(([, field]) => field.example !== undefined && only(field));
  const valueOf = ({ field, members }: Node): unknown =>
    members.size === 0 ? field?.example : Object.fromEntries([...members].map(([name, node]) => [name, valueOf(node)]));
  return (shown.length === 0 ? {} : valueOf(treeOf(Object.fromEntries(shown)))) as Info;
}
