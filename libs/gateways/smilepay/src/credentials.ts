import { PayCoreError, type Environment, type FieldFaults } from '@paycore/core';
import { z } from 'zod';

export type CvsType = 'ibon' | 'fami';

export interface Credentials {
  readonly dcvc: string;
  readonly rvg2c: string;
  readonly verifyKey: string;
  /** What a callback may prove itself with, beside the secret in our own URL. */
  readonly validationToken?: string;
  readonly defaultCvsType: CvsType;
  /** Signs Mid_smilepay; absent: that checksum is not looked at. */
  readonly merchantVerifyCode?: string;
  /** SmilePay's test is an account, not a host, so nothing here tells: it is the API key's. */
  readonly environment: Environment;
}

/** Their names and ours; FamilyMart's machine is called FamiPort. */
export const cvsTypes: Readonly<Record<string, CvsType>> = {
  ibon: 'ibon',
  fami: 'fami',
  famiport: 'fami',
  family: 'fami',
};

export const credentialCode = 'SMILEPAY_CREDENTIAL_INVALID';

const root = 'gateway_credentials';
const required = (name: string) => `The ${name} field is required.`;

const text = (name: string, form: RegExp) =>
  z
    .string({ error: ({ input }) => (input === undefined ? required(name) : `The ${name} field must be a string.`) })
    .trim()
    .min(1, { error: required(name), abort: true })
    .regex(form, `The ${name} field format is invalid.`);

/** Of the merchant's own making: no control characters; in words that any reader of the documents understands. */
const wordForm = /^[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]{0,199}$/u;

/** Half of a surrogate pair goes into no URL. */
const isWellFormed = (value: string) => !/\p{Cs}/u.test(value);

const printable = /^[\x21-\x7e]{1,100}$/;

export const credentialSchema = z.object(
  {
    dcvc: text(`${root}.dcvc`, /^[0-9A-Za-z]{1,20}$/),
    rvg2c: text(`${root}.rvg2c`, /^[0-9A-Za-z]{1,10}$/),
    verify_key: text(`${root}.verify_key`, printable),
    validation_token: text(`${root}.validation_token`, wordForm)
      .refine(isWellFormed, `The ${root}.validation_token field format is invalid.`)
      .optional(),
    default_cvs_type: z
      .enum([...Object.keys(cvsTypes), 'barcode'], `The selected ${root}.default_cvs_type is invalid.`)
      .optional(),
    merchant_verify_code: text(`${root}.merchant_verify_code`, /^\d{4}$/).optional(),
  },
  { error: ({ input }) => (input == null ? required(root) : `The ${root} field must be an object.`) },
);

export const aliases = { dcvc: 'Dcvc', rvg2c: 'Rvg2c', verify_key: 'Verify_key' } as const;

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** SmilePay's own spelling stands in where ours is absent, null or empty; what is then not given counts as absent. */
function withAliases(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as Record<string, unknown>;
  const read = Object.keys(credentialSchema.shape).map((name) => {
    return [
      name,
      [given[name], given[(aliases as Readonly<Record<string, string>>)[name] ?? name]].find(isGiven),
    ] as const;
  });
  return Object.fromEntries(read);
}

export const credentialFaults = (fields: FieldFaults, leavesNoPayment = false): PayCoreError =>
  new PayCoreError('invalid', credentialCode, 'The SmilePay credentials are not valid.', { fields, leavesNoPayment });

function faults(error: z.ZodError): PayCoreError {
  const fields: Record<string, string[]> = {};
  for (const { path, message } of error.issues) (fields[[root, ...path].join('.')] ??= []).push(message);
  return credentialFaults(fields);
}

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown, environment: Environment): Credentials {
  const result = credentialSchema.safeParse(withAliases(value));
  if (!result.success) throw faults(result.error);
  const { dcvc, rvg2c, verify_key, validation_token, default_cvs_type = '', merchant_verify_code } = result.data;
  return {
    dcvc,
    rvg2c,
    verifyKey: verify_key,
    ...(validation_token !== undefined && { validationToken: validation_token }),
    // A merchant's default of `barcode` means another method: it says nothing of this one.
    defaultCvsType: cvsTypes[default_cvs_type] ?? 'ibon',
    ...(merchant_verify_code !== undefined && { merchantVerifyCode: merchant_verify_code }),
    environment,
  };
}
