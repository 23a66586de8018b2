import { isSecretParam, secretParams } from '@paycore/core';

const secretName = /secret|token|passw|credential|authorization|cookie|api[-_]?key|hash[-_]?(?:key|iv)|verify[-_]?key/i;
const secretQuery = /((?:^|[?&;\s"'])[\w.%[\]-]{0,64}(?:secret|token|key)[\w.%[\]-]{0,64}=)[^&\s"'<>]+/gi;

/** A letter as itself or percent-encoded, in either case. */
const letter = (char: string) =>
  `(?:${char}|%(?:25)*(?:${[char.toLowerCase(), char.toUpperCase()].map((each) => each.charCodeAt(0).toString(16)).join('|')}))`;

/** The declared names in a URL, also in one that is part of another and so encoded, once or more often. */
const declaredQuery = new RegExp(
  `((?:[?&;#]|%(?:25)*(?:3f|26|23))(?:${Object.values(secretParams)
    .map((name) => [...name].map(letter).join(''))
    .join('|')})(?:=|%(?:25)*3d))(?:(?!%(?:25)*26)[^&\\s"'<>])+`,
  'gi',
);

/**
 * API keys, notice secrets and similar keys; the part before the last `_` says whose they are. Twelve characters alone are the
 * public part of a key of ours.
 */
const secretWord =
  /\b(?!pc_[a-z]+_[A-Za-z0-9]{12}(?![A-Za-z0-9+/=_-]))((?:[sr]k|pc)_(?:live|test|admin)_|whsec_)[A-Za-z0-9+/=_-]{8,}/g;

const passwordInUrl = /(:\/\/)[^\s/@]{1,256}@/g;

const cut = '[cut]';
const maxDepth = 6;
const maxEntries = 100;
const maxTextLength = 8_000;

/** Each pattern needs one of these; most log texts have none. */
const mayHoldSecret = new RegExp(
  `secret|token|key|%|@|(?:[sr]k|pc)_(?:live|test|admin)_|whsec_|[?&;#](?:${Object.values(secretParams).join('|')})=`,
  'i',
);

/** The text without the values of secret-looking query parameters and recognizable keys, limited in length. */
export const cutSecrets = (text: string): string =>
  mayHoldSecret.test(text)
    ? text
        .slice(0, maxTextLength)
        .replace(secretQuery, `$1${cut}`)
        .replace(declaredQuery, `$1${cut}`)
        .replace(secretWord, `$1${cut}`)
        .replace(passwordInUrl, `$1${cut}@`)
    : text.slice(0, maxTextLength);

/** A request's URL for the log. Names are decoded like the query parser does, so no spelling of `secret` slips through. */
export function cutUrl(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  const pairs = url.slice(at + 1).split('&');
  return `${url.slice(0, at)}?${pairs.map(cutPair).join('&')}`;
}

function cutPair(pair: string): string {
  const at = pair.indexOf('=');
  if (at < 0) return pair;
  return isSecretName(decoded(pair.slice(0, at))) ? `${pair.slice(0, at)}=${cut}` : pair;
}

/** Declared names count however they are decorated (`t[]`, `+t`, `%fft`): parsers disagree about what they mean. */
const isSecretName = (name: string): boolean =>
  secretName.test(name) || isSecretParam(name.replace(/%[\da-f]{2}|\W/gi, ''));

/** Decodes valid ASCII escapes one by one and leaves broken ones: all names that matter are ASCII. */
const decoded = (name: string) =>
  name.replace(/%([0-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** An error for the log: name, message, code and stack, and the same for its causes. */
export function errorDetail(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return redact(error, depth);
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? { code: error.code } : {};
  const hasCause = error.cause !== undefined && depth < maxDepth;
  return {
    name: error.name,
    message: cutSecrets(error.message),
    ...code,
    stack: cutSecrets(error.stack ?? ''),
    ...(hasCause && { cause: errorDetail(error.cause, depth + 1) }),
  };
}

/** A copy for the log: secrets removed (by name, and core's `Secret`), errors shortened, bytes counted, depth and length limited. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cutSecrets(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return '[deep]';
  if (value instanceof Error) return errorDetail(value, depth);
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return (value as { toJSON(): unknown }).toJSON();
  if (Array.isArray(value)) return value.slice(0, maxEntries).map((item) => redact(item, depth + 1));
  return redactMembers(value, depth);
}

export function redactMembers(value: object, depth = 0): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  let entries = 0;
  for (const [name, member] of Object.entries(value)) {
    if ((entries += 1) > maxEntries) break;
    // It would become the prototype.
    if (name !== '__proto__') shown[name] = isSecret(name, member) ? cut : redact(member, depth + 1);
  }
  return shown;
}

/** A boolean reveals no secret: `hasToken: true`. */
const isSecret = (name: string, value: unknown) =>
  isSecretMember(name) && value !== undefined && value !== null && typeof value !== 'boolean';

const maxKnown = 1_000;
const maxKnownLength = 64;
const known = new Map<string, boolean>();

/** Members' names are few and come again with every line; those that a stranger chose must not fill the memory. */
function isSecretMember(name: string): boolean {
  const found = known.get(name);
  if (found !== undefined) return found;
  const isFound = isSecretName(name);
  if (known.size < maxKnown && name.length <= maxKnownLength) known.set(name, isFound);
  return isFound;
}
