import type { Fault } from '../fault.ts';

const core = 'libs/core/src';

/** What a merchant's key may see and do. */
export const merchantFaults: readonly Fault[] = [
  {
    name: 'live-payment-for-test-key',
    why: 'A test key reaches test payments alone.',
    file: `${core}/query/sides.ts`,
    find: "(environment === 'production' || payment.environment === 'test')",
    replace: "(environment === 'production' || payment.environment.length > 0)",
    caughtBy: [`${core}/query/sides.spec.ts`],
  },
  {
    name: 'cursor-unsigned',
    why: 'A cursor goes on with the list that it was given for, and with no other.',
    file: `${core}/query/list-cursor.ts`,
    find: '!this.signer.verify(',
    replace: "signature === '' && !this.signer.verify(",
    caughtBy: [`${core}/query/list-payments.spec.ts`],
  },
  {
    name: 'cancelled-captured',
    why: 'No money is taken by our word for what was cancelled.',
    file: `${core}/settle/complete-payment.ts`,
    find: "current.status === 'paid' || current.closedReason || creating",
    replace: "current.status === 'paid' || creating",
    caughtBy: [`${core}/settle/complete-payment.spec.ts`],
  },
];
