import { createVerify, createSign, randomUUID, X509Certificate } from 'node:crypto';
import type { Keys } from './keys.ts';

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/** CRC-32 as zip has it. */
export function checksum(bytes: Uint8Array): number {
  let register = 0xffffffff;
  for (const byte of bytes) register = (register >>> 8) ^ (table[(register ^ byte) & 0xff] ?? 0);
  return (register ^ 0xffffffff) >>> 0;
}

const messageOf = (id: string, time: string, webhookId: string, body: string): string =>
  `${id}|${time}|${webhookId}|${checksum(new TextEncoder().encode(body))}`;

/** The headers of one transmission. */
export function sign(body: string, webhookId: string, keys: Keys, origin: string, at: Date): Record<string, string> {
  const id = randomUUID();
  const time = `${at.toISOString().slice(0, 19)}Z`;
  const signer = createSign('RSA-SHA256').update(messageOf(id, time, webhookId, body));
  return {
    'content-type': 'application/json',
    'user-agent': 'PayPal/AUHD-214.0-58843307',
    'paypal-transmission-id': id,
    'paypal-transmission-time': time,
    'paypal-transmission-sig': signer.sign(keys.privateKey, 'base64'),
    'paypal-cert-url': certificateUrl(keys, origin),
    'paypal-auth-algo': 'SHA256withRSA',
  };
}

export const certificateUrl = ({ certificateId }: Keys, origin: string): string =>
  `${origin}/v1/notifications/certs/${certificateId}`;

export interface Claim {
  readonly auth_algo: string;
  readonly cert_url: string;
  readonly transmission_id: string;
  readonly transmission_sig: string;
  readonly transmission_time: string;
  readonly webhook_id: string;
}

export function isGenuine(claim: Claim, body: string, keys: Keys, origin: string): boolean {
  if (claim.auth_algo !== 'SHA256withRSA' || claim.cert_url !== certificateUrl(keys, origin)) return false;
  const message = messageOf(claim.transmission_id, claim.transmission_time, claim.webhook_id, body);
  const key = new X509Certificate(keys.certificate).publicKey;
  return createVerify('RSA-SHA256').update(message).verify(key, claim.transmission_sig, 'base64');
}
