import { isLive, token, type Dispute, type Intent, type Refund } from './orders.ts';

/** Refunds as they come: a card's succeeds at once, any other is pending until Stripe tells more. */
export const newRefund = (intent: Intent, amount: number, at: Date): Refund => ({
  id: `re_3${token(23)}`,
  amount,
  status: intent.types[0] === 'card' ? 'succeeded' : 'pending',
  reason: null,
  metadata: {},
  created: Math.floor(at.getTime() / 1000),
});

export const newDispute = (amount: number, at: Date): Dispute => ({
  id: `du_1${token(23)}`,
  amount,
  created: Math.floor(at.getTime() / 1000),
});

export const refundsOf = ({ refunds = [] }: Intent): readonly Refund[] => refunds;

export const withRefund = (intent: Intent, refund: Refund): Partial<Intent> => {
  const isKnown = refundsOf(intent).some(({ id }) => id === refund.id);
  const others = refundsOf(intent);
  return { refunds: isKnown ? others.map((each) => (each.id === refund.id ? refund : each)) : [refund, ...others] };
};

/** A failed one gives its money back. */
export const refundedOf = (intent: Intent): number =>
  refundsOf(intent).reduce((sum, { amount, status }) => (status === 'failed' ? sum : sum + amount), 0);

export const chargeIdOf = ({ id }: Intent): string => `ch_${id.slice(3)}`;

/** https://docs.stripe.com/api/refunds/object */
export const refundJson = (intent: Intent, refund: Refund) => ({
  id: refund.id,
  object: 'refund',
  amount: refund.amount,
  balance_transaction: null,
  charge: chargeIdOf(intent),
  created: refund.created,
  currency: intent.currency,
  ...(refund.status === 'failed' && { failure_reason: 'declined' }),
  metadata: refund.metadata,
  payment_intent: intent.id,
  ...(refund.status === 'pending' && { pending_reason: 'processing' }),
  reason: refund.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: refund.status,
  transfer_reversal: null,
});

/** https://docs.stripe.com/api/disputes/object */
export const disputeJson = (intent: Intent, { id, amount, created }: Dispute) => ({
  id,
  object: 'dispute',
  amount,
  balance_transactions: [],
  charge: chargeIdOf(intent),
  created,
  currency: intent.currency,
  enhanced_eligibility_types: [],
  evidence: {},
  evidence_details: { due_by: created + 7 * 86_400, has_evidence: false, past_due: false, submission_count: 0 },
  is_charge_refundable: true,
  livemode: isLive(intent),
  metadata: {},
  payment_intent: intent.id,
  reason: 'fraudulent',
  status: 'needs_response',
});

export const listJson = (url: string, data: readonly object[]) => ({ object: 'list', data, has_more: false, url });

/** https://docs.stripe.com/api/charges/object; the refunds are there only where a caller expands them. */
export const chargeJson = (intent: Intent, isExpanded = false) => ({
  id: chargeIdOf(intent),
  object: 'charge',
  amount: intent.amount,
  amount_captured: intent.amount,
  amount_refunded: refundedOf(intent),
  balance_transaction: null,
  captured: true,
  created: intent.created,
  currency: intent.currency,
  customer: null,
  description: intent.description,
  disputed: (intent.dispute ?? null) !== null,
  livemode: isLive(intent),
  metadata: intent.metadata,
  paid: true,
  payment_intent: intent.id,
  payment_method: null,
  payment_method_details: { type: intent.types[0] ?? 'card' },
  receipt_email: intent.receiptEmail,
  refunded: refundedOf(intent) >= intent.amount,
  ...(isExpanded && {
    refunds: listJson(
      `/v1/charges/${chargeIdOf(intent)}/refunds`,
      refundsOf(intent).map((refund) => refundJson(intent, refund)),
    ),
  }),
  status: 'succeeded',
});
