import type { PostPaymentEvent } from '@paycore/core';
import { parseJsonAs } from '@paycore/gateway-kit';
import * as z from 'zod';
import {
  chargeSchema,
  disputeSchema,
  intentSchema,
  ofDispute,
  ofRefundedSum,
  ofRefunds,
  refundSchema,
  type Intent,
} from './wire.ts';

const eventSchema = z.object({
  object: z.literal('event'),
  type: z.string().max(100),
  livemode: z.boolean().optional(),
  data: z.object({ object: z.discriminatedUnion('object', [intentSchema, chargeSchema, refundSchema, disputeSchema]) }),
});

interface Common {
  readonly type: string;
  readonly livemode: boolean | undefined;
}

export interface IntentEvent extends Common {
  readonly intent: Intent;
}

/** A refund or dispute of money that was paid before. */
export interface MoneyBackEvent extends Common {
  readonly intentId: string;
  readonly events: readonly PostPaymentEvent[];
  /** False where the event names no refund by its id, so that Stripe must be queried for those. */
  readonly isWhole: boolean;
}

export type StripeEvent = IntentEvent | MoneyBackEvent;

type Subject = z.infer<typeof eventSchema>['data']['object'];

/** The refunds and disputes in an event that is not about an intent; undefined for events that we do not follow. */
function readMoneyBack(type: string, object: Subject): Pick<MoneyBackEvent, 'events' | 'isWhole'> | undefined {
  if (object.object === 'charge' && type === 'charge.refunded') {
    const { refunds } = object;
    return refunds
      ? { events: ofRefunds(refunds.data), isWhole: true }
      : { events: [ofRefundedSum(object)], isWhole: false };
  }
  if (object.object === 'refund' && /^(charge\.)?refund\./.test(type))
    return { events: ofRefunds([object]), isWhole: true };
  if (object.object === 'dispute' && type.startsWith('charge.dispute.')) {
    return { events: [ofDispute(object)], isWhole: true };
  }
  return undefined;
}

/** Undefined where the body is no event that we follow; most events of an account are not. */
export function readEvent(rawBody: Uint8Array): StripeEvent | undefined {
  const text = Buffer.from(rawBody).toString('utf8');
  // The signature covers the bytes: if they are not UTF-8, the text read here would be another one.
  if (!Buffer.from(text).equals(rawBody)) return undefined;
  const event = parseJsonAs(eventSchema, text);
  if (!event) return undefined;
  const { type, livemode, data } = event;
  if (data.object.object === 'payment_intent') return { type, livemode, intent: data.object };
  const read = readMoneyBack(type, data.object);
  const intentId = data.object.payment_intent;
  return read && intentId != null ? { type, livemode, intentId, ...read } : undefined;
}
