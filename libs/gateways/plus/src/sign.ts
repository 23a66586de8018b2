import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

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

/** In a time that tells nothing of where they differ. */
export function isSignature(given: string, fields: Fields, secretKey: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given.toLowerCase()), digest(signatureOf(fields, secretKey)));
}
