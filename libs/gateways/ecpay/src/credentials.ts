import { PayCoreError, type Environment } from '@paycore/core';
import { z } from 'zod';

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

const root = 'gateway_credentials';
const required = (name: string) => `The ${name} field is required.`;

const text = (name: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? required(name) : `The ${name} field must be a string.`) })
    .trim()
    .min(1, { error: required(name), abort: true });

/** AES-128 takes 16 bytes, whatever the characters. */
const key = (name: string) =>
  text(name)
    .refine((value) => Buffer.byteLength(value) === 16, `The ${name} field must be 16 bytes long.`)
    .meta({ pattern: '^[!-~]{16}$' });

const account = (name: string) => text(name).regex(/^[0-9A-Za-z]{1,10}$/, `The ${name} field format is invalid.`);

const environments: Readonly<Record<string, Environment>> = {
  stage: 'test',
  staging: 'test',
  test: 'test',
  testing: 'test',
  production: 'production',
  prod: 'production',
};

const environment = (name: string) =>
  text(name)
    .toLowerCase()
    .refine((word) => Object.hasOwn(environments, word), `The selected ${name} is invalid.`)
    .meta({ enum: Object.keys(environments) })
    .transform((word) => environments[word]);

export const credentialSchema = z.object(
  {
    merchant_id: account(`${root}.merchant_id`),
    hash_key: key(`${root}.hash_key`),
    hash_iv: key(`${root}.hash_iv`),
    environment: environment(`${root}.environment`).optional(),
    platform_id: account(`${root}.platform_id`).optional(),
  },
  { error: ({ input }) => (input == null ? required(root) : `The ${root} field must be an object.`) },
);

export const aliases = {
  merchant_id: 'MerchantID',
  hash_key: 'HashKey',
  hash_iv: 'HashIV',
  platform_id: 'PlatformID',
} as const;

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** ECPay's own spelling stands in where ours is absent, null or empty; what is then not given counts as absent. */
function withAliases(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as Record<string, unknown>;
  const names = Object.keys(credentialSchema.shape) as (keyof typeof credentialSchema.shape)[];
  const read = names.map((name) => {
    const alias = name === 'environment' ? name : aliases[name];
    return [name, [given[name], given[alias]].find(isGiven)] as const;
  });
  return Object.fromEntries(read);
}

function faults(error: z.ZodError): PayCoreError {
  const fields: Record<string, string[]> = {};
  for (const { path, message } of error.issues) (fields[[root, ...path].join('.')] ??= []).push(message);
  return new PayCoreError('invalid', 'ECPAY_CREDENTIAL_INVALID', 'The ECPay credentials are not valid.', { fields });
}

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown, fallback: Environment): Credentials {
  const result = credentialSchema.safeParse(withAliases(value));
  if (!result.success) throw faults(result.error);
  const { merchant_id, hash_key, hash_iv, platform_id, environment = fallback } = result.data;
  return {
    merchantId: merchant_id,
    hashKey: hash_key,
    hashIv: hash_iv,
    environment,
    ...(platform_id !== undefined && { platformId: platform_id }),
  };
}
