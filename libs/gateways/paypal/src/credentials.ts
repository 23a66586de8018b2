import { PayCoreError, type Environment, type Strings } from '@paycore/core';
import {
  credentialFault,
  credentialObject,
  credentialTextOf,
  parseCredentials,
  unknownChoice,
  type CredentialFaults,
} from '@paycore/gateway-kit';
import * as z from 'zod';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** PayPal calls it sandbox and live. */
  readonly environment: Environment;
  /** Number of the webhook in PayPal's console; absent: events are hints, and PayPal is asked. */
  readonly webhookId?: string;
}

const environments: Readonly<Record<string, Environment>> = {
  sandbox: 'test',
  live: 'production',
  production: 'production',
};

export const credentialSchema = credentialObject({
  // Stands before the colon of HTTP Basic, so it can have none.
  client_id: credentialTextOf('client_id', /^[\x21-\x39\x3b-\x7e]{1,200}$/),
  client_secret: credentialTextOf('client_secret', /^[\x21-\x7e]{1,200}$/),
  environment: z
    .string(credentialFault('environment', 'must be a string'))
    .meta({ enum: Object.keys(environments) })
    .transform((name) => name.trim().toLowerCase())
    .refine((name) => Object.hasOwn(environments, name), unknownChoice('environment'))
    .transform((name) => environments[name])
    .optional(),
  webhook_id: credentialTextOf('webhook_id', /^[\w-]{1,50}$/).optional(),
});

/** The code of a fault of each field; several faults at once have the first one's. */
const codes: Readonly<Record<string, string>> = {
  client_secret: 'PAYPAL_CLIENT_SECRET_REQUIRED',
  environment: 'PAYPAL_ENVIRONMENT_INVALID',
  webhook_id: 'INVALID_ARGUMENT',
};

function refuse({ fields, first = '' }: CredentialFaults): PayCoreError {
  const code = codes[first] ?? 'PAYPAL_CLIENT_ID_REQUIRED';
  return new PayCoreError('invalid', code, 'The PayPal credentials are not valid.', { fields });
}

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown, fallback: Environment): Credentials {
  const credentials = parseCredentials(credentialSchema, value, refuse);
  const { client_id, client_secret, environment = fallback, webhook_id } = credentials;
  return {
    clientId: client_id,
    clientSecret: client_secret,
    environment,
    ...(webhook_id !== undefined && { webhookId: webhook_id }),
  };
}

/** As `readCredentials` takes them, and nothing else. */
export const writtenCredentials = (credentials: Credentials): Strings => ({
  client_id: credentials.clientId,
  client_secret: credentials.clientSecret,
  environment: credentials.environment === 'test' ? 'sandbox' : 'live',
  ...(credentials.webhookId !== undefined && { webhook_id: credentials.webhookId }),
});
