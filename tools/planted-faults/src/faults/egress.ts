import type { Fault } from '../fault.ts';

const egress = 'libs/egress/src';

/** Where requests that merchants cause may go, and what may come back. */
export const egressFaults: readonly Fault[] = [
  {
    name: 'egress-private-address',
    why: 'No request goes to an address that is not public.',
    file: `${egress}/address.ts`,
    find: "if (address.range() !== 'unicast') return false;",
    replace: '',
    caughtBy: [`${egress}/address.spec.ts`],
  },
  {
    name: 'egress-name-half-private',
    why: 'One closed address closes the name that leads to it.',
    file: `${egress}/connect.ts`,
    find: 'addresses.some(isClosed)',
    replace: 'addresses.every(isClosed)',
    caughtBy: [`${egress}/forbidden.spec.ts`],
  },
  {
    name: 'egress-redirect-followed',
    why: 'Redirects are never followed.',
    file: `${egress}/exchange.ts`,
    find: 'agent.dispatch(options, exchange);',
    replace: `void import('undici').then(({ interceptors }) =>
      agent.compose(interceptors.redirect({ maxRedirections: 3 })).dispatch(options, exchange));`,
    caughtBy: [`${egress}/forbidden.spec.ts`],
  },
  {
    name: 'egress-cap-exceeded',
    why: 'No more of an answer is read than asked for.',
    file: `${egress}/exchange.ts`,
    find: 'if (this.#length <= maxBytes) return;',
    replace: 'if (this.#length <= 8 * maxBytes) return;',
    caughtBy: [`${egress}/safe-fetch.spec.ts`],
  },
];
