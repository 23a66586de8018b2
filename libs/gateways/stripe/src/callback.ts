import { callbackRefused, type Callback, type Outcome, type Payment, type OrderKey } from '@paycore/core';
import { paymentNoKey } from '@paycore/gateway-kit';
import type { Credentials } from './credentials.ts';
import { readEvent, type IntentEvent, type MoneyBackEvent } from './event.ts';
import { prove } from './sign.ts';
import { cancelledOutcome, declineOf, isOf, mismatchOf } from './wire.ts';

/** By what we wrote into the intent's metadata; its own id finds the payment where a merchant changed that. */
export function locate({ rawBody }: Callback): OrderKey[] {
  const event = readEvent(rawBody);
  if (!event) return [];
  if ('intentId' in event) return [{ by: 'gatewayTradeNo', value: event.intentId }];
  const { intent } = event;
  const { payment_no: paymentNo, gateway_order_no: orderNo } = intent.metadata;
  const keys = paymentNoKey(paymentNo);
  if (orderNo !== undefined && /^[0-9A-Z]{1,20}$/.test(orderNo)) keys.push({ by: 'gatewayOrderNo', value: orderNo });
  return [...keys, { by: 'gatewayTradeNo', value: intent.id }];
}

/** Throws `forged`. */
export function verify(callback: Callback, payment: Payment, credentials: Credentials, now: Date): Outcome {
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
