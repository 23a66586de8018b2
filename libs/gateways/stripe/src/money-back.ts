import { majorUnits, type PostPaymentEvent } from '@paycore/core';
import { z } from 'zod';
import { decimalsOf } from './methods.ts';

const id = z.string().regex(/^[a-z]{1,10}_\w{1,250}$/);
/** Another object: its id, or where it was expanded, itself. */
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

/** Those that gave money back: one that waits, failed or was cancelled has not, and is told of again when it does. */
export const ofRefunds = (refunds: readonly Refund[]): PostPaymentEvent[] =>
  refunds
    .filter(({ status }) => status === 'succeeded')
    .map((refund) => ({ type: 'refunded', id: refund.id, ...sumOf(refund) }));

export const ofDispute = (dispute: Dispute): PostPaymentEvent => ({
  type: 'disputed',
  id: dispute.id,
  ...sumOf(dispute),
});

/** What a charge says that it was refunded by, where only its sum is known: no refund's id. */
export const ofRefundedSum = ({ id: chargeId, amount_refunded: amount, currency }: Charge): PostPaymentEvent => ({
  type: 'refunded',
  id: chargeId,
  ...sumOf({ amount, currency }),
});
