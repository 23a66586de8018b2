import { callbackRefused, type Callback, type OrderKey, type Outcome, type PlacedOrder } from '@paycore/core';
import { paymentNoKey } from '@paycore/gateway-kit';
import type { Credentials } from './credentials.ts';
import { readEvent, type IntentEvent, type MoneyBackEvent } from './event.ts';
import { prove } from './sign.ts';
import { cancelledOutcome, declineOf, isMeant, isOf, mismatchOf } from './wire.ts';

/** By what we wrote into the intent's metadata; its own id finds the order where a merchant changed that. */
export function locate({ rawBody }: Callback): OrderKey[] {
  const event = readEvent(rawBody);
  if (!event) return [];
  if ('intentId' in event) return [{ by: 'gatewayTradeNo', value: event.intentId }];
  const { intent } = event;
  const { payment_no: paymentNo, gateway_order_no: orderNo } = intent.metadata;
  const keys: OrderKey[] = [];
  if (orderNo !== undefined && /^[0-9A-Z]{1,20}$/.test(orderNo)) keys.push({ by: 'gatewayOrderNo', value: orderNo });
  // The payment may have another order at Stripe, so its number is the last resort.
  return [...keys, { by: 'gatewayTradeNo', value: intent.id }, ...paymentNoKey(paymentNo)];
}

/** Throws `forged`. */
export function verify(callback: Callback, order: PlacedOrder, credentials: Credentials, now: Date): Outcome {
  prove(callback, credentials, now);
  const event = readEvent(callback.rawBody);
  if (!event) throw callbackRefused('Stripe event is not readable.');
  const isProven = credentials.webhookSecret !== undefined;
  if (isProven && !isOf(event.livemode, order.environment)) {
    throw callbackRefused('Stripe livemode mismatch.', { isProven });
  }
  if ('intentId' in event) return moneyBackOutcome(event, order, isProven);
  return isProven ? provenOutcome(event, order) : hintOf(event, order);
}

function provenOutcome(event: IntentEvent, order: PlacedOrder): Outcome {
  const mismatch = mismatchOf(event.intent, order);
  if (mismatch) throw callbackRefused(mismatch.message, { ...mismatch, isProven: true });
  return toOutcome(event);
}

/** Anybody can have written it: it is only a reason to query, and whether its amount is right is for nobody to know. */
function hintOf({ intent }: IntentEvent, order: PlacedOrder): Outcome {
  if (!isMeant(intent, order)) throw callbackRefused('Stripe payment mismatch.');
  return { status: 'pending', gatewayTradeNo: intent.id, next: 'query' };
}

/** If it is not proven, names no refund, or comes before the order is known as paid, only Stripe's own answer counts. */
function moneyBackOutcome(event: MoneyBackEvent, order: PlacedOrder, isProven: boolean): Outcome {
  const { intentId: gatewayTradeNo, events, isWhole } = event;
  if (gatewayTradeNo !== order.gatewayTradeNo) throw callbackRefused('Stripe payment mismatch.');
  if (events.length === 0) return { status: 'pending', gatewayTradeNo };
  if (isProven && isWhole && order.isPaid) return { status: 'paid', gatewayTradeNo, postPayment: events };
  return { status: 'pending', gatewayTradeNo, next: 'query', claims: events };
}

/** By the event's type, not by the state in it: events come late and in any order. */
function toOutcome({ type, intent }: IntentEvent): Outcome {
  const gatewayTradeNo = intent.id;
  switch (type) {
    case 'payment_intent.succeeded':
      return { status: 'paid', gatewayTradeNo };
    case 'payment_intent.canceled':
      return cancelledOutcome(intent);
    case 'payment_intent.payment_failed':
      return { status: 'pending', gatewayTradeNo, declined: declineOf(intent) ?? 'payment_failed' };
    case 'payment_intent.processing':
      return { status: 'pending', gatewayTradeNo, underWay: true };
    default:
      return { status: 'pending', gatewayTradeNo };
  }
}
