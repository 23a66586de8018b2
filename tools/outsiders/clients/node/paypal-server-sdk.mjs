import {
  CheckoutPaymentIntent,
  Client,
  Environment,
  OrdersController,
  PaymentsController,
} from '@paypal/paypal-server-sdk';
import { divert } from './divert.mjs';
import { serve, world } from './serve.mjs';

divert('api-m.sandbox.paypal.com', world.sandbox);
const { client_id: oAuthClientId, client_secret: oAuthClientSecret } = world.credentials;
const client = new Client({
  environment: Environment.Sandbox,
  clientCredentialsAuthCredentials: { oAuthClientId, oAuthClientSecret },
});
const orders = new OrdersController(client);
const payments = new PaymentsController(client);
const prefer = 'return=representation';
const captureIn = ({ purchaseUnits }) => purchaseUnits?.[0]?.payments?.captures?.[0];
const orderOf = ({ result }) => ({ id: result.id, status: result.status, capture: captureIn(result) ?? null });

await serve({
  create: async ({ orderNo, currency, value }) =>
    orderOf(
      await orders.createOrder({
        prefer,
        body: {
          intent: CheckoutPaymentIntent.Capture,
          purchaseUnits: [{ amount: { currencyCode: currency, value }, invoiceId: orderNo, description: '折傘' }],
          paymentSource: {
            paypal: { experienceContext: { returnUrl: 'https://shop.test/ok', cancelUrl: 'https://shop.test/no' } },
          },
        },
      }),
    ),
  get: async ({ id }) => orderOf(await orders.getOrder({ id })),
  capture: async ({ id }) => orderOf(await orders.captureOrder({ id, prefer, body: {} })),
  captured: async ({ id }) => {
    const { result } = await payments.getCapturedPayment({ captureId: id });
    return { id: result.id, status: result.status, value: result.amount?.value };
  },
  refund: async ({ id, currency, value }) => {
    const { result } = await payments.refundCapturedPayment({
      captureId: id,
      prefer,
      body: { amount: { currencyCode: currency, value } },
    });
    return { id: result.id, status: result.status, value: result.amount?.value };
  },
});
