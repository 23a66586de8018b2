import {
  gatewayUnavailable,
  PayCoreError,
  type Created,
  type GatewayAccount,
  type GatewayRuntime,
  type Order,
  type Outcome,
  type Payment,
  type PostPaymentEvent,
} from '@paycore/core';
import { type Stripe } from 'stripe';
import { z } from 'zod';
import { verifyEvent } from './callback.ts';
import type { ClientOf } from './client.ts';
import type { Credentials } from './credentials.ts';
import { intentSchema, isOf, mismatchOf, ourReason, toOutcome, type Intent } from './intent.ts';
import { typeOf } from './methods.ts';
import { disputeListSchema, ofDispute, ofRefunds } from './money-back.ts';
import { askFailure, createFailure, isRefusal, methodRefused } from './refusals.ts';

/** Made of the stored order alone: with its key, Stripe refuses a repeat that says anything else. */
export function intentParams(order: Order): Stripe.PaymentIntentCreateParams {
  const { paymentNo, merchantOrderNo, gatewayOrderNo, amount, currency, buyer } = order;
  const type = typeOf(order.route);
  return {
    amount,
    currency: currency.toLowerCase(),
    // From API version 2026-09-30 on Stripe refuses the older `payment_method_types`.
    allowed_payment_method_types: [type],
    description: order.description ?? order.itemName,
    metadata: { payment_no: paymentNo, merchant_order_no: merchantOrderNo, gateway_order_no: gatewayOrderNo },
    ...(buyer.email !== undefined && { receipt_email: buyer.email }),
    // WeChat Pay must know where its code will be shown; the other client, an app, is none of ours.
    ...(type === 'wechat_pay' && { payment_method_options: { wechat_pay: { client: 'web' } } }),
  };
}

const createdSchema = intentSchema.extend({
  client_secret: z.string().regex(/^pi_\w{1,300}$/),
  payment_method_types: z.array(z.string()),
});

function readCreated(answer: unknown, order: Order, { publishableKey, environment }: Credentials): Created {
  const read = createdSchema.safeParse(answer);
  const isOurs =
    read.success &&
    read.data.amount === order.amount &&
    read.data.currency.toUpperCase() === order.currency &&
    isOf(read.data.livemode, environment);
  if (!isOurs) throw new Error('The answer is no PaymentIntent of this order.');
  const type = typeOf(order.route);
  // What the account cannot take in this currency is left out without a word: nobody could pay this intent.
  if (!read.data.payment_method_types.includes(type)) throw methodRefused(type, order.currency);
  const { name, email } = order.buyer;
  return {
    gatewayTradeNo: read.data.id,
    info: { stripe_payment_method: type },
    page: {
      kind: 'element',
      params: {
        publishable_key: publishableKey,
        client_secret: read.data.client_secret,
        type,
        ...(name !== undefined && { name }),
        ...(email !== undefined && { email }),
      },
    },
  };
}

/** Throws `unavailable` for what cannot be read, and where it is of another payment or other money. */
function readIntent(answer: unknown, payment: Payment): Intent {
  const { data } = intentSchema.safeParse(answer);
  if (data?.status === undefined) throw gatewayUnavailable(undefined, { log: { reason: 'no readable answer' } });
  const mismatch = mismatchOf(data, payment);
  if (mismatch) throw new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', mismatch.message, mismatch);
  return data;
}

/** A merchant at Stripe. */
export function stripeAccount(
  credentials: Credentials,
  clientOf: ClientOf,
  { now }: Pick<GatewayRuntime, 'now'>,
): GatewayAccount {
  const intents = () => clientOf(credentials).paymentIntents;

  async function create(order: Order): Promise<Created> {
    try {
      const answer = await intents().create(intentParams(order), { idempotencyKey: `paycore-${order.paymentNo}` });
      return readCreated(answer, order, credentials);
    } catch (error) {
      throw createFailure(error, credentials);
    }
  }

  /** What became of the money, by the charge that came with the intent. Disputes stand apart and are asked for where there is one. */
  async function moneyBack({ id, latest_charge: charge }: Intent): Promise<Pick<Outcome, 'postPayment'>> {
    if (!charge) return {};
    const refunds = ofRefunds(charge.refunds?.data ?? []);
    const disputes = charge.disputed ? await disputesOf(id) : [];
    return refunds.length + disputes.length > 0 ? { postPayment: [...refunds, ...disputes] } : {};
  }

  async function disputesOf(id: string): Promise<PostPaymentEvent[]> {
    const { data } = disputeListSchema.safeParse(await clientOf(credentials).disputes.list({ payment_intent: id }));
    if (!data) throw gatewayUnavailable(undefined, { log: { reason: 'no readable disputes' } });
    return data.data.map(ofDispute);
  }

  async function ask(payment: Payment, call: (id: string) => Promise<unknown>): Promise<Outcome> {
    const { gatewayTradeNo: id } = payment;
    if (id === undefined) throw gatewayUnavailable(undefined, { log: { reason: 'no PaymentIntent is known yet' } });
    try {
      const intent = readIntent(await call(id), payment);
      return { ...toOutcome(intent), ...(await moneyBack(intent)) };
    } catch (error) {
      throw askFailure(error, credentials);
    }
  }

  const retrieve = (id: string) => intents().retrieve(id, { expand: ['latest_charge.refunds'] });

  // An intent that was not made, or whose id got lost before its secret reached any payer, cannot be paid: nothing is new.
  const sync = async (payment: Payment): Promise<Outcome> =>
    payment.gatewayTradeNo === undefined ? { status: 'pending' } : ask(payment, retrieve);

  return {
    id: credentials.publishableKey,
    environment: credentials.environment,
    create,
    verify: (callback, payment) => verifyEvent(callback, payment, credentials, now()),
    sync,
    // Stripe refuses to cancel what is paid, under way or cancelled already: then it tells what it is.
    cancel: (payment) =>
      ask(payment, (id) =>
        intents()
          .cancel(id, { cancellation_reason: ourReason })
          .catch((error: unknown) => (isRefusal(error) ? retrieve(id) : Promise.reject(error as Error))),
      ),
  };
}
