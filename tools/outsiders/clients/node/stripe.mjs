import { Stripe } from 'stripe';
import { serve, world } from './serve.mjs';

const { secret_key: key, webhook_secret: webhookSecret } = world.credentials;

function clientAt(base, secretKey = key) {
  const { hostname: host, port } = new URL(base);
  return new Stripe(secretKey, { host, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

const stripe = clientAt(world.sandbox);
/** Another server than the sandbox, where one is named. */
const clientFor = ({ base, secretKey }) => (base ? clientAt(base, secretKey) : stripe);

await serve({
  create: ({ params, idempotencyKey, ...at }) => clientFor(at).paymentIntents.create(params, { idempotencyKey }),
  /** With what the second answer of one key says beside its body. */
  repeat: async ({ params, idempotencyKey }) => {
    const { lastResponse, id } = await stripe.paymentIntents.create(params, { idempotencyKey });
    return { id, replayed: lastResponse.headers['idempotent-replayed'] };
  },
  refusal: async ({ params }) => {
    const error = await stripe.paymentIntents.create(params).catch((thrown) => thrown);
    return { type: error.type, code: error.code, param: error.param };
  },
  retrieve: ({ id }) => stripe.paymentIntents.retrieve(id),
  confirm: ({ id, ...at }) => clientFor(at).paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
  cancel: ({ id, ...at }) => clientFor(at).paymentIntents.cancel(id),
  event: ({ body, headers }) => stripe.webhooks.constructEvent(body, headers['stripe-signature'], webhookSecret),
  sign: ({ body }) => stripe.webhooks.generateTestHeaderString({ payload: body, secret: webhookSecret }),
});
