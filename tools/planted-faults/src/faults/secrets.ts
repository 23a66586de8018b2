import type { Fault } from '../fault.ts';

const monitoring = 'libs/monitoring/src';
const store = 'libs/store-mongo/src';
const wiring = 'libs/wiring/src';

/** Keys, tokens, and what must never be read by others. */
export const secretFaults: readonly Fault[] = [
  {
    name: 'seal-not-bound',
    why: 'What is sealed opens only whole and in its own place.',
    file: `${store}/seal.ts`,
    find: 'Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()])',
    replace: 'decipher.update(bytes.subarray(0, -16))',
    caughtBy: [`${store}/mongo-payment-store.spec.ts`],
  },
  {
    name: 'revoked-key-accepted',
    why: 'A revoked API key is refused.',
    file: `${store}/mongo-project-store.ts`,
    find: '!document || document.revokedAt',
    replace: '!document',
    caughtBy: [`${store}/mongo-payment-store.spec.ts`],
  },
  {
    name: 'compared-by-prefix',
    why: 'Texts are the same only as a whole.',
    file: 'libs/safe-equal/src/safe-equal.ts',
    find: 'timingSafeEqual(digestOf(one), digestOf(other))',
    replace: 'timingSafeEqual(digestOf(one.slice(0, 8)), digestOf(other.slice(0, 8)))',
    caughtBy: ['libs/safe-equal/src/safe-equal.spec.ts'],
  },
  {
    name: 'cookie-in-log',
    why: 'No secret-named field reaches the log.',
    file: `${monitoring}/redact.ts`,
    find: '|cookie|',
    replace: '|',
    caughtBy: [`${monitoring}/redact.spec.ts`],
  },
  {
    name: 'notice-secret-in-log',
    why: 'No key that can be recognized reaches the log.',
    file: `${monitoring}/redact.ts`,
    find: '|whsec_)',
    replace: ')',
    caughtBy: [`${monitoring}/redact.spec.ts`],
  },
  {
    name: 'page-token-unchecked',
    why: 'A payment page opens with its own token alone.',
    file: `${wiring}/keyed-links.ts`,
    find: 'return this.#pages.verify(paymentNo, token);',
    replace: "return token !== '' || this.#pages.verify(paymentNo, token);",
    caughtBy: [`${wiring}/keyed-links.spec.ts`],
  },
  {
    name: 'one-key-for-page-and-callback',
    why: 'The token that every payer has is no callback secret.',
    file: `${wiring}/keyed-links.ts`,
    find: "new Signer(keys, 'callback secret')",
    replace: "new Signer(keys, 'page token')",
    caughtBy: [`${wiring}/keyed-links.spec.ts`],
  },
  {
    name: 'http-in-production',
    why: 'In production our addresses are https.',
    file: `${wiring}/config.ts`,
    find: '/^http:/i.test(',
    replace: '/^ftp:/i.test(',
    caughtBy: [`${wiring}/config.spec.ts`],
  },
  {
    name: 'sandbox-in-production',
    why: 'In production no payment goes to the sandbox.',
    file: `${wiring}/config.ts`,
    find: '...(env[sandbox.name] ? [sandbox] : []),',
    replace: '',
    caughtBy: [`${wiring}/config.spec.ts`],
  },
  {
    name: 'demo-access-in-production',
    why: 'Documentation in production shows no key, whatever lies in its home.',
    file: `${wiring}/demo-access.ts`,
    find: 'if (isProduction || sandboxUrl === undefined)',
    replace: 'if (sandboxUrl === undefined)',
    caughtBy: [`${wiring}/demo-access.spec.ts`],
  },
  {
    name: 'demo-access-of-another',
    why: 'A demo that strangers reach by an address for the outside tells them no key.',
    file: `${wiring}/demo-access.ts`,
    find: 'data?.api !== publicUrl || ',
    replace: '!data || ',
    caughtBy: [`${wiring}/demo-access.spec.ts`],
  },
];
