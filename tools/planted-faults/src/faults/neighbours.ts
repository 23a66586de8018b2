import type { Fault } from '../fault.ts';

const questions = 'libs/core/src/questions';
const spec = `${questions}/questions.spec.ts`;
const storeSpec = 'libs/store-mongo/src/mongo-payment-store.spec.ts';

/** Nobody pauses, hides or spends what is another project's. */
export const neighbourFaults: readonly Fault[] = [
  {
    name: 'pause-of-account-alone',
    why: 'A pause belongs to the keys that were refused: anybody can make up some for any account.',
    file: `${questions}/question-gate.ts`,
    find: '`${gateway}:${accountId}:${fingerprint}`',
    replace: '`${gateway}:${accountId}:${fingerprint.slice(0, 0)}`',
    caughtBy: [spec],
  },
  {
    name: 'forged-callback-proves-keys',
    why: 'Whoever makes up keys can sign callbacks with them: only the gateway’s answer counts towards a pause of it all.',
    file: `${questions}/question-gate.ts`,
    find: "one.by === 'answer' && one.fingerprint",
    replace: 'one.fingerprint',
    caughtBy: [spec],
  },
  {
    name: 'refusals-of-one-project-counted',
    why: 'A gateway is left alone only where it stopped accounts of three projects.',
    file: `${questions}/gateway-refusals.ts`,
    find: 'project !== one.project && accountId !== one.accountId',
    replace: 'accountId !== one.accountId',
    caughtBy: [spec],
  },
  {
    name: 'budget-shared-by-projects',
    why: 'A project spends no other’s questions about the same account.',
    file: `${questions}/question-gate.ts`,
    find: '`${payment.project} ${attempt.gateway} ${attempt.accountId}`',
    replace: '`${attempt.gateway} ${attempt.accountId}`',
    caughtBy: [spec],
  },
  {
    name: 'closing-in-spite-of-a-pause',
    why: 'Whoever closes payments leaves a paused account alone, too.',
    file: 'libs/core/src/due/expire-payments.ts',
    find: 'if (await this.gate.isPaused(attempt)) throw',
    replace: 'if (this.gate === undefined) throw',
    caughtBy: [spec],
  },
  {
    name: 'credentials-newest-of-all',
    why: 'The newest credentials are looked for in each project: one fills no other’s place.',
    file: 'libs/store-mongo/src/named-payments.ts',
    find: 'const credentialShares = { perProject: 2, inAll: 100 };',
    replace: 'const credentialShares = { perProject: 2, inAll: 2 };',
    caughtBy: [storeSpec],
  },
  {
    name: 'proven-keys-without-share',
    why: 'A project that proves keys that it made up has no more than its share of an account’s.',
    file: 'libs/store-mongo/src/mongo-proven-keys.ts',
    find: '$slice: -kept[by]',
    replace: '$slice: -100',
    caughtBy: [storeSpec],
  },
];
