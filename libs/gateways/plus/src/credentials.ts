import { PayCoreError, type Environment } from '@paycore/core';
import { z } from 'zod';

export interface Credentials {
  readonly appid: string;
  readonly secretKey: string;
  /** Nothing in PLUS's credentials tells test from production: it is the API key's. */
  readonly environment: Environment;
}

export const credentialCode = 'PLUS_CREDENTIAL_INVALID';

const root = 'gateway_credentials';
const required = (name: string) => `The ${name} field is required.`;

const text = (name: string, longest: number) =>
  z
    .string({ error: ({ input }) => (input === undefined ? required(name) : `The ${name} field must be a string.`) })
    .trim()
    .min(1, { error: required(name), abort: true })
    .max(longest, { error: `The ${name} field must not be longer than ${longest} characters.`, abort: true })
    .regex(/^[\x21-\x7e]+$/, `The ${name} field format is invalid.`);

export const credentialSchema = z.object(
  { appid: text(`${root}.appid`, 100), secret_key: text(`${root}.secret_key`, 200) },
  { error: ({ input }) => (input == null ? required(root) : `The ${root} field must be an object.`) },
);

/** null counts as absent. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { appid, secret_key } = value as Readonly<Record<string, unknown>>;
  return { appid: appid ?? undefined, secret_key: secret_key ?? undefined };
}

/** The contract's two sentences; of both fields missing, the first is told and both are named. */
function sentence(fields: Readonly<Record<string, readonly string[]>>): string {
  const isMissing = (name: string) => fields[name]?.includes(required(name)) ?? false;
  if (isMissing(root) || isMissing(`${root}.appid`)) return 'PLUS appid is required.';
  return isMissing(`${root}.secret_key`) ? 'PLUS secret_key is required.' : 'The PLUS credentials are not valid.';
}

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown, environment: Environment): Credentials {
  const { data, error } = credentialSchema.safeParse(withoutNulls(value));
  if (data) return { appid: data.appid, secretKey: data.secret_key, environment };
  const fields: Record<string, string[]> = {};
  for (const { path, message } of error.issues) (fields[[root, ...path].join('.')] ??= []).push(message);
  throw new PayCoreError('invalid', credentialCode, sentence(fields), { fields });
}
