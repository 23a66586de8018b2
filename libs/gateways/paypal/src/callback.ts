import {
  callbackRefused,
  isPaymentNo,
  type Callback,
  type OrderKey,
  type Outcome,
  type PlacedOrder,
  type PostPaymentEvent,
} from '@paycore/core';
import { paymentNoKey } from '@paycore/gateway-kit';
import type { Credentials } from './credentials.ts';
import { readEvent, type PayPalEvent } from './event.ts';
import { prove, refused, readTransmission, type Judges } from './sign.ts';
import { difference, isMoneyOf } from './wire.ts';

const isGatewayOrderNo = (text: string): boolean => /^PC[0-9A-Z]{1,18}$/.test(text);

/** invoice_id is the order's number, custom_id only its payment's: that may have another order here. */
export function locate({ rawBody }: Pick<Callback, 'rawBody'>): OrderKey[] {
  const { paymentNo, gatewayOrderNo, orderId } = readEvent(rawBody) ?? {};
  const keys: OrderKey[] = [];
  if (gatewayOrderNo !== undefined && isGatewayOrderNo(gatewayOrderNo)) {
    keys.push({ by: 'gatewayOrderNo', value: gatewayOrderNo });
  }
  if (orderId !== undefined && /^[A-Z0-9]{1,36}$/.test(orderId)) keys.push({ by: 'gatewayTradeNo', value: orderId });
  return [...keys, ...paymentNoKey(paymentNo)];
}

/**
 * Without a webhook_id nothing proves an event, so PayPal is queried instead of believing it. Throws `forged`, and
 * `unavailable` where neither the certificate nor PayPal's own check is available.
 */
export async function verify(
  callback: Callback,
  order: PlacedOrder,
  { webhookId }: Credentials,
  judges: Judges,
): Promise<Outcome> {
  const event = readEvent(callback.rawBody);
  if (!event) throw refused('no event');
  const isProven = webhookId !== undefined;
  if (isProven) await proveSent(event, webhookId, callback, judges);
  const match = matchOf(event, order);
  if (match === 'none') throw callbackRefused('PayPal order number mismatch.', { isProven });
  // Whoever proves nothing is not told whether the amount is right.
  if (!isProven) return hintOf(event);
  if (event.amount && !isMoneyOf(event.amount, order)) {
    throw callbackRefused('PayPal amount mismatch.', { isProven, log: difference(event.amount, order) });
  }
  // Only PayPal's own order tells which of a payment's orders an event is about that names the payment alone.
  return match === 'payment' ? hintOf(event) : toOutcome(event, order);
}

/** Before anything in the event is judged, so that strangers learn nothing of the order. Throws `forged`, `unavailable`. */
async function proveSent(event: PayPalEvent, webhookId: string, callback: Callback, judges: Judges): Promise<void> {
  const transmission = readTransmission(callback.headers);
  if (!transmission) throw refused('headers');
  await prove(event, transmission, webhookId, callback, judges);
}

type Named = readonly [inEvent: string | undefined, ours: string | undefined];

const isNamed = ([inEvent]: Named): boolean => inEvent !== undefined;
const isSame = ([inEvent, ours]: Named): boolean => inEvent === ours;

/** What an event names: this very order, its payment alone, or neither. Of the numbers in it that we know none may differ. */
function matchOf(event: PayPalEvent, order: PlacedOrder): 'order' | 'payment' | 'none' {
  const payment: Named = [ourNumber(event, event.paymentNo, isPaymentNo), order.paymentNo];
  const numbers: Named[] = [
    [ourNumber(event, event.gatewayOrderNo, isGatewayOrderNo), order.gatewayOrderNo],
    known(event.orderId, order.gatewayTradeNo),
    known(event.captureId, order.info['paypal_capture_id']),
  ];
  const named = numbers.filter(isNamed);
  if (![payment, ...named].filter(isNamed).every(isSame)) return 'none';
  if (named.length > 0) return 'order';
  // Before its create is answered there is nothing to query; PayPal sends the event again.
  return isNamed(payment) && order.gatewayTradeNo !== undefined ? 'payment' : 'none';
}

/** Whoever refunds may give the refund numbers of its own: there only those count that look like ours. */
const ourNumber = ({ later }: PayPalEvent, text: string | undefined, isOurs: (text: string) => boolean) =>
  later && text !== undefined && !isOurs(text) ? undefined : text;

/** The order's create may not have been answered yet, nor its capture be known. */
const known = (inEvent: string | undefined, ours: unknown): Named =>
  typeof ours === 'string' ? [inEvent, ours] : [undefined, undefined];

const hintOf = ({ later }: PayPalEvent): Outcome => ({
  status: 'pending',
  next: 'query',
  ...(later && { claims: [later] }),
});

function toOutcome(event: PayPalEvent, order: PlacedOrder): Outcome {
  const { orderId, later } = event;
  const tradeNo = orderId === undefined ? {} : { gatewayTradeNo: orderId };
  return { ...(later ? afterwards(later, order) : newsOf(event)), ...tradeNo };
}

function newsOf({ type, amount, capture }: PayPalEvent): Outcome {
  if (type === 'PAYMENT.CAPTURE.COMPLETED' && amount && capture?.status === 'COMPLETED') {
    return { status: 'paid', info: { paypal_capture_id: capture.id } };
  }
  if (type === 'PAYMENT.CAPTURE.DENIED') return { status: 'failed', reason: { event: type } };
  return pendingNews[type] ?? { status: 'pending' };
}

const pendingNews: Readonly<Record<string, Outcome>> = {
  'CHECKOUT.ORDER.APPROVED': { status: 'pending', next: 'complete' },
  // A bank transfer, or PayPal's own review, takes days.
  'PAYMENT.CAPTURE.PENDING': { status: 'pending', underWay: true },
  // Events that should say more than they do, or that also come where the payer may try again: the order tells.
  'PAYMENT.CAPTURE.COMPLETED': { status: 'pending', next: 'query' },
  'PAYMENT.CAPTURE.DECLINED': { status: 'pending', next: 'query' },
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED': { status: 'pending', next: 'query' },
};

/** Money that went back must have come: the order tells of both. It does not tell of disputes. */
const afterwards = (later: PostPaymentEvent, { isPaid }: PlacedOrder): Outcome =>
  isPaid || later.type === 'disputed'
    ? { status: 'pending', postPayment: [later] }
    : { status: 'pending', postPayment: [later], next: 'query' };
