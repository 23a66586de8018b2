import {
  callbackRefused,
  gatewayUnavailable,
  PayCoreError,
  type Callback,
  type GatewayRuntime,
  type Outcome,
  type Payment,
  type PostPaymentEvent,
} from '@paycore/core';
import { z } from 'zod';
import type { Ask } from '../api/client.ts';
import { isCertificateUrl } from '../api/hosts.ts';
import type { Credentials } from '../credentials.ts';
import { difference, isMoneyOf } from '../money.ts';
import type { Budget } from './budget.ts';
import type { Certificates } from './certificates.ts';
import { readEvent, type PayPalEvent } from './event.ts';
import { isSigned, readTransmission, type Transmission } from './signature.ts';

export interface Judges {
  readonly budget: Budget;
  readonly ask: Ask;
  readonly certificates: Certificates;
  readonly runtime: Pick<GatewayRuntime, 'sandboxUrl'>;
}

const refused = (reason: string) =>
  new PayCoreError('forged', 'PAYPAL_WEBHOOK_VERIFY_FAILED', 'PayPal webhook verification failed.', {
    log: { reason },
  });

/**
 * Without a webhook_id nothing proves an event: what it says is not believed, and PayPal is to be asked. Throws `forged`,
 * and `unavailable` where neither the certificate nor PayPal's own check can be had.
 */
export async function verifyEvent(
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

async function prove(
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

/** PayPal's own check. It wants the event as it was sent: parsed and written anew it would not be the same text. */
async function isConfirmed(
  { text }: PayPalEvent,
  { id, time, signature, certificateUrl }: Transmission,
  webhookId: string,
  { ask, budget }: Pick<Judges, 'ask' | 'budget'>,
): Promise<boolean> {
  budget.spend();
  const asked = JSON.stringify({
    auth_algo: 'SHA256withRSA',
    cert_url: certificateUrl,
    transmission_id: id,
    transmission_sig: signature,
    transmission_time: time,
    webhook_id: webhookId,
  });
  const body = `${asked.slice(0, -1)},"webhook_event":${text}}`;
  const answer = await ask({ method: 'POST', path: '/v1/notifications/verify-webhook-signature', body });
  if ('refusal' in answer) {
    if ([400, 404, 422].includes(answer.refusal.status)) return false;
    throw gatewayUnavailable(undefined, { log: answer.refusal.log });
  }
  const result = confirmation.safeParse(answer.said);
  if (!result.success) throw gatewayUnavailable(undefined, { log: { reason: 'no verification_status' } });
  return result.data.verification_status === 'SUCCESS';
}

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
    : { status: 'pending', next: 'ask' };
