import type { Strings } from '@paycore/core';
import { verify, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What PayPal's headers say of how an event was signed. */
export interface Transmission {
  readonly id: string;
  readonly time: string;
  readonly signature: string;
  readonly certificateUrl: string;
}

/** PayPal names no other. */
const algorithm = 'SHA256withRSA';

/** Undefined where something is missing, or has a form that PayPal's own check would not take. */
export function readTransmission(headers: Strings): Transmission | undefined {
  const header = (name: string) => (Object.hasOwn(headers, name) ? (headers[name] ?? '') : '');
  const id = header('paypal-transmission-id');
  const time = header('paypal-transmission-time');
  const signature = header('paypal-transmission-sig');
  const isWhole =
    /^[\w-]{1,50}$/.test(id) &&
    /^[\dTZ:.+-]{1,64}$/i.test(time) &&
    /^[A-Za-z0-9+/]{4,1400}={0,2}$/.test(signature) &&
    header('paypal-auth-algo') === algorithm;
  return isWhole ? { id, time, signature, certificateUrl: header('paypal-cert-url') } : undefined;
}

/** The text that PayPal signs. The checksum is over the bytes as they came, as an unsigned decimal. */
export const signedText = (
  { id, time }: Pick<Transmission, 'id' | 'time'>,
  webhookId: string,
  body: Uint8Array,
): string => [id, time, webhookId, crc32(body)].join('|');

export const isSigned = (transmission: Transmission, webhookId: string, body: Uint8Array, key: KeyObject): boolean => {
  const text = Buffer.from(signedText(transmission, webhookId, body));
  return verify('RSA-SHA256', text, key, Buffer.from(transmission.signature, 'base64'));
};
