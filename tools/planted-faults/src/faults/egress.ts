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
    find: 'await agent.request({',
    replace: "await agent.compose((await import('undici')).interceptors.redirect({ maxRedirections: 3 })).request({",
    caughtBy: [`${egress}/forbidden.spec.ts`],
  },
  {
    name: 'egress-cap-exceeded',
    why: 'No more of an answer is read than asked for.',
    file: `${egress}/body.ts`,
    find: 'if (length <= limit.maxBytes) return;',
    replace: 'if (length <= 8 * limit.maxBytes) return;',
    caughtBy: [`${egress}/safe-fetch.spec.ts`],
  },
];
