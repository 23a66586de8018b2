import { PayCoreError, type Environment, type FieldFaults, type Strings } from '@paycore/core';
import {
  credentialObject,
  credentialTextOf,
  credentialWord,
  parseCredentials,
  unknownChoice,
  type CredentialFaults,
} from '@paycore/gateway-kit';
import * as z from 'zod';

export type CvsType = 'ibon' | 'fami';

export interface Credentials {
  readonly dcvc: string;
  readonly rvg2c: string;
  readonly verifyKey: string;
  /** Authenticates callbacks, like the secret in our own URL. */
  readonly validationToken?: string;
  readonly defaultCvsType: CvsType;
  /** Signs Mid_smilepay; without it that checksum is not verified. */
  readonly merchantVerifyCode?: string;
  /** The API key's: SmilePay has a test account rather than a test host, so the credentials do not tell. */
  readonly environment: Environment;
}

/** By the names that merchants may use; FamilyMart's kiosk is called FamiPort. */
export const cvsTypes: Readonly<Record<string, CvsType>> = {
  ibon: 'ibon',
  fami: 'fami',
  famiport: 'fami',
  family: 'fami',
};

export const credentialCode = 'SMILEPAY_CREDENTIAL_INVALID';

const printable = /^[\x21-\x7e]{1,100}$/;

export const credentialSchema = credentialObject({
  dcvc: credentialTextOf('dcvc', /^[0-9A-Za-z]{1,20}$/),
  rvg2c: credentialTextOf('rvg2c', /^[0-9A-Za-z]{1,10}$/),
  verify_key: credentialTextOf('verify_key', printable),
  validation_token: credentialWord('validation_token').optional(),
  default_cvs_type: z.enum([...Object.keys(cvsTypes), 'barcode'], unknownChoice('default_cvs_type')).optional(),
  merchant_verify_code: credentialTextOf('merchant_verify_code', /^\d{4}$/).optional(),
});

/** SmilePay's own spellings. */
export const aliases = { dcvc: 'Dcvc', rvg2c: 'Rvg2c', verify_key: 'Verify_key' } as const;

export const credentialFaults = (fields: FieldFaults, leavesNoPayment = false): PayCoreError =>
  new PayCoreError('invalid', credentialCode, 'The SmilePay credentials are not valid.', { fields, leavesNoPayment });

const refuse = ({ fields }: CredentialFaults) => credentialFaults(fields);

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown, environment: Environment): Credentials {
  const credentials = parseCredentials(credentialSchema, value, refuse, aliases);
  const { dcvc, rvg2c, verify_key, validation_token, default_cvs_type = '', merchant_verify_code } = credentials;
  return {
    dcvc,
    rvg2c,
    verifyKey: verify_key,
    ...(validation_token !== undefined && { validationToken: validation_token }),
    // A default of `barcode` is another method, not a kiosk.
    defaultCvsType: cvsTypes[default_cvs_type] ?? 'ibon',
    ...(merchant_verify_code !== undefined && { merchantVerifyCode: merchant_verify_code }),
    environment,
  };
}

/** As `readCredentials` takes them, and nothing else. */
export const writtenCredentials = (credentials: Credentials): Strings => ({
  dcvc: credentials.dcvc,
  rvg2c: credentials.rvg2c,
  verify_key: credentials.verifyKey,
  default_cvs_type: credentials.defaultCvsType,
  ...(credentials.validationToken !== undefined && { validation_token: credentials.validationToken }),
  ...(credentials.merchantVerifyCode !== undefined && { merchant_verify_code: credentials.merchantVerifyCode }),
});
