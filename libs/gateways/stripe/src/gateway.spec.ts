import { gatewayContract } from '@paycore/testing';
import { stripe } from './index.ts';
import { stripeSimulator } from './simulator/index.ts';

gatewayContract('stripe', {
  gateway: stripe,
  simulator: stripeSimulator,
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
});
