import { refusal, type GatewayProfile } from '@paycore/testing';

const unsigned = refusal('The Stripe-Signature is missing or not valid.', 'STRIPE_WEBHOOK_SIGNATURE_INVALID');
const route = (method: string, currency: string, amount = 980) => ({ method, currency, amount });

export const stripeProfile: GatewayProfile = {
  gateway: 'stripe',
  routes: {
    credit: route('credit', 'TWD', 98_000),
    alipay: route('alipay', 'CNY'),
    'wechat-pay': route('wechat', 'HKD'),
    grabpay: route('grabpay', 'SGD'),
    paynow: route('paynow', 'SGD'),
    promptpay: route('promptpay', 'THB', 9_800),
    fpx: route('fpx', 'MYR'),
  },
  ack: JSON.stringify({ success: true, message: 'Webhook received' }),
  createPath: '/v1/payment_intents',
  canQuery: true,
  declines: true,
  simulates: false,
  wrongAmount: refusal('Stripe amount mismatch.'),
  forged: unsigned,
  forgeries: ({ paymentNo, gatewayTradeNo }) => {
    const json = { 'content-type': 'application/json' };
    const signature = { 'stripe-signature': `t=1782144000,v1=${'a'.repeat(64)}` };
    const metadata = { payment_no: paymentNo };
    const object = { id: gatewayTradeNo, object: 'payment_intent', amount: 98_000, currency: 'twd', metadata };
    const body = JSON.stringify({ object: 'event', type: 'payment_intent.succeeded', data: { object } });
    return [
      { what: 'an event without a signature', headers: json, body, refusal: unsigned },
      { what: 'an event signed long ago', headers: { ...json, ...signature }, body, refusal: unsigned },
    ];
  },
  // The page needs its intent's secret, and nobody else does.
  canaries: { refused: { secret_key: 'sk_test_CanaryStripeKeyOfNobody' }, onPage: /pi_\w+_secret_\w+/g },
  credentials: {
    secret_key: 'sk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc',
    publishable_key: 'pk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc',
    webhook_secret: 'whsec_PayCoreDemoVt3kPz9RrQ4hYw6Jd',
  },
  otherCredentials: {
    secret_key: 'sk_test_PayCoreSecond8HdJt4KqVb6Xpw',
    publishable_key: 'pk_test_PayCoreSecond8HdJt4KqVb6Xpw',
    webhook_secret: 'whsec_PayCoreSecond2ZkLm7NnTc5Rgs',
    callback_secret: 'cb-7f3a91d2',
  },
  required: ['secret_key', 'publishable_key'],
  secrets: ['secret_key', 'webhook_secret'],
  sent: ['secret_key'],
  credentialCode: 'STRIPE_SECRET_KEY_INVALID',
};
