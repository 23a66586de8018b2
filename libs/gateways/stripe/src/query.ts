import {
  gatewayUnavailable,
  PayCoreError,
  type CredentialCheck,
  type Outcome,
  type PlacedOrder,
  type PostPaymentEvent,
} from '@paycore/core';
import type { CallContext } from './client.ts';
import { checkOf, isRefusal, queryFailure } from './refusals.ts';
import {
  balanceSchema,
  disputeListSchema,
  intentSchema,
  mismatchOf,
  ofDispute,
  ofRefunds,
  ourReason,
  toOutcome,
  type Intent,
} from './wire.ts';

/** Throws `unavailable` for what cannot be read, and where order or money differ. */
function readIntent(answer: unknown, order: PlacedOrder): Intent {
  const { data } = intentSchema.safeParse(answer);
  if (data?.status === undefined) throw gatewayUnavailable(undefined, { log: { reason: 'no readable answer' } });
  const mismatch = mismatchOf(data, order);
  if (mismatch) throw new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', mismatch.message, mismatch);
  return data;
}

/** Refunds and disputes. Refunds come with the intent's charge; disputes are listed apart and fetched only where there is one. */
async function moneyBack(
  { id, latest_charge: charge }: Intent,
  { isPaid }: PlacedOrder,
  context: CallContext,
): Promise<Pick<Outcome, 'postPayment'>> {
  if (!charge) return {};
  const refunds = ofRefunds(charge.refunds?.data ?? []);
  const listed = charge.disputed ? disputesOf(id, context) : [];
  // The news that money came does not wait for the list of disputes: a dispute has an event of its own.
  const disputes = await (isPaid ? listed : Promise.resolve(listed).catch(() => []));
  return refunds.length + disputes.length > 0 ? { postPayment: [...refunds, ...disputes] } : {};
}

async function disputesOf(id: string, { client }: CallContext): Promise<PostPaymentEvent[]> {
  const { data } = disputeListSchema.safeParse(await client().disputes.list({ payment_intent: id }));
  if (!data) throw gatewayUnavailable(undefined, { log: { reason: 'no readable disputes' } });
  return data.data.map(ofDispute);
}

async function outcomeOf(
  order: PlacedOrder,
  call: (id: string) => Promise<unknown>,
  context: CallContext,
): Promise<Outcome> {
  const { gatewayTradeNo: id } = order;
  if (id === undefined) throw gatewayUnavailable(undefined, { log: { reason: 'no PaymentIntent is known yet' } });
  try {
    const intent = readIntent(await call(id), order);
    return { ...toOutcome(intent), ...(await moneyBack(intent, order, context)) };
  } catch (error) {
    throw queryFailure(error, context.credentials);
  }
}

const retrieve = (id: string, { client }: CallContext) =>
  client().paymentIntents.retrieve(id, { expand: ['latest_charge.refunds'] });

/** Throws `unavailable`, `rejected`. */
export async function query(order: PlacedOrder, context: CallContext): Promise<Outcome> {
  // An intent that was not made, or whose answer was lost before its secret reached a payer, cannot be paid.
  if (order.gatewayTradeNo === undefined) return { status: 'pending' };
  return outcomeOf(order, (id) => retrieve(id, context), context);
}

/** Stripe refuses to cancel an intent that is paid, under way or already cancelled: that one is read instead. Throws `unavailable`. */
export const cancel = (order: PlacedOrder, context: CallContext): Promise<Outcome> =>
  outcomeOf(
    order,
    (id) =>
      context
        .client()
        .paymentIntents.cancel(id, { cancellation_reason: ourReason })
        .catch((error: unknown) => (isRefusal(error) ? retrieve(id, context) : Promise.reject(error as Error))),
    context,
  );

/** The balance is read for nothing but the answer's sake. Throws `unavailable`. */
export async function verifyCredentials({ client, credentials }: CallContext): Promise<CredentialCheck> {
  try {
    balanceSchema.parse(await client().balance.retrieve());
    return 'valid';
  } catch (error) {
    return checkOf(error, credentials);
  }
}
