/** Lists and objects in each other that JSON from outside may have; gateways' callbacks come to about ten. */
export const maxJsonDepth = 32;

const codeOf = (character: string): number => character.charCodeAt(0);
const [quote, backslash] = [codeOf('"'), codeOf('\\')];
const steps: ReadonlyMap<number, number> = new Map([
  [codeOf('['), 1],
  [codeOf('{'), 1],
  [codeOf(']'), -1],
  [codeOf('}'), -1],
]);

/**
 * Whether JSON text, as its UTF-8 bytes, is nested deeper than `maxJsonDepth`: found without parsing it, in one pass. Text that
 * is broken is judged by the brackets that it has.
 */
export function isTooDeep(json: Uint8Array): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === quote) at = endOfString(json, at);
    else depth += steps.get(byte) ?? 0;
    if (depth > maxJsonDepth) return true;
  }
  return false;
}

/** Where the string ends that begins at a quote; past the text where it never does. */
function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1;
  return at;
}
