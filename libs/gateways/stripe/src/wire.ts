import { majorUnits, type Environment, type Outcome, type PlacedOrder, type PostPaymentEvent } from '@paycore/core';
import { amountsInLog } from '@paycore/gateway-kit';
import * as z from 'zod';
import { decimalsOf } from './methods.ts';

const id = z.string().regex(/^[a-z]{1,10}_\w{1,250}$/);
/** Another object: its id, or the object itself where it was expanded. */
const reference = z.union([id, z.object({ id }).transform((object) => object.id)]);
const money = { amount: z.number().int().nonnegative(), currency: z.string().regex(/^[a-z]{3}$/i) };

/** https://docs.stripe.com/api/refunds/object */
export const refundSchema = z.object({
  object: z.literal('refund'),
  id,
  ...money,
  status: z.string().nullish(),
  payment_intent: reference.nullish(),
});
type Refund = z.infer<typeof refundSchema>;

/** https://docs.stripe.com/api/balance/balance_object */
export const balanceSchema = z.object({ object: z.literal('balance') });

/** https://docs.stripe.com/api/disputes/object */
export const disputeSchema = z.object({
  object: z.literal('dispute'),
  id,
  ...money,
  payment_intent: reference.nullish(),
});
type Dispute = z.infer<typeof disputeSchema>;

/** https://docs.stripe.com/api/charges/object: its refunds are listed by API versions before 2022-11-15, or when expanded. */
export const chargeSchema = z.object({
  object: z.literal('charge'),
  id,
  ...money,
  amount_refunded: z.number().int().nonnegative(),
  disputed: z.boolean().nullish(),
  payment_intent: reference.nullish(),
  refunds: z.object({ data: z.array(refundSchema) }).nullish(),
});
export type Charge = z.infer<typeof chargeSchema>;

export const disputeListSchema = z.object({ data: z.array(disputeSchema) });

const sumOf = ({ amount, currency }: { amount: number; currency: string }) => {
  const code = currency.toUpperCase();
  return { amount: majorUnits(amount, decimalsOf(code)), currency: code };
};

/** Those that gave money back: one that is pending, failed or cancelled has not, and Stripe tells again when it does. */
export const ofRefunds = (refunds: readonly Refund[]): PostPaymentEvent[] =>
  refunds
    .filter(({ status }) => status === 'succeeded')
    .map((refund) => ({ type: 'refunded', id: refund.id, ...sumOf(refund) }));

export const ofDispute = (dispute: Dispute): PostPaymentEvent => ({
  type: 'disputed',
  id: dispute.id,
  ...sumOf(dispute),
});

/** A charge's refunds where only their sum is known and no refund's id. */
export const ofRefundedSum = ({ id: chargeId, amount_refunded: amount, currency }: Charge): PostPaymentEvent => ({
  type: 'refunded',
  id: chargeId,
  ...sumOf({ amount, currency }),
});

/** What we read of a PaymentIntent, in Stripe's own words: https://docs.stripe.com/api/payment_intents/object. */
export const intentSchema = z.object({
  id: z.string().regex(/^pi_\w{1,250}$/),
  object: z.literal('payment_intent'),
  amount: z.number().int(),
  amount_received: z.number().int().optional(),
  currency: z.string(),
  status: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  livemode: z.boolean().optional(),
  metadata: z.record(z.string(), z.string()).default({}),
  cancellation_reason: z.string().nullish(),
  last_payment_error: z
    .object({ code: z.string().nullish(), decline_code: z.string().nullish(), type: z.string().nullish() })
    .nullish(),
  // The id alone unless expanded. Where it cannot be read, the intent still tells of the money.
  latest_charge: z
    .union([chargeSchema, z.string().transform(() => undefined)])
    .nullish()
    .catch(undefined),
});
export type Intent = z.infer<typeof intentSchema>;

export const isOf = (livemode: boolean | undefined, environment: Environment): boolean =>
  livemode === undefined || livemode === (environment === 'production');

/**
 * Whether the intent is this order's: all numbers it names must be, and one of them must be the order's own. The payment's
 * alone is not enough, as the payment may have another order at Stripe.
 */
export function isMeant({ id, metadata }: Intent, { paymentNo, gatewayOrderNo, gatewayTradeNo }: PlacedOrder): boolean {
  const { payment_no = paymentNo, gateway_order_no } = metadata;
  const namesOrder = gateway_order_no !== undefined || gatewayTradeNo !== undefined;
  return (
    namesOrder &&
    payment_no === paymentNo &&
    (gateway_order_no ?? gatewayOrderNo) === gatewayOrderNo &&
    (gatewayTradeNo ?? id) === id
  );
}

const isSettled = ({ status }: Intent) => status === 'succeeded';

/** `message` is for the caller, `log` for the log alone. */
export interface Mismatch {
  readonly message: string;
  readonly log?: Readonly<Record<string, unknown>>;
}

/** Why the intent is not this order's, or its money differs; undefined where all agrees. */
export function mismatchOf(intent: Intent, order: PlacedOrder): Mismatch | undefined {
  const { amount, currency } = order;
  if (!isOf(intent.livemode, order.environment)) return { message: 'Stripe livemode mismatch.' };
  if (!isMeant(intent, order)) return { message: 'Stripe payment mismatch.' };
  const received = isSettled(intent) ? (intent.amount_received ?? intent.amount) : amount;
  if (intent.amount !== amount || received !== amount) {
    const wrong = intent.amount === amount ? received : intent.amount;
    return { message: 'Stripe amount mismatch.', log: { ...amountsInLog(amount, wrong), amount_received: received } };
  }
  return intent.currency.toUpperCase() === currency ? undefined : { message: 'Stripe currency mismatch.' };
}

/** Why the last try was refused; the intent waits for the next one. */
export function declineOf({ last_payment_error: error }: Intent): string | undefined {
  const reason = error?.decline_code || error?.code || error?.type;
  return reason ? reason.slice(0, 60) : undefined;
}

/** The cancellation reason that we give. */
export const ourReason = 'abandoned';

/** Stripe's own ends of an intent that nobody paid: https://docs.stripe.com/api/payment_intents/object. */
const lapsed: readonly string[] = [ourReason, 'automatic', 'expired'];

/** Expired if cancelled because time ran out, failed for any other reason. */
export function cancelledOutcome({ id: gatewayTradeNo, cancellation_reason: reason }: Intent): Outcome {
  const code = reason ?? 'canceled';
  return { status: lapsed.includes(code) ? 'expired' : 'failed', gatewayTradeNo, reason: { code } };
}

/** The state of an intent as Stripe keeps it. */
export function toOutcome(intent: Intent): Outcome {
  const { id: gatewayTradeNo, status } = intent;
  if (isSettled(intent)) return { status: 'paid', gatewayTradeNo };
  if (status === 'canceled') return cancelledOutcome(intent);
  // The bank is at work, or holds the money for us: it may yet arrive.
  if (status === 'processing' || status === 'requires_capture') {
    return { status: 'pending', gatewayTradeNo, underWay: true };
  }
  const declined = status === 'requires_payment_method' ? declineOf(intent) : undefined;
  return declined === undefined
    ? { status: 'pending', gatewayTradeNo }
    : { status: 'pending', gatewayTradeNo, declined };
}
