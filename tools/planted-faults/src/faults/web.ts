import type { Fault } from '../fault.ts';

const http = 'libs/http/src';
const routes = 'apps/api/src/routes';

/** What browsers and callers are answered. */
export const webFaults: readonly Fault[] = [
  {
    name: 'data-without-policy',
    why: 'Every answer has a Content-Security-Policy that allows nothing.',
    file: `${http}/shell.ts`,
    find: '  ...fixedHeaders(),\n',
    replace: '',
    caughtBy: [`${http}/shell.spec.ts`],
  },
  {
    name: 'any-host',
    why: 'A request has one Host, so that nobody in between reads another one.',
    file: `${http}/proper-request.ts`,
    find: 'hostsIn(req.rawHeaders) === 1',
    replace: 'hostsIn(req.rawHeaders) > 0',
    caughtBy: [`${http}/proper-request.spec.ts`],
  },
  {
    name: 'probe-that-tells',
    why: 'Strangers learn one word from a probe.',
    file: `${http}/routes/health.ts`,
    find: "const fine = { status: 'ok' };",
    replace: "const fine = { status: 'ok', node: process.version };",
    caughtBy: [`${http}/routes/health.spec.ts`],
  },
  {
    name: 'metrics-by-the-front-door',
    why: 'Metrics stand at the operations listener alone.',
    file: `${http}/shell.ts`,
    find: '  healthRoutes(app, { ready });',
    replace:
      "  healthRoutes(app, { ready });\n  app.get('/metrics', async (_req, res) => void res.end(await metrics.text()));",
    caughtBy: [`${http}/shell.spec.ts`],
  },
  {
    name: 'page-framed',
    why: 'No other page can frame a payment page.',
    file: 'apps/api/src/pages/policy.ts',
    find: `    "frame-ancestors 'none'",\n`,
    replace: '',
    caughtBy: [`${routes}/payer.spec.ts`],
  },
  {
    name: 'news-to-every-page',
    why: 'The stream of a payment page tells of that payment alone.',
    file: 'apps/api/src/live/payment-watch.ts',
    find: 'for (const follower of watched.followers) follower.show(opened);',
    replace: 'for (const { followers } of this.#watched.values()) for (const one of followers) one.show(opened);',
    caughtBy: [`${routes}/payer-events.spec.ts`, 'apps/api/src/live/payment-watch.spec.ts'],
  },
  {
    name: 'stream-after-the-end',
    why: 'A process that is to stop waits for no open page.',
    file: `${http}/serve/drain.ts`,
    find: '    closing.ends.forEach((end) => end());\n',
    replace: '',
    caughtBy: [`${http}/serve/event-stream.spec.ts`],
  },
  {
    name: 'payments-packed',
    why: 'No proxy compresses an answer with the tokens of pages.',
    file: 'apps/api/src/app.ts',
    find: "'no-store, no-transform'",
    replace: "'no-store'",
    caughtBy: ['apps/api/src/compression.spec.ts'],
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
    file: `${http}/key-guard.ts`,
    find: 'if (failures >= maxFailures) this.#takeTurn(address);',
    replace: '',
    caughtBy: [`${http}/key-guard.spec.ts`],
  },
  {
    name: 'guesses-at-once-uncounted',
    why: 'Guesses count before they are answered: a thousand at once are not a thousand look-ups.',
    file: `${http}/key-guard.ts`,
    find: 'failures + running.size < maxFailures',
    replace: 'failures < maxFailures',
    caughtBy: [`${http}/key-guard.spec.ts`],
  },
  {
    name: 'shop-locked-out-by-its-neighbour',
    why: 'A key that was good passes whatever others try from the same address.',
    file: `${http}/key-guard.ts`,
    find: 'this.#good.has(print) || running?.has(print)',
    replace: 'running?.has(print)',
    caughtBy: [`${http}/key-guard.spec.ts`],
  },
];
