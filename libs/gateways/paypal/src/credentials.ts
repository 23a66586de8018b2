import { PayCoreError, type Environment } from '@paycore/core';
import { z } from 'zod';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** PayPal calls it sandbox and live. */
  readonly environment: Environment;
  /** Number of the webhook in PayPal's console; absent: events are hints, and PayPal is asked. */
  readonly webhookId?: string;
}

const root = 'gateway_credentials';
const required = (name: string) => `The ${name} field is required.`;

const text = (name: string, form: RegExp) =>
  z
    .string({ error: ({ input }) => (input === undefined ? required(name) : `The ${name} field must be a string.`) })
    .trim()
    .min(1, { error: required(name), abort: true })
    .regex(form, `The ${name} field format is invalid.`);

const environments: Readonly<Record<string, Environment>> = {
  sandbox: 'test',
  live: 'production',
  production: 'production',
};

export const credentialSchema = z.object(
  {
    // Stands before the colon of HTTP Basic, so it can have none.
    client_id: text(`${root}.client_id`, /^[\x21-\x39\x3b-\x7e]{1,200}$/),
    client_secret: text(`${root}.client_secret`, /^[\x21-\x7e]{1,200}$/),
    environment: z
      .string(`The ${root}.environment field must be a string.`)
      .meta({ enum: Object.keys(environments) })
      .transform((name) => name.trim().toLowerCase())
      .refine((name) => Object.hasOwn(environments, name), `The selected ${root}.environment is invalid.`)
      .transform((name) => environments[name])
      .optional(),
    webhook_id: text(`${root}.webhook_id`, /^[\w-]{1,50}$/).optional(),
  },
  { error: ({ input }) => (input == null ? required(root) : `The ${root} field must be an object.`) },
);

/** The code of a fault of each field; several faults at once have the first one's. */
const codes: Readonly<Record<string, string>> = {
  client_secret: 'PAYPAL_CLIENT_SECRET_REQUIRED',
  environment: 'PAYPAL_ENVIRONMENT_INVALID',
  webhook_id: 'INVALID_ARGUMENT',
};

/** What is null or empty counts as absent. */
function given(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const names = Object.keys(credentialSchema.shape);
  const isGiven = ([name, field]: [string, unknown]) => names.includes(name) && field !== null && field !== '';
  return Object.fromEntries(Object.entries(value).filter(isGiven));
}

function faults({ issues }: z.ZodError): PayCoreError {
  const fields: Record<string, string[]> = {};
  for (const { path, message } of issues) (fields[[root, ...path].join('.')] ??= []).push(message);
  const code = codes[String(issues[0]?.path[0])] ?? 'PAYPAL_CLIENT_ID_REQUIRED';
  return new PayCoreError('invalid', code, 'The PayPal credentials are not valid.', { fields });
}

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown, fallback: Environment): Credentials {
  const result = credentialSchema.safeParse(given(value));
  if (!result.success) throw faults(result.error);
  const { client_id, client_secret, environment = fallback, webhook_id } = result.data;
  return {
    clientId: client_id,
    clientSecret: client_secret,
    environment,
    ...(webhook_id !== undefined && { webhookId: webhook_id }),
  };
}
