import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Keys } from '../credentials.ts';

const cipher = 'aes-128-cbc';

/** PHP's urlencode(): encodeURIComponent leaves five more characters alone and encodes a blank as %20. */
const formEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

const formDecode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

/** `Data` of an envelope: https://developers.ecpay.com.tw/?p=28000, AES-128-CBC over form-encoded JSON. */
export function encryptData(value: unknown, { hashKey, hashIv }: Keys): string {
  const seal = createCipheriv(cipher, hashKey, hashIv);
  return seal.update(formEncode(JSON.stringify(value)), 'utf8', 'base64') + seal.final('base64');
}

/**
 * The JSON text inside `Data`; undefined for any fault, so that a caller cannot tell bad padding from a bad text. The plain
 * text must be printable ASCII, as form encoding leaves it: a tampered block decrypts to noise and fails here, which is the
 * closest thing to a MAC in this format.
 */
export function decryptData(data: string, { hashKey, hashIv }: Keys): string | undefined {
  const base64 = data.replaceAll(' ', '+');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  try {
    const open = createDecipheriv(cipher, hashKey, hashIv);
    const plain = open.update(base64, 'base64', 'latin1') + open.final('latin1');
    return /^[\x21-\x7e]+$/.test(plain) ? formDecode(plain) : undefined;
  } catch {
    return undefined;
  }
}
