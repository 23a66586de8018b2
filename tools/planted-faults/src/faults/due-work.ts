import type { Fault } from '../fault.ts';

const due = 'libs/core/src/due';

/** What hangs at one gateway or account keeps nothing waiting at the others. */
export const dueWorkFaults: readonly Fault[] = [
  {
    name: 'account-without-bounds',
    why: 'One account leaves the others of its gateway room.',
    file: `${due}/bulkheads.ts`,
    find: 'this.#runningOf.of(accountId) < this.limits.perAccount',
    replace: 'this.#runningOf.of(accountId) < this.limits.perGateway',
    caughtBy: [`${due}/bulkheads.spec.ts`, `${due}/hanging.spec.ts`],
  },
  {
    name: 'full-gateways-read',
    why: 'Due work of a full gateway is left out, so that it does not fill the batch.',
    file: `${due}/due-runs.ts`,
    find: 'await this.source.read(except)',
    replace: 'await this.source.read({})',
    caughtBy: [`${due}/hanging.spec.ts`],
  },
  {
    name: 'payment-hidden-by-one-attempt',
    why: 'A payment is left out only where none of its work that is due is elsewhere.',
    file: 'libs/store-mongo/src/due-filter.ts',
    find: 'gateway: { $nin: [...gateways] },',
    replace: 'gateway: { $nin: [...gateways] }, no: 1,',
    caughtBy: ['libs/store-mongo/src/mongo-payment-store.spec.ts'],
  },
  {
    name: 'runs-do-not-overlap',
    why: 'A run that waits for a gateway keeps no later one from beginning.',
    file: 'apps/scheduler/src/jobs.ts',
    find: "'ask-gateways': overlapping(services.askGateways)",
    replace: "'ask-gateways': services.askGateways",
    caughtBy: ['apps/scheduler/src/jobs.spec.ts'],
  },
  {
    name: 'closed-with-what-was-just-issued',
    why: 'What a create issued since the others were cancelled is to be cancelled too before it counts as closed.',
    file: 'libs/core/src/settle/close-payment.ts',
    find: 'if (hasMore(current) || isBeingCreated(current)) return undefined;',
    replace: 'if (isBeingCreated(current)) return undefined;',
    caughtBy: [`${due}/tidy-payments.spec.ts`],
  },
];
