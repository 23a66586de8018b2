import paypal from '@paypal/checkout-server-sdk';
import { serve, world } from './serve.mjs';

const { client_id: id, client_secret: secret } = world.credentials;
const client = new paypal.core.PayPalHttpClient(
  new paypal.core.PayPalEnvironment(id, secret, world.sandbox, world.sandbox),
);
const run = async (request) => (await client.execute(request)).result;
const captureIn = ({ purchase_units: units }) => units?.[0]?.payments?.captures?.[0];
const orderOf = (order) => ({ id: order.id, status: order.status, capture: captureIn(order) ?? null });
const moneyOf = ({ id, status, amount }) => ({ id, status, value: amount?.value });

await serve({
  create: async ({ orderNo, currency, value }) => {
    const request = new paypal.orders.OrdersCreateRequest();
    request.prefer('return=representation');
    request.requestBody({
      intent: 'CAPTURE',
      purchase_units: [{ amount: { currency_code: currency, value }, invoice_id: orderNo, description: '折傘' }],
      application_context: { return_url: 'https://shop.test/ok', cancel_url: 'https://shop.test/no' },
    });
    return orderOf(await run(request));
  },
  get: async ({ id }) => orderOf(await run(new paypal.orders.OrdersGetRequest(id))),
  capture: async ({ id }) => {
    const request = new paypal.orders.OrdersCaptureRequest(id);
    request.prefer('return=representation');
    request.requestBody({});
    return orderOf(await run(request));
  },
  captured: async ({ id }) => moneyOf(await run(new paypal.payments.CapturesGetRequest(id))),
  refund: async ({ id, currency, value }) => {
    const request = new paypal.payments.CapturesRefundRequest(id);
    request.prefer('return=representation');
    request.requestBody({ amount: { currency_code: currency, value } });
    return moneyOf(await run(request));
  },
});
