import { aPlacedOrder } from '@paycore/testing';
import { Stripe } from 'stripe';
import { readCredentials } from './credentials.ts';
import { query } from './query.ts';
import { createFailure } from './refusals.ts';

const credentials = readCredentials({
  secret_key: 'sk_test_PayCoreSpec1234567890',
  publishable_key: 'pk_test_PayCoreSpec1234567890',
});
const order = aPlacedOrder({ route: 'credit', gatewayTradeNo: 'pi_1' });
const intent = {
  ...{ id: 'pi_1', object: 'payment_intent', status: 'succeeded' },
  ...{ amount: order.amount, currency: 'twd', metadata: {} },
  latest_charge: {
    ...{ id: 'ch_1', object: 'charge', amount: 980, currency: 'twd' },
    ...{ amount_refunded: 0, disputed: true, payment_intent: 'pi_1' },
  },
};
const withoutDisputes = {
  credentials,
  client: () => ({
    paymentIntents: { retrieve: async () => intent },
    disputes: { list: () => Promise.reject(new Stripe.errors.StripeConnectionError({ message: 'away' })) },
  }),
} as never;

describe('a charge that came and is disputed', () => {
  it('is paid, though the list of disputes is out of reach', async () => {
    expect(await query(order, withoutDisputes)).toMatchObject({ status: 'paid', gatewayTradeNo: 'pi_1' });
  });

  it('is asked for again where it was known as paid: nothing but the dispute is wanted then', async () => {
    await expect(query({ ...order, isPaid: true }, withoutDisputes)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

it('a buyer’s address in Stripe’s words reaches neither merchant nor log', () => {
  const raw = { message: 'Invalid email address: wang@shop.example', type: 'invalid_request_error' };
  const error = createFailure(new Stripe.errors.StripeInvalidRequestError(raw as never), credentials);
  expect(JSON.stringify([error, error.message, error.log])).not.toContain('wang@');
});
