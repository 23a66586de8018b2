/** Lists and objects in each other that JSON from outside may have; gateways' callbacks come to about ten. */
export const maxJsonDepth = 32;

const codeOf = (character: string): number => character.charCodeAt(0);
const [quote, backslash] = [codeOf('"'), codeOf('\\')];
const [openList, openObject, closeList, closeObject] = [codeOf('['), codeOf('{'), codeOf(']'), codeOf('}')];

/** All that is looked for is ASCII, which UTF-8 bytes and the characters of a string write alike. */
type CodeAt = (at: number) => number | undefined;

/**
 * Whether JSON, as text or as its UTF-8 bytes, is nested deeper than `maxJsonDepth`: found without parsing it, in one pass. What
 * is broken is judged by the brackets that it has.
 */
export function isTooDeep(json: string | Uint8Array): boolean {
  if (!mayBeTooDeep(json)) return false;
  const codeAt: CodeAt = typeof json === 'string' ? (at) => json.charCodeAt(at) : (at) => json[at];
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = codeAt(at);
    if (code === quote) at = endOfString(codeAt, at, json.length);
    else if (code === openList || code === openObject) depth += 1;
    else if (code === closeList || code === closeObject) depth -= 1;
    if (depth > maxJsonDepth) return true;
  }
  return false;
}

/** Most JSON has fewer brackets than that in all, which is found without looking at each character. */
function mayBeTooDeep(json: string | Uint8Array): boolean {
  const next =
    typeof json === 'string'
      ? (code: number, from: number) => json.indexOf(String.fromCharCode(code), from)
      : (code: number, from: number) => json.indexOf(code, from);
  let left = maxJsonDepth;
  for (const bracket of [openList, openObject]) {
    for (let at = next(bracket, 0); at >= 0; at = next(bracket, at + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
}

/** Where the string ends that begins at a quote; past the end where it never does. */
function endOfString(codeAt: CodeAt, start: number, length: number): number {
  let at = start + 1;
  while (at < length && codeAt(at) !== quote) at += codeAt(at) === backslash ? 2 : 1;
  return at;
}
