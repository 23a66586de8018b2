import { safeEqual } from '@paycore/safe-equal';
import { createHmac } from 'node:crypto';

export type Fields = ReadonlyMap<string, string>;

/**
 * Assumed: HMAC-SHA-256 in hex under the merchant's secret_key, over all other fields sorted by name (code units) and written
 * as a form is (https://url.spec.whatwg.org/#urlencoded-serializing), so that no two sets of fields share a text.
 */
export function signatureOf(fields: Fields, secretKey: string): string {
  const form = new URLSearchParams([...fields]);
  form.sort();
  return createHmac('sha256', secretKey).update(form.toString()).digest('hex');
}

export const isSignature = (signature: string, fields: Fields, secretKey: string): boolean =>
  safeEqual(signature.toLowerCase(), signatureOf(fields, secretKey));
