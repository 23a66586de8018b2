import { chargeJson, disputeJson, refundJson, refundedOf, type Dispute, type Refund } from './charge.ts';
import { toJson, type Intent } from './intent.ts';

/** What an event tells of: its type, the object as it then is, and what of that was otherwise before. */
export interface Happened {
  readonly type: string;
  readonly object: object;
  readonly before?: object;
}

export type IntentEvent =
  `payment_intent.${'succeeded' | 'payment_failed' | 'canceled' | 'processing' | 'requires_action' | 'created'}`;

export const ofIntent = (intent: Intent, type: IntentEvent): Happened => ({ type, object: toJson(intent) });

/** Three events of one refund: it is made, the charge has less, and Stripe learns more of it. */
export function ofRefund(intent: Intent, refund: Refund, after: Refund): [Happened, Happened, ...Happened[]] {
  const amount_refunded = refundedOf(intent) - refund.amount;
  return [
    { type: 'refund.created', object: refundJson(intent, refund) },
    { type: 'charge.refunded', object: chargeJson(intent), before: { amount_refunded, refunded: false } },
    { type: 'refund.updated', object: refundJson(intent, after), before: { status: refund.status } },
    ...(after.status === 'failed' ? [{ type: 'refund.failed', object: refundJson(intent, after) }] : []),
  ];
}

export const ofDispute = (intent: Intent, dispute: Dispute): Happened => ({
  type: 'charge.dispute.created',
  object: disputeJson(intent, dispute),
});
