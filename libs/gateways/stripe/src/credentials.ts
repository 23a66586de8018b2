import { PayCoreError, type Environment } from '@paycore/core';
import { z } from 'zod';

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

const root = 'gateway_credentials';
const required = (name: string) => `The ${root}.${name} field is required.`;

const text = (name: string, form: RegExp) =>
  z
    .string({
      error: ({ input }) => (input === undefined ? required(name) : `The ${root}.${name} field must be a string.`),
    })
    .trim()
    .min(1, { error: required(name), abort: true })
    .regex(form, `The ${root}.${name} field format is invalid.`);

/** Of the merchant's own making: no control characters; in words that any reader of the documents understands. */
const wordForm = /^[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]{0,199}$/u;

/** Half of a surrogate pair goes into no URL. */
const isWellFormed = (value: string) => !/\p{Cs}/u.test(value);

export const credentialSchema = z.object(
  {
    secret_key: text('secret_key', /^sk_(test|live)_\w{1,250}$/),
    publishable_key: text('publishable_key', /^pk_(test|live)_\w{1,250}$/),
    webhook_secret: text('webhook_secret', /^whsec_[\x21-\x7e]{1,250}$/).optional(),
    callback_secret: text('callback_secret', wordForm)
      .refine(isWellFormed, `The ${root}.callback_secret field format is invalid.`)
      .optional(),
  },
  { error: ({ input }) => (input == null ? `The ${root} field is required.` : `The ${root} field must be an object.`) },
);

const environmentOf = (key: string): Environment => (key.slice(3, 7) === 'live' ? 'production' : 'test');

const faultOfPair = `The ${root}.publishable_key field must be of the same mode, test or live, as the secret_key.`;

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

/** The contract has a code for each key; of several faults the first, in the order of the fields, gives it. */
function faults({ issues }: z.ZodError): PayCoreError {
  const fields: Record<string, string[]> = {};
  for (const { path, message } of issues) (fields[[root, ...path].join('.')] ??= []).push(message);
  const names = issues.map(({ path }) => String(path[0]));
  const first = Object.keys(credentialSchema.shape).find((name) => names.includes(name)) ?? '';
  const code = codes[first] ?? secretKeyCode;
  const message = code === 'VALIDATION_FAILED' ? 'Validation failed' : 'The Stripe credentials are not valid.';
  return new PayCoreError('invalid', code, message, { fields });
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** What is null or empty counts as absent. */
function given(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => isGiven(field)));
}

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown): Credentials {
  const result = pair.safeParse(given(value));
  if (!result.success) throw faults(result.error);
  const { secret_key, publishable_key, webhook_secret, callback_secret } = result.data;
  return {
    secretKey: secret_key,
    publishableKey: publishable_key,
    ...(webhook_secret !== undefined && { webhookSecret: webhook_secret }),
    ...(callback_secret !== undefined && { callbackSecret: callback_secret }),
    environment: environmentOf(secret_key),
  };
}
