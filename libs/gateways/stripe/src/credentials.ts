import { PayCoreError, type Environment, type Strings } from '@paycore/core';
import {
  credentialFault,
  credentialObject,
  credentialTextOf,
  credentialWord,
  parseCredentials,
  type CredentialFaults,
} from '@paycore/gateway-kit';

export interface Credentials {
  readonly secretKey: string;
  /** For the payer's browser; names the account. */
  readonly publishableKey: string;
  /** Signs the events of the merchant's endpoint; absent: an event is only a reason to ask Stripe. */
  readonly webhookSecret?: string;
  /** The merchant put it into the endpoint's address; without a webhook secret it must come with each event. */
  readonly callbackSecret?: string;
  readonly environment: Environment;
}

export const credentialSchema = credentialObject({
  secret_key: credentialTextOf('secret_key', /^sk_(test|live)_\w{1,250}$/),
  publishable_key: credentialTextOf('publishable_key', /^pk_(test|live)_\w{1,250}$/),
  webhook_secret: credentialTextOf('webhook_secret', /^whsec_[\x21-\x7e]{1,250}$/).optional(),
  callback_secret: credentialWord('callback_secret').optional(),
});

const environmentOf = (key: string): Environment => (key.slice(3, 7) === 'live' ? 'production' : 'test');

const faultOfPair = credentialFault('publishable_key', 'must be of the same mode, test or live, as the secret_key');

/** A key of the other mode belongs to other payments: Stripe's page could not find ours by it. */
const pair = credentialSchema.refine(
  ({ secret_key, publishable_key }) => environmentOf(secret_key) === environmentOf(publishable_key),
  { path: ['publishable_key'], error: faultOfPair },
);

const secretKeyCode = 'STRIPE_SECRET_KEY_INVALID';
const codes: Readonly<Record<string, string>> = {
  publishable_key: 'STRIPE_PUBLISHABLE_KEY_INVALID',
  webhook_secret: 'VALIDATION_FAILED',
  callback_secret: 'VALIDATION_FAILED',
};

/** The contract has a code for each key; of several faults the first gives it. */
function refuse({ fields, first = '' }: CredentialFaults): PayCoreError {
  const code = codes[first] ?? secretKeyCode;
  const message = code === 'VALIDATION_FAILED' ? 'Validation failed' : 'The Stripe credentials are not valid.';
  return new PayCoreError('invalid', code, message, { fields });
}

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown): Credentials {
  const credentials = parseCredentials(pair, value, refuse);
  const { secret_key, publishable_key, webhook_secret, callback_secret } = credentials;
  return {
    secretKey: secret_key,
    publishableKey: publishable_key,
    ...(webhook_secret !== undefined && { webhookSecret: webhook_secret }),
    ...(callback_secret !== undefined && { callbackSecret: callback_secret }),
    environment: environmentOf(secret_key),
  };
}

/** As `readCredentials` takes them, and nothing else. */
export const writtenCredentials = (credentials: Credentials): Strings => ({
  secret_key: credentials.secretKey,
  publishable_key: credentials.publishableKey,
  ...(credentials.webhookSecret !== undefined && { webhook_secret: credentials.webhookSecret }),
  ...(credentials.callbackSecret !== undefined && { callback_secret: credentials.callbackSecret }),
});
