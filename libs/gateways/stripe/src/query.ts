import { gatewayUnavailable, PayCoreError, type Outcome, type Payment, type PostPaymentEvent } from '@paycore/core';
import type { CallContext } from './client.ts';
import { askFailure, isRefusal } from './refusals.ts';
import {
  disputeListSchema,
  intentSchema,
  mismatchOf,
  ofDispute,
  ofRefunds,
  ourReason,
  toOutcome,
  type Intent,
} from './wire.ts';

/** Throws `unavailable` for what cannot be read, and where it is of another payment or other money. */
function readIntent(answer: unknown, payment: Payment): Intent {
  const { data } = intentSchema.safeParse(answer);
  if (data?.status === undefined) throw gatewayUnavailable(undefined, { log: { reason: 'no readable answer' } });
  const mismatch = mismatchOf(data, payment);
  if (mismatch) throw new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', mismatch.message, mismatch);
  return data;
}

/** What became of the money, by the charge that came with the intent. Disputes stand apart and are asked for where there is one. */
async function moneyBack(
  { id, latest_charge: charge }: Intent,
  { status }: Payment,
  context: CallContext,
): Promise<Pick<Outcome, 'postPayment'>> {
  if (!charge) return {};
  const refunds = ofRefunds(charge.refunds?.data ?? []);
  const asked = charge.disputed ? disputesOf(id, context) : [];
  // Money that came is not held back for want of what came after it: the dispute's own event tells of it.
  const disputes = await (status === 'paid' ? asked : Promise.resolve(asked).catch(() => []));
  return refunds.length + disputes.length > 0 ? { postPayment: [...refunds, ...disputes] } : {};
}

async function disputesOf(id: string, { client }: CallContext): Promise<PostPaymentEvent[]> {
  const { data } = disputeListSchema.safeParse(await client().disputes.list({ payment_intent: id }));
  if (!data) throw gatewayUnavailable(undefined, { log: { reason: 'no readable disputes' } });
  return data.data.map(ofDispute);
}

async function ask(payment: Payment, call: (id: string) => Promise<unknown>, context: CallContext): Promise<Outcome> {
  const { gatewayTradeNo: id } = payment;
  if (id === undefined) throw gatewayUnavailable(undefined, { log: { reason: 'no PaymentIntent is known yet' } });
  try {
    const intent = readIntent(await call(id), payment);
    return { ...toOutcome(intent), ...(await moneyBack(intent, payment, context)) };
  } catch (error) {
    throw askFailure(error, context.credentials);
  }
}

const retrieve = (id: string, { client }: CallContext) =>
  client().paymentIntents.retrieve(id, { expand: ['latest_charge.refunds'] });

/** Throws `unavailable`, `rejected`. */
export async function query(payment: Payment, context: CallContext): Promise<Outcome> {
  // An intent that was not made, or whose id got lost before its secret reached any payer, cannot be paid: nothing is new.
  if (payment.gatewayTradeNo === undefined) return { status: 'pending' };
  return ask(payment, (id) => retrieve(id, context), context);
}

/** Stripe refuses to cancel what is paid, under way or cancelled already: then it tells what it is. Throws `unavailable`. */
export const cancel = (payment: Payment, context: CallContext): Promise<Outcome> =>
  ask(
    payment,
    (id) =>
      context
        .client()
        .paymentIntents.cancel(id, { cancellation_reason: ourReason })
        .catch((error: unknown) => (isRefusal(error) ? retrieve(id, context) : Promise.reject(error as Error))),
    context,
  );
