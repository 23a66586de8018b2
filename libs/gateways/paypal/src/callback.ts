import {
  callbackRefused,
  type Callback,
  type Outcome,
  type Payment,
  type OrderKey,
  type PostPaymentEvent,
} from '@paycore/core';
import { paymentNoKey } from '@paycore/gateway-kit';
import type { Credentials } from './credentials.ts';
import { readEvent, type PayPalEvent } from './event.ts';
import { prove, refused, readTransmission, type Judges } from './sign.ts';
import { difference, isMoneyOf } from './wire.ts';

/** custom_id is our payment's number, invoice_id the one that we gave to PayPal. */
export function locate({ rawBody }: Pick<Callback, 'rawBody'>): OrderKey[] {
  const { paymentNo, gatewayOrderNo, orderId } = readEvent(rawBody) ?? {};
  const keys = paymentNoKey(paymentNo);
  if (gatewayOrderNo !== undefined && /^PC[0-9A-Z]{1,18}$/.test(gatewayOrderNo)) {
    keys.push({ by: 'gatewayOrderNo', value: gatewayOrderNo });
  }
  if (orderId !== undefined && /^[A-Z0-9]{1,36}$/.test(orderId)) keys.push({ by: 'gatewayTradeNo', value: orderId });
  return keys;
}

/**
 * Without a webhook_id nothing proves an event: what it says is not believed, and PayPal is to be asked. Throws `forged`,
 * and `unavailable` where neither the certificate nor PayPal's own check can be had.
 */
export async function verify(
  callback: Callback,
  payment: Payment,
  { webhookId }: Credentials,
  judges: Judges,
): Promise<Outcome> {
  const event = readEvent(callback.rawBody);
  if (!event) throw refused('no event');
  const transmission = readTransmission(callback.headers);
  if (webhookId !== undefined && !transmission) throw refused('headers');
  if (!isOf(event, payment)) throw callbackRefused('PayPal order number mismatch.');
  if (webhookId !== undefined && transmission) await prove(event, transmission, webhookId, callback, judges);
  if (event.amount && !isMoneyOf(event.amount, payment.request)) {
    throw callbackRefused('PayPal amount mismatch.', { log: difference(event.amount, payment.request) });
  }
  return webhookId === undefined ? hintOf(event) : toOutcome(event, payment);
}

type Named = readonly [said: string | undefined, ours: string | undefined];

/** Every number that it names is this payment's, and it names one. */
function isOf({ paymentNo, gatewayOrderNo, orderId, captureId, later }: PayPalEvent, payment: Payment): boolean {
  const ourNumbers: Named[] = [
    [paymentNo, payment.paymentNo],
    [gatewayOrderNo, payment.gatewayOrderNo],
  ];
  const known = payment.info['paypal_capture_id'];
  const theirNumbers: Named[] = [
    // Its create may not have been answered yet, nor its capture been heard of.
    [payment.gatewayTradeNo === undefined ? undefined : orderId, payment.gatewayTradeNo],
    [typeof known === 'string' ? captureId : undefined, typeof known === 'string' ? known : undefined],
  ];
  const said = [...ourNumbers, ...theirNumbers].filter(([each]) => each !== undefined);
  // Whoever refunds may give the refund numbers of its own.
  const binding = later ? theirNumbers.filter(([each]) => each !== undefined) : said;
  return said.some(isSame) && binding.every(isSame);
}

const isSame = ([said, ours]: Named): boolean => said === ours;

const hintOf = ({ later }: PayPalEvent): Outcome => ({
  status: 'pending',
  next: 'ask',
  ...(later && { claims: [later] }),
});

function toOutcome(event: PayPalEvent, payment: Payment): Outcome {
  const { type, orderId, amount, capture, later } = event;
  const tradeNo = orderId === undefined ? {} : { gatewayTradeNo: orderId };
  if (later) return { ...afterwards(later, payment), ...tradeNo };
  if (type === 'CHECKOUT.ORDER.APPROVED') return { status: 'pending', next: 'complete', ...tradeNo };
  if (type === 'PAYMENT.CAPTURE.COMPLETED' && amount && capture?.status === 'COMPLETED') {
    return { status: 'paid', info: { paypal_capture_id: capture.id }, ...tradeNo };
  }
  if (type === 'PAYMENT.CAPTURE.DENIED') return { status: 'failed', reason: { event: type }, ...tradeNo };
  return { status: 'pending', ...(toldByOrder.includes(type) && { next: 'ask' }), ...tradeNo };
}

/** Events that should say more than they do, or that come also where the payer may try again: the order tells. */
const toldByOrder: readonly string[] = [
  'PAYMENT.CAPTURE.COMPLETED',
  'PAYMENT.CAPTURE.DECLINED',
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED',
];

/** Money that went back had come: the order says so, and of its refunds. Of disputes it says nothing. */
const afterwards = (later: PostPaymentEvent, { status }: Payment): Outcome =>
  status === 'paid' || later.type === 'disputed'
    ? { status: 'pending', postPayment: [later] }
    : { status: 'pending', postPayment: [later], next: 'ask' };
