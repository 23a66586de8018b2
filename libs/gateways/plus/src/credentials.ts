import { PayCoreError, type Environment, type Strings } from '@paycore/core';
import {
  credentialFault,
  credentialObject,
  credentialText,
  parseCredentials,
  type CredentialFaults,
} from '@paycore/gateway-kit';

export interface Credentials {
  readonly appid: string;
  readonly secretKey: string;
  /** The API key's: PLUS's credentials do not tell test from production. */
  readonly environment: Environment;
}

export const credentialCode = 'PLUS_CREDENTIAL_INVALID';

const text = (name: string, maxLength: number) =>
  credentialText(name)
    .max(maxLength, { error: credentialFault(name, `must not be longer than ${maxLength} characters`), abort: true })
    .regex(/^[\x21-\x7e]+$/, credentialFault(name, 'format is invalid'));

export const credentialSchema = credentialObject({ appid: text('appid', 100), secret_key: text('secret_key', 200) });

/** The contract's two messages; where both fields are missing, the message names the first and `fields` both. */
function refuse({ fields, isMissing }: CredentialFaults): PayCoreError {
  const missing = ['appid', 'secret_key'].find(isMissing);
  const message = missing === undefined ? 'The PLUS credentials are not valid.' : `PLUS ${missing} is required.`;
  return new PayCoreError('invalid', credentialCode, message, { fields });
}

/** Throws `invalid`, all faults at once. */
export function readCredentials(value: unknown, environment: Environment): Credentials {
  const { appid, secret_key } = parseCredentials(credentialSchema, value, refuse);
  return { appid, secretKey: secret_key, environment };
}

/** As `readCredentials` takes them, and nothing else. */
export const writtenCredentials = ({ appid, secretKey }: Credentials): Strings => ({ appid, secret_key: secretKey });
