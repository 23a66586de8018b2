import { PayCoreError } from '@paycore/core';
import { readCredentials } from './credentials.ts';

const required = { client_id: 'AYSq3RDGsmBLJE-otTkBtM', client_secret: 'EGnHDxD_qRPdaLdZz8iCr8N7' };
const root = 'gateway_credentials';
const read = (more: object = {}) => readCredentials({ ...required, ...more }, 'test');

function refusal(value: unknown): PayCoreError {
  try {
    readCredentials(value, 'test');
  } catch (error) {
    if (error instanceof PayCoreError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

it('reads what a merchant gives, without blanks around it', () => {
  expect(read({ client_id: ` ${required.client_id} `, webhook_id: ' 1JE4291016473214C ' })).toEqual({
    clientId: required.client_id,
    clientSecret: required.client_secret,
    environment: 'test',
    webhookId: '1JE4291016473214C',
  });
  expect(read({ webhook_id: '', environment: null })).not.toHaveProperty('webhookId');
});

it.each([
  ['sandbox', 'test'],
  ['live', 'production'],
  ['production', 'production'],
  [' Live ', 'production'],
  [undefined, 'test'],
  [null, 'test'],
  ['', 'test'],
])('the environment %p is %s', (environment, expected) => {
  expect(read({ environment }).environment).toBe(expected);
});

it('takes the environment of the API key where none is given', () => {
  expect(readCredentials(required, 'production').environment).toBe('production');
});

it.each([
  [{}, 'PAYPAL_CLIENT_ID_REQUIRED', ['client_id', 'client_secret']],
  [{ client_id: 'c' }, 'PAYPAL_CLIENT_SECRET_REQUIRED', ['client_secret']],
  [{ client_secret: 's' }, 'PAYPAL_CLIENT_ID_REQUIRED', ['client_id']],
  [{ client_id: 'c', environment: 'x' }, 'PAYPAL_CLIENT_SECRET_REQUIRED', ['client_secret', 'environment']],
  [{ ...required, environment: 'stage' }, 'PAYPAL_ENVIRONMENT_INVALID', ['environment']],
  [{ ...required, environment: 'toString' }, 'PAYPAL_ENVIRONMENT_INVALID', ['environment']],
  [{ ...required, environment: 7 }, 'PAYPAL_ENVIRONMENT_INVALID', ['environment']],
  [{ ...required, webhook_id: 'a b' }, 'INVALID_ARGUMENT', ['webhook_id']],
  [{ ...required, webhook_id: 'a'.repeat(51) }, 'INVALID_ARGUMENT', ['webhook_id']],
  [{ ...required, client_id: 'a:b' }, 'PAYPAL_CLIENT_ID_REQUIRED', ['client_id']],
  [{ ...required, client_secret: 'a\nb' }, 'PAYPAL_CLIENT_SECRET_REQUIRED', ['client_secret']],
])('%j is %s, with all faults named', (value, code, names) => {
  const { kind, code: refusalCode, fields = {} } = refusal(value);
  expect([kind, refusalCode]).toEqual(['invalid', code]);
  expect(Object.keys(fields)).toEqual(names.map((name) => `${root}.${name}`));
});

it('says what is wrong in the contract’s words', () => {
  expect(refusal({ client_id: 7, environment: 'x' }).fields).toEqual({
    [`${root}.client_id`]: [`The ${root}.client_id field must be a string.`],
    [`${root}.client_secret`]: [`The ${root}.client_secret field is required.`],
    [`${root}.environment`]: [`The selected ${root}.environment is invalid.`],
  });
});
