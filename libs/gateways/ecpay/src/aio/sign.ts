import { safeEqual } from '@paycore/safe-equal';
import { createHash } from 'node:crypto';
import type { Keys } from '../credentials.ts';

export type Fields = ReadonlyMap<string, string>;

const macField = 'CheckMacValue';

/** Characters that .NET's form encoding leaves alone, unlike ours. */
const spared: Readonly<Record<string, string>> = { '%21': '!', '%28': '(', '%29': ')' };

/** Form encoding in lower case; the text's own letters are lowered too, so the MAC is blind to letter case. */
const encode = (text: string): string =>
  new URLSearchParams([['', text]])
    .toString()
    .slice(1)
    .toLowerCase()
    .replace(/%2[189]/g, (hex) => spared[hex] ?? hex);

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a.toLowerCase() < b.toLowerCase() ? -1 : 1;

/** SHA-256 over all fields but itself, EncryptType 1: https://developers.ecpay.com.tw/?p=2902. */
export function checkMacValue(fields: Fields, { hashKey, hashIv }: Keys): string {
  const pairs = [...fields].filter(([name]) => name !== macField).sort(byName);
  const text = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  return createHash('sha256')
    .update(encode(`HashKey=${hashKey}&${text}&HashIV=${hashIv}`))
    .digest('hex')
    .toUpperCase();
}

/** The fields as an object, with their MAC. */
export function signed(fields: Readonly<Record<string, string>>, keys: Keys): Record<string, string> {
  return { ...fields, [macField]: checkMacValue(new Map(Object.entries(fields)), keys) };
}

/** Some of ECPay's flows write the MAC in lower case. */
export const isSigned = (fields: Fields, keys: Keys): boolean =>
  safeEqual((fields.get(macField) ?? '').toUpperCase(), checkMacValue(fields, keys));
