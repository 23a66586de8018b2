/** All fields, those that have no value too, so that none is forgotten. */
export type Row<T> = { readonly [K in keyof T]-?: object extends Pick<T, K> ? T[K] | undefined : T[K] };

/** What a row is made of: fields without a value may be left out or `undefined`. */
export type FieldsOf<T> = { readonly [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

/** While it is made. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** `Object.assign` for fields that a row has already: V8's own calls its runtime for each of them. */
export function assign<T extends object>(row: T, fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  for (const name in fields) row[name] = fields[name] as T[typeof name];
  return row;
}
