import {
  callbackRefused,
  isPaymentNo,
  PayCoreError,
  type Callback,
  type Outcome,
  type Payment,
  type PaymentKey,
} from '@paycore/core';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Stripe } from 'stripe';
import { z } from 'zod';
import type { Credentials } from './credentials.ts';
import { cancelledOutcome, declineOf, intentSchema, isOf, mismatchOf, type Intent } from './intent.ts';

const eventSchema = z.object({
  object: z.literal('event'),
  type: z.string().max(100),
  livemode: z.boolean().optional(),
  data: z.object({ object: intentSchema }),
});

interface StripeEvent {
  readonly type: string;
  readonly livemode: boolean | undefined;
  readonly intent: Intent;
}

/** Undefined where the body is no event about a PaymentIntent; most events of an account are not. */
function readEvent(rawBody: Uint8Array): StripeEvent | undefined {
  const text = Buffer.from(rawBody).toString('utf8');
  // Bytes that are no UTF-8 would be signed as something else than is read here.
  if (!Buffer.from(text).equals(rawBody)) return undefined;
  try {
    const { type, livemode, data } = eventSchema.parse(JSON.parse(text));
    return { type, livemode, intent: data.object };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** By what we wrote into the intent's metadata; its own id finds the payment where a merchant changed that. */
export function locateEvent({ rawBody }: Callback): PaymentKey[] {
  const intent = readEvent(rawBody)?.intent;
  if (!intent) return [];
  const { payment_no: paymentNo, gateway_order_no: orderNo } = intent.metadata;
  const keys: PaymentKey[] = [];
  if (paymentNo !== undefined && isPaymentNo(paymentNo)) keys.push({ by: 'paymentNo', value: paymentNo });
  if (orderNo !== undefined && /^[0-9A-Z]{1,20}$/.test(orderNo)) keys.push({ by: 'gatewayOrderNo', value: orderNo });
  return [...keys, { by: 'gatewayTradeNo', value: intent.id }];
}

const toleranceSeconds = 300;

/** Stripe's own check, at the time of our clock. As there, a signature from the future passes: only Stripe can have made it. */
function isSigned({ rawBody, headers }: Callback, secret: string, now: Date): boolean {
  const header = headers['stripe-signature'] ?? '';
  try {
    const body = Buffer.from(rawBody);
    const { signature } = Stripe.webhooks;
    return signature?.verifyHeader(body, header, secret, toleranceSeconds, undefined, now.getTime()) === true;
  } catch {
    // Besides its own error it throws bare ones, as for an empty `v1=`: nothing that makes it throw is a signature.
    return false;
  }
}

/** In a time that tells nothing of where they differ, nor of how long the secret is. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** Throws `forged` where neither the signature nor the address's secret is as agreed. */
function prove(callback: Callback, { webhookSecret, callbackSecret }: Credentials, now: Date): void {
  if (webhookSecret !== undefined) {
    if (isSigned(callback, webhookSecret, now)) return;
    const message = 'The Stripe-Signature is missing or not valid.';
    throw new PayCoreError('forged', 'STRIPE_WEBHOOK_SIGNATURE_INVALID', message);
  }
  if (callbackSecret === undefined) return;
  const given = callback.query['callback_secret'];
  if (given === undefined || !isSame(given, callbackSecret)) throw callbackRefused('Stripe callback secret mismatch.');
}

/** Throws `forged`. */
export function verifyEvent(callback: Callback, payment: Payment, credentials: Credentials, now: Date): Outcome {
  prove(callback, credentials, now);
  const event = readEvent(callback.rawBody);
  if (!event) throw callbackRefused('Stripe event is not readable.');
  if (!isOf(event.livemode, payment.environment)) throw callbackRefused('Stripe livemode mismatch.');
  const mismatch = mismatchOf(event.intent, payment);
  if (mismatch) throw callbackRefused(mismatch.message, mismatch);
  // Anybody can have written it: it is but a reason to ask.
  if (credentials.webhookSecret === undefined) {
    return { status: 'pending', gatewayTradeNo: event.intent.id, next: 'ask' };
  }
  return toOutcome(event);
}

/** By what happened, not by the state in the event: events come late and in any order. */
function toOutcome({ type, intent }: StripeEvent): Outcome {
  const gatewayTradeNo = intent.id;
  switch (type) {
    case 'payment_intent.succeeded':
      return { status: 'paid', gatewayTradeNo };
    case 'payment_intent.canceled':
      return cancelledOutcome(intent);
    case 'payment_intent.payment_failed':
      return { status: 'pending', gatewayTradeNo, declined: declineOf(intent) ?? 'payment_failed' };
    default:
      return { status: 'pending', gatewayTradeNo };
  }
}
