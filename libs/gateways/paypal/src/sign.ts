import { gatewayUnavailable, PayCoreError, type Callback, type GatewayRuntime, type Strings } from '@paycore/core';
import { verify, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import type { Budget } from './budget.ts';
import type { Certificates } from './certificates.ts';
import type { Call } from './client.ts';
import type { PayPalEvent } from './event.ts';
import { isCertificateUrl } from './hosts.ts';

/** How PayPal's headers say an event was signed. */
export interface Transmission {
  readonly id: string;
  readonly time: string;
  readonly signature: string;
  readonly certificateUrl: string;
}

/** PayPal names no other. */
const algorithm = 'SHA256withRSA';

/** Undefined where a header is missing, or has a form that PayPal's own check would not accept. */
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

/** The text that PayPal signs. The checksum covers the bytes as received, written as an unsigned decimal. */
export const signedText = (
  { id, time }: Pick<Transmission, 'id' | 'time'>,
  webhookId: string,
  body: Uint8Array,
): string => [id, time, webhookId, crc32(body)].join('|');

export const isSigned = (transmission: Transmission, webhookId: string, body: Uint8Array, key: KeyObject): boolean => {
  const text = Buffer.from(signedText(transmission, webhookId, body));
  return verify('RSA-SHA256', text, key, Buffer.from(transmission.signature, 'base64'));
};

/** Who can say whether PayPal sent an event. */
export interface Judges {
  readonly budget: Budget;
  readonly call: Call;
  readonly certificates: Certificates;
  readonly runtime: Pick<GatewayRuntime, 'sandboxUrl'>;
}

export const refused = (reason: string) =>
  new PayCoreError('forged', 'PAYPAL_WEBHOOK_VERIFY_FAILED', 'PayPal webhook verification failed.', {
    log: { reason },
  });

/** Throws `forged`, and `unavailable` where neither the certificate nor PayPal's own check can be had. */
export async function prove(
  event: PayPalEvent,
  transmission: Transmission,
  webhookId: string,
  { rawBody }: Callback,
  judges: Judges,
): Promise<void> {
  const { certificates, runtime } = judges;
  if (!isCertificateUrl(transmission.certificateUrl, runtime)) throw refused('certificate address');
  const key = await certificates.find(transmission.certificateUrl);
  if (key === 'bad') throw refused('certificate');
  const isGenuine =
    key === 'unknown'
      ? await isConfirmed(event, transmission, webhookId, judges)
      : isSigned(transmission, webhookId, rawBody, key);
  if (!isGenuine) throw refused('signature');
}

const confirmation = z.object({ verification_status: z.string() });

/** PayPal's own check. It needs the event's text as received: parsed and serialized again it would differ. */
async function isConfirmed(
  { text }: PayPalEvent,
  { id, time, signature, certificateUrl }: Transmission,
  webhookId: string,
  { call, budget }: Pick<Judges, 'call' | 'budget'>,
): Promise<boolean> {
  budget.spend();
  const fields = JSON.stringify({
    auth_algo: 'SHA256withRSA',
    cert_url: certificateUrl,
    transmission_id: id,
    transmission_sig: signature,
    transmission_time: time,
    webhook_id: webhookId,
  });
  const body = `${fields.slice(0, -1)},"webhook_event":${text}}`;
  const answer = await call({ method: 'POST', path: '/v1/notifications/verify-webhook-signature', body });
  if ('refusal' in answer) {
    if ([400, 404, 422].includes(answer.refusal.status)) return false;
    throw gatewayUnavailable(undefined, { log: answer.refusal.log });
  }
  const result = confirmation.safeParse(answer.body);
  if (!result.success) throw gatewayUnavailable(undefined, { log: { reason: 'no verification_status' } });
  return result.data.verification_status === 'SUCCESS';
}
