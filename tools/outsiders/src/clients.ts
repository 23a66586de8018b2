import type { Runtime } from './runtimes.ts';

/** An outsider's client: how the table calls it, and the play of `clients/` that speaks through it. */
export interface Outsider {
  readonly name: string;
  readonly runtime: Runtime;
  readonly play: string;
  /** Whose credentials it gets. */
  readonly gateway?: string;
}

const of = (gateway: string | undefined, runtime: Runtime, name: string, play: string): Outsider => ({
  name,
  runtime,
  play,
  ...(gateway !== undefined && { gateway }),
});

export const rytass = of('ecpay', 'node', '@rytass/payments-adapter-ecpay', 'rytass.mjs');
export const ecpayOfficial = of('ecpay', 'node', 'ecpay_aio_nodejs (official)', 'ecpay-aio-nodejs.mjs');
export const nodeEcpayAio = of('ecpay', 'node', 'node-ecpay-aio', 'node-ecpay-aio.mjs');

export const paypalServer = of('paypal', 'node', '@paypal/paypal-server-sdk (official)', 'paypal-server-sdk.mjs');
export const paypalCheckout = of(
  'paypal',
  'node',
  '@paypal/checkout-server-sdk (official, retired)',
  'paypal-checkout-server-sdk.mjs',
);
export const paypalGo = of('paypal', 'go', 'plutov/paypal (Go)', 'paypal');
export const paypalPython = of('paypal', 'python', 'paypalrestsdk (Python, official, retired)', 'paypalrestsdk');

export const stripeNode = of('stripe', 'node', 'stripe (Node, official)', 'stripe.mjs');
export const stripePython = of('stripe', 'python', 'stripe (Python, official)', 'stripe');
export const stripeGo = of('stripe', 'go', 'stripe-go (official)', 'stripe');

export const webhooksNode = of(undefined, 'node', 'standardwebhooks (Node)', 'standardwebhooks.mjs');
export const webhooksPython = of(undefined, 'python', 'standardwebhooks (Python)', 'standardwebhooks');
export const webhooksGo = of(undefined, 'go', 'standard-webhooks (Go)', 'standardwebhooks');
