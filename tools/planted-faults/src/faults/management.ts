import type { Fault } from '../fault.ts';

const manage = 'libs/core/src/manage';
const auth = 'apps/api/src/auth.ts';
const gatewaySpec = `${manage}/manage-gateways.spec.ts`;
const routeSpec = 'apps/api/src/routes/manage-gateways.spec.ts';

/** What a management key may see and do, and what becomes of what it stores. */
export const managementFaults: readonly Fault[] = [
  {
    name: 'management-key-takes-payments',
    why: 'A management key opens the management API alone.',
    file: auth,
    find: "if (kind === 'management') throw",
    replace: "if (kind === 'management' && project.id === '') throw",
    caughtBy: [routeSpec],
  },
  {
    name: 'payment-key-manages',
    why: 'A key for payments, which stands in shops, changes no account.',
    file: auth,
    find: "holder.kind !== 'management'",
    replace: "holder.kind === 'test'",
    caughtBy: [routeSpec],
  },
  {
    name: 'account-of-other-side',
    why: 'Test and production accounts never take each other’s place.',
    file: `${manage}/manage-gateways.ts`,
    find: 'account.environment === environment',
    replace: 'account.environment.length > environment.length - 99',
    caughtBy: [gatewaySpec],
  },
  {
    name: 'account-version-starts-over',
    why: 'A version names one set of credentials, also after the account was removed.',
    file: `${manage}/manage-gateways.ts`,
    find: '(current.accountVersions[name] ?? 0) + 1',
    replace: '(before?.version ?? 0) + 1',
    caughtBy: [gatewaySpec],
  },
  {
    name: 'verdict-on-other-credentials',
    why: 'What a gateway says is kept with the credentials that it was asked about.',
    file: `${manage}/manage-gateways.ts`,
    find: 'stored?.version !== version',
    replace: '!stored || stored.version < version - 99',
    caughtBy: [gatewaySpec],
  },
  {
    name: 'stale-list-of-methods',
    why: 'Nobody overwrites a list of methods that they have not seen.',
    file: `${manage}/manage-methods.ts`,
    find: 'current.methods.version !== version',
    replace: 'current.methods.version < version',
    caughtBy: [`${manage}/manage-methods.spec.ts`],
  },
  {
    name: 'logo-mislabelled',
    why: 'An image is served as what it is.',
    file: `${manage}/manage-page.ts`,
    find: 'image?.type !== type',
    replace: "!image || type === ('' as string)",
    caughtBy: [`${manage}/manage-page.spec.ts`],
  },
  {
    name: 'logo-with-a-tail',
    why: 'Nothing that is no image is kept behind one.',
    file: 'libs/core/src/domain/image.ts',
    find: 'at === view.byteLength ?',
    replace: 'at <= view.byteLength ?',
    caughtBy: ['libs/core/src/domain/image.spec.ts'],
  },
];
