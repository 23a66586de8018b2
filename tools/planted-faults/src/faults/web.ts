import type { Fault } from '../fault.ts';

const http = 'libs/http/src';
const routes = 'apps/api/src/routes';

/** What browsers and callers are answered. */
export const webFaults: readonly Fault[] = [
  {
    name: 'data-without-policy',
    why: 'Every answer has a Content-Security-Policy that allows nothing.',
    file: `${http}/shell.ts`,
    find: 'requestLog(name, log, metrics), headers(), neverStored',
    replace: 'requestLog(name, log, metrics), neverStored',
    caughtBy: [`${http}/shell.spec.ts`],
  },
  {
    name: 'page-framed',
    why: 'No other page can frame a payment page.',
    file: `${routes}/page-frame.ts`,
    find: `    "frame-ancestors 'none'",\n`,
    replace: '',
    caughtBy: [`${routes}/payer.spec.ts`],
  },
  {
    name: 'bug-explained-to-caller',
    why: 'A caller learns of a bug no more than the request id.',
    file: `${http}/error-handler.ts`,
    find: "const message = requestId === undefined ? 'Internal error.'",
    replace: "const message = error instanceof Error ? error.message : requestId === undefined ? 'Internal error.'",
    caughtBy: [`${http}/error-handler.spec.ts`],
  },
  {
    name: 'keys-guessed-for-ever',
    why: 'Who guesses API keys is stopped.',
    file: `${http}/guard-failures.ts`,
    find: 'known.totalHits >= maxFailures',
    replace: 'known.totalHits > 1_000 * maxFailures',
    caughtBy: [`${http}/guard-failures.spec.ts`],
  },
];
