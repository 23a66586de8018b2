import { createHash } from 'node:crypto';
import type { Account } from '../accounts.ts';

export type Form = Readonly<Record<string, string>>;

const plain = new Set('abcdefghijklmnopqrstuvwxyz0123456789-_.!*()');

/** .NET's UrlEncode, and all in lower case, byte by byte. */
function encoded(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte).toLowerCase();
    if (byte < 0x80 && plain.has(char)) out += char;
    else out += byte === 0x20 ? '+' : `%${byte.toString(16).padStart(2, '0')}`;
  }
  return out;
}

const lower = ([name]: [string, string]) => name.toLowerCase();

/** The CheckMacValue of a form, whether it holds one or not. */
export function macOf(form: Form, { hashKey, hashIv }: Account): string {
  const pairs = Object.entries(form).filter(([name]) => name !== 'CheckMacValue');
  pairs.sort((a, b) => (lower(a) > lower(b) ? 1 : -1));
  const parts = [['HashKey', hashKey], ...pairs, ['HashIV', hashIv]].map((pair) => pair.join('='));
  return createHash('sha256')
    .update(encoded(parts.join('&')))
    .digest('hex')
    .toUpperCase();
}

export const withMac = (form: Form, account: Account): Form => ({ ...form, CheckMacValue: macOf(form, account) });

export const hasMac = (form: Form, account: Account): boolean => form.CheckMacValue === macOf(form, account);

/** Undefined where a field was given twice. */
export const readForm = (body: string): Form | undefined => unique([...new URLSearchParams(body)]);

/** Of either encoding; undefined also where the body is none, or holds a file. */
export async function readPosted(request: Request): Promise<Form | undefined> {
  const isMultipart = /^multipart\/form-data/i.test(request.headers.get('content-type') ?? '');
  if (!isMultipart) return readForm(await request.text());
  const parts = await request.formData().catch(() => undefined);
  const pairs = [...(parts ?? [])].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return parts && pairs.length === [...parts].length ? unique(pairs) : undefined;
}

function unique(pairs: readonly (readonly [string, string])[]): Form | undefined {
  const form = Object.fromEntries(pairs);
  return Object.keys(form).length === pairs.length ? form : undefined;
}
