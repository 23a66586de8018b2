import { callbackRefused, PayCoreError, type Callback, type Outcome, type Payment } from '@paycore/core';
import { safeEqual } from '@paycore/safe-equal';
import { Stripe } from 'stripe';
import type { Credentials } from './credentials.ts';
import { readEvent, type IntentEvent, type MoneyBackEvent } from './event.ts';
import { cancelledOutcome, declineOf, isOf, mismatchOf } from './intent.ts';

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

/** Throws `forged` where neither the signature nor the address's secret is as agreed. */
function prove(callback: Callback, { webhookSecret, callbackSecret }: Credentials, now: Date): void {
  if (webhookSecret !== undefined) {
    if (isSigned(callback, webhookSecret, now)) return;
    const message = 'The Stripe-Signature is missing or not valid.';
    throw new PayCoreError('forged', 'STRIPE_WEBHOOK_SIGNATURE_INVALID', message);
  }
  if (callbackSecret === undefined) return;
  const given = callback.query['callback_secret'];
  if (given === undefined || !safeEqual(given, callbackSecret))
    throw callbackRefused('Stripe callback secret mismatch.');
}

/** Throws `forged`. */
export function verifyEvent(callback: Callback, payment: Payment, credentials: Credentials, now: Date): Outcome {
  prove(callback, credentials, now);
  const event = readEvent(callback.rawBody);
  if (!event) throw callbackRefused('Stripe event is not readable.');
  if (!isOf(event.livemode, payment.environment)) throw callbackRefused('Stripe livemode mismatch.');
  const isProven = credentials.webhookSecret !== undefined;
  if ('intentId' in event) return moneyBackOutcome(event, payment, isProven);
  const mismatch = mismatchOf(event.intent, payment);
  if (mismatch) throw callbackRefused(mismatch.message, mismatch);
  // Anybody can have written it: it is but a reason to ask.
  return isProven ? toOutcome(event) : { status: 'pending', gatewayTradeNo: event.intent.id, next: 'ask' };
}

/** Where it is not proven, names no refund, or we have not heard of the payment itself yet, only Stripe's own answer counts. */
function moneyBackOutcome(event: MoneyBackEvent, payment: Payment, isProven: boolean): Outcome {
  const { intentId: gatewayTradeNo, told, isWhole } = event;
  if (gatewayTradeNo !== payment.gatewayTradeNo) throw callbackRefused('Stripe payment mismatch.');
  if (told.length === 0) return { status: 'pending', gatewayTradeNo };
  if (isProven && isWhole && payment.status === 'paid') return { status: 'paid', gatewayTradeNo, postPayment: told };
  return { status: 'pending', gatewayTradeNo, next: 'ask', claims: told };
}

/** By what happened, not by the state in the event: events come late and in any order. */
function toOutcome({ type, intent }: IntentEvent): Outcome {
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
