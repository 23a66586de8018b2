import { PayCoreError } from '@paycore/core';
import { readCredentials } from './credentials.ts';

const required = { secret_key: 'sk_test_a1', publishable_key: 'pk_test_b2' };
const root = 'gateway_credentials';

function refusalOf(value: unknown): { code: string; message: string; fields: unknown } {
  try {
    readCredentials(value);
  } catch (error) {
    if (!(error instanceof PayCoreError)) throw error;
    expect(error.kind).toBe('invalid');
    return { code: error.code, message: error.message, fields: error.fields };
  }
  throw new Error('It was not refused.');
}

it('reads all of them, and the environment from the keys', () => {
  const more = { webhook_secret: ' whsec_c3 ', callback_secret: 'my secret ü' };
  expect(readCredentials({ ...required, ...more })).toEqual({
    secretKey: 'sk_test_a1',
    publishableKey: 'pk_test_b2',
    webhookSecret: 'whsec_c3',
    callbackSecret: 'my secret ü',
    environment: 'test',
  });
  const live = { secret_key: 'sk_live_a1', publishable_key: 'pk_live_b2' };
  expect(readCredentials(live).environment).toBe('production');
});

it.each([null, undefined, ''])('takes %j for an optional field as absent', (nothing) => {
  const read = readCredentials({ ...required, webhook_secret: nothing, callback_secret: nothing });
  expect(Object.keys(read).sort()).toEqual(['environment', 'publishableKey', 'secretKey']);
});

it.each([
  [{ ...required, secret_key: 'pk_test_a1' }, 'STRIPE_SECRET_KEY_INVALID', ['secret_key']],
  [{ ...required, secret_key: 'rk_test_a1' }, 'STRIPE_SECRET_KEY_INVALID', ['secret_key']],
  [{ ...required, secret_key: 'sk_test_' }, 'STRIPE_SECRET_KEY_INVALID', ['secret_key']],
  [{ ...required, secret_key: 'SK_TEST_a1' }, 'STRIPE_SECRET_KEY_INVALID', ['secret_key']],
  [{ ...required, secret_key: 'sk_test_a1\nx' }, 'STRIPE_SECRET_KEY_INVALID', ['secret_key']],
  [{ ...required, publishable_key: 'sk_test_a1' }, 'STRIPE_PUBLISHABLE_KEY_INVALID', ['publishable_key']],
  [{ secret_key: 'sk_test_a1' }, 'STRIPE_PUBLISHABLE_KEY_INVALID', ['publishable_key']],
  [{ ...required, publishable_key: 'pk_live_b2' }, 'STRIPE_PUBLISHABLE_KEY_INVALID', ['publishable_key']],
  [{ ...required, webhook_secret: 'secret' }, 'VALIDATION_FAILED', ['webhook_secret']],
  [{ ...required, callback_secret: 'a\u0000b' }, 'VALIDATION_FAILED', ['callback_secret']],
  [{ ...required, callback_secret: 'a\ud800' }, 'VALIDATION_FAILED', ['callback_secret']],
  [{ ...required, callback_secret: 7 }, 'VALIDATION_FAILED', ['callback_secret']],
  [
    { ...required, publishable_key: 'x', webhook_secret: 'x' },
    'STRIPE_PUBLISHABLE_KEY_INVALID',
    ['publishable_key', 'webhook_secret'],
  ],
  [{ secret_key: 'x', publishable_key: 'x' }, 'STRIPE_SECRET_KEY_INVALID', ['secret_key', 'publishable_key']],
])('refuses %j with %s', (value, code, names) => {
  const refusal = refusalOf(value);
  expect(refusal.code).toBe(code);
  expect(Object.keys(refusal.fields as object)).toEqual(names.map((name) => `${root}.${name}`));
});

it('says what is wrong, field by field, and shows no value', () => {
  expect(refusalOf({ ...required, webhook_secret: 'hook' })).toEqual({
    code: 'VALIDATION_FAILED',
    message: 'Validation failed',
    fields: { [`${root}.webhook_secret`]: [`The ${root}.webhook_secret field format is invalid.`] },
  });
  const mixed = { secret_key: 'sk_live_a1', publishable_key: 'pk_test_b2' };
  expect(Object.keys(refusalOf({ ...mixed, webhook_secret: 'hook' }).fields as object)).toHaveLength(2);
  expect(refusalOf(mixed)).toEqual({
    code: 'STRIPE_PUBLISHABLE_KEY_INVALID',
    message: 'The Stripe credentials are not valid.',
    fields: {
      [`${root}.publishable_key`]: [
        `The ${root}.publishable_key field must be of the same mode, test or live, as the secret_key.`,
      ],
    },
  });
});
