import { gatewayUnavailable, PayCoreError, type Balance, type CredentialCheck, type Info } from '@paycore/core';
import { call, type CallContext } from './client.ts';
import { credentialCode } from './credentials.ts';
import type { Protocol } from './wire.ts';

const odd = (reason: string) => gatewayUnavailable(undefined, { log: { reason } });

const maxDepth = 20;

/** The value with every occurrence of the secret cut out, also in names. Throws `unavailable` where it is nested too deeply. */
function withoutSecret(value: unknown, secret: string, depth = 0): unknown {
  if (depth > maxDepth) throw odd('an answer of too many levels');
  if (typeof value === 'string') return value.replaceAll(secret, '[cut]');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutSecret(item, secret, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replaceAll(secret, '[cut]'),
      withoutSecret(member, secret, depth + 1),
    ]),
  );
}

/** A whole number, text, or null where absent. A fraction becomes text. */
function readBalance(answer: Info, secret: string, { fields }: Protocol): Balance {
  const value = answer[fields.balance] ?? null;
  const raw = withoutSecret(answer, secret);
  if (value === null) return { balance: null, raw };
  if (typeof value === 'string' && value.length <= 100) return { balance: value.replaceAll(secret, '[cut]'), raw };
  if (typeof value !== 'number') throw odd('unreadable balance');
  if (Number.isSafeInteger(value)) return { balance: value, raw };
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw odd('a balance too large to be exact');
  return { balance: String(value), raw };
}

/** Throws `rejected`, `unavailable`. */
export async function balance(context: CallContext): Promise<Balance> {
  const { credentials, protocol } = context;
  return readBalance(await call(protocol.paths.balance, {}, context), credentials.secretKey, protocol);
}

/** Asks for the balance and reads nothing of it. Throws `unavailable`. */
export async function verifyCredentials(context: CallContext): Promise<CredentialCheck> {
  try {
    await call(context.protocol.paths.balance, {}, context);
    return 'valid';
  } catch (error) {
    if (!(error instanceof PayCoreError) || error.kind !== 'rejected') throw error;
    if (error.code === credentialCode) return 'invalid';
    // Any other refusal, such as of the clock, says nothing of the key.
    throw gatewayUnavailable(error, { log: error.log });
  }
}
