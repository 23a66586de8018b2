import { callbackRefused, PayCoreError, secretParams, type Callback } from '@paycore/core';
import { safeEqual } from '@paycore/safe-equal';
import { Stripe } from 'stripe';
import type { Credentials } from './credentials.ts';

const toleranceSeconds = 300;

/** Stripe's own check, by our clock. As there, a signature from the future passes: only Stripe can have made it. */
function isSigned({ rawBody, headers }: Callback, secret: string, now: Date): boolean {
  const header = headers['stripe-signature'] ?? '';
  try {
    const body = Buffer.from(rawBody);
    const { signature } = Stripe.webhooks;
    return signature?.verifyHeader(body, header, secret, toleranceSeconds, undefined, now.getTime()) === true;
  } catch {
    // It throws bare errors too, as for an empty `v1=`: whatever makes it throw is not a signature.
    return false;
  }
}

/** Throws `forged` where the signature, or without a webhook secret the URL's callback secret, is wrong. */
export function prove(callback: Callback, { webhookSecret, callbackSecret }: Credentials, now: Date): void {
  if (webhookSecret !== undefined) {
    if (isSigned(callback, webhookSecret, now)) return;
    const message = 'The Stripe-Signature is missing or not valid.';
    throw new PayCoreError('forged', 'STRIPE_WEBHOOK_SIGNATURE_INVALID', message);
  }
  if (callbackSecret === undefined) return;
  const word = callback.query[secretParams.agreedWord];
  if (word === undefined || !safeEqual(word, callbackSecret)) throw callbackRefused('Stripe callback secret mismatch.');
}
