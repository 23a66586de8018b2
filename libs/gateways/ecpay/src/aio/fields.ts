import type { Fields } from './check-mac-value.ts';

/**
 * Undefined where a name stands twice: two readers may each see another value. Letter case does not tell names apart,
 * since the MAC is blind to it.
 */
function unique(pairs: readonly (readonly [string, string])[]): Fields | undefined {
  const names = new Set(pairs.map(([name]) => name.toLowerCase()));
  return names.size === pairs.length ? new Map(pairs) : undefined;
}

/** A form as browsers and ECPay's server post it. */
export const readForm = (body: string): Fields | undefined => unique([...new URLSearchParams(body)]);

/** An answer to a query looks like a form, but its values are written as they are. */
export const readLine = (line: string): Fields | undefined =>
  unique(
    line
      .trim()
      .split('&')
      .map((pair) => {
        const at = pair.indexOf('=');
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      }),
  );

/**
 * Joining with `&` and `=` does not tell where a value ends: a signed text can be cut into other fields, as long as what is
 * left over hides in some value. A value that holds a field is therefore believed nothing.
 */
export const hidesFields = (fields: Fields): boolean => [...fields.values()].some((value) => /&[^&=]*=/.test(value));
