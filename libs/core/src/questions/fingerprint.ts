import type { Attempt } from '../domain/attempt.ts';
import type { AccountKeys } from '../ports/proven-keys.ts';
import type { TextSigner } from '../ports/runtime.ts';

type Holder = Pick<Attempt, 'gateway' | 'accountId' | 'credentials'>;

/** The attempt's account, and which keys the attempt was given for it. */
export const accountKeysOf = (attempt: Holder, signer: TextSigner): AccountKeys => ({
  gateway: attempt.gateway,
  accountId: attempt.accountId,
  fingerprint: signer.sign(canonical(attempt.credentials.reveal())),
});

/** The same text for the same values, whatever order and blanks they were sent with. */
function canonical(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.trim());
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
}
