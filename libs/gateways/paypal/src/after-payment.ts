import { isPaymentNo, type PostPaymentEvent } from '@paycore/core';
import * as z from 'zod';
import { afterPayment, money } from './wire.ts';

/** What a refund, a reversal or a dispute says of its payment. */
export interface AfterPayment {
  readonly paymentNo?: string;
  readonly gatewayOrderNo?: string;
  /** Of the capture that it is about. */
  readonly captureId?: string;
  /** What became of the money. */
  readonly later?: PostPaymentEvent;
}

const id = z.string().regex(/^[\w-]{1,100}$/);
const words = z.string().max(200).nullish().catch(undefined);
const amount = money.nullish().catch(undefined);

/** RISK.DISPUTE.CREATED is the older name. */
export const isDispute = (type: string): boolean =>
  type.startsWith('CUSTOMER.DISPUTE.') || type === 'RISK.DISPUTE.CREATED';

const returns: Readonly<Record<string, 'refunded' | 'reversed'>> = {
  'PAYMENT.CAPTURE.REFUNDED': 'refunded',
  'PAYMENT.CAPTURE.REVERSED': 'reversed',
};
/** Money went back: the event carries a refund, whose id and amount are its own. */
export const isReturn = (type: string): boolean => Object.hasOwn(returns, type);

const refund = z.object({
  id,
  status: words,
  amount,
  links: z
    .array(z.object({ rel: z.string(), href: z.string().max(500) }))
    .nullish()
    .catch(undefined),
});

const capturePath = /\/v2\/payments\/captures\/(\w{1,40})$/;
const undone: readonly string[] = ['FAILED', 'CANCELLED'];

export function refundIn(resource: unknown, type: string): AfterPayment {
  const { success, data } = refund.safeParse(resource);
  const kind = returns[type];
  if (!success || kind === undefined) return {};
  // `up` from a refund, `self` where the resource is the capture after all.
  const links = (data.links ?? []).filter(({ rel }) => rel === 'up' || rel === 'self');
  const captureId = links.map(({ href }) => capturePath.exec(href)?.[1]).find((found) => found !== undefined);
  const isDone = !undone.includes(data.status ?? '');
  return {
    ...(captureId !== undefined && { captureId }),
    ...(isDone && { later: afterPayment(kind, data.id, data.amount) }),
  };
}

const transaction = z.object({ seller_transaction_id: words, invoice_number: words, custom: words });
const dispute = z.object({
  dispute_id: id,
  dispute_amount: amount,
  disputed_transactions: z.array(transaction).min(1).max(1_000).nullish().catch(undefined),
});

/** One event per dispute, whichever of its messages comes first. */
export function disputeIn(resource: unknown): AfterPayment | undefined {
  const { success, data } = dispute.safeParse(resource);
  if (!success) return undefined;
  const transactions = data.disputed_transactions ?? [];
  const ours = transactions.find(({ custom }) => custom != null && isPaymentNo(custom)) ?? transactions[0];
  const { seller_transaction_id: captureId, invoice_number, custom } = ours ?? {};
  return {
    ...(custom != null && { paymentNo: custom }),
    ...(invoice_number != null && { gatewayOrderNo: invoice_number }),
    ...(captureId != null && { captureId }),
    later: afterPayment('disputed', data.dispute_id, data.dispute_amount),
  };
}
