import type { Created, Order, OrderIdentity } from '@paycore/core';
import type { Stripe } from 'stripe';
import * as z from 'zod';
import type { CallContext } from './client.ts';
import type { Credentials } from './credentials.ts';
import { typeOf } from './methods.ts';
import { createFailure, methodRefused } from './refusals.ts';
import { intentSchema, isOf } from './wire.ts';

/** Made of the stored order alone: with the same key, Stripe refuses a repeat with other parameters. */
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
    // WeChat Pay must know where its code will be shown; the other clients are apps.
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
  // Stripe silently leaves out methods that the account cannot take in this currency: nobody could pay this intent.
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

const idempotencyKeyOf = ({ isKeyedByPayment, paymentNo, gatewayOrderNo }: OrderIdentity): string =>
  isKeyedByPayment ? `paycore-${paymentNo}` : gatewayOrderNo;

/** Throws `rejected`, `unavailable`. */
export async function create(order: Order, { credentials, client }: CallContext): Promise<Created> {
  try {
    const options = { idempotencyKey: idempotencyKeyOf(order) };
    return readCreated(await client().paymentIntents.create(intentParams(order), options), order, credentials);
  } catch (error) {
    throw createFailure(error, credentials);
  }
}
