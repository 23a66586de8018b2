import { PayCoreError, type Environment, type Strings } from '@paycore/core';
import {
  credentialFault,
  credentialObject,
  credentialText,
  credentialTextOf,
  parseCredentials,
  unknownChoice,
  type CredentialFaults,
} from '@paycore/gateway-kit';

/** HashKey and HashIV, 16 bytes each. */
export interface Keys {
  readonly hashKey: string;
  readonly hashIv: string;
}

export interface Credentials extends Keys {
  readonly merchantId: string;
  readonly platformId?: string;
  readonly environment: Environment;
}

/** AES-128 takes 16 bytes, whatever the characters. */
const key = (name: string) =>
  credentialText(name)
    .refine((value) => Buffer.byteLength(value) === 16, credentialFault(name, 'must be 16 bytes long'))
    .meta({ pattern: '^[!-~]{16}$' });

const account = (name: string) => credentialTextOf(name, /^[0-9A-Za-z]{1,10}$/);

const environments: Readonly<Record<string, Environment>> = {
  stage: 'test',
  staging: 'test',
  test: 'test',
  testing: 'test',
  production: 'production',
  prod: 'production',
};

const environment = credentialText('environment')
  .toLowerCase()
  .refine((word) => Object.hasOwn(environments, word), unknownChoice('environment'))
  .meta({ enum: Object.keys(environments) })
  .transform((word) => environments[word]);

export const credentialSchema = credentialObject({
  merchant_id: account('merchant_id'),
  hash_key: key('hash_key'),
  hash_iv: key('hash_iv'),
  environment: environment.optional(),
  platform_id: account('platform_id').optional(),
});

/** ECPay's own spellings. */
export const aliases = {
  merchant_id: 'MerchantID',
  hash_key: 'HashKey',
  hash_iv: 'HashIV',
  platform_id: 'PlatformID',
} as const;

const refuse = ({ fields }: CredentialFaults) =>
  new PayCoreError('invalid', 'ECPAY_CREDENTIAL_INVALID', 'The ECPay credentials are not valid.', { fields });

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown, fallback: Environment): Credentials {
  const credentials = parseCredentials(credentialSchema, value, refuse, aliases);
  const { merchant_id, hash_key, hash_iv, platform_id, environment = fallback } = credentials;
  return {
    merchantId: merchant_id,
    hashKey: hash_key,
    hashIv: hash_iv,
    environment,
    ...(platform_id !== undefined && { platformId: platform_id }),
  };
}

/** As `readCredentials` takes them, and nothing else. */
export const writtenCredentials = (credentials: Credentials): Strings => ({
  merchant_id: credentials.merchantId,
  hash_key: credentials.hashKey,
  hash_iv: credentials.hashIv,
  environment: credentials.environment,
  ...(credentials.platformId !== undefined && { platform_id: credentials.platformId }),
});
