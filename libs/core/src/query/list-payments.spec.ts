import { aPayment, coreOnFakes, type PaymentDifferences } from '@paycore/testing';
import fc from 'fast-check';
import type { Environment } from '../domain/payment.ts';
import type { Caller } from '../ports/project-store.ts';
import type { ListQuestion } from './list-payments.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const callerOf = (id = 'prj_1', environment: Environment = 'test') => ({ project: { id }, environment }) as Caller;
const live = callerOf('prj_1', 'production');
const list = (question: Partial<ListQuestion> = {}, caller = callerOf()) =>
  core.listPayments.execute(caller, { limit: 1, ...question });
const stored = async (...all: PaymentDifferences[]) => {
  for (const differences of all) await core.payments.insert(aPayment({ holdsOrder: false, ...differences }));
};
const refused = { kind: 'invalid', code: 'VALIDATION_FAILED', fields: { cursor: [expect.any(String)] } };

describe('ListPayments', () => {
  it('lists the side of the key; a live key may ask for either, a test key for its own', async () => {
    await stored({}, { environment: 'production' }, { project: 'prj_2' });
    const sidesOf = async (caller: Caller, environment?: Environment) =>
      (await list({ limit: 10, environment }, caller)).payments.map((one) => `${one.project} ${one.environment}`);
    expect(await sidesOf(callerOf())).toEqual(['prj_1 test']);
    expect(await sidesOf(callerOf(), 'test')).toEqual(['prj_1 test']);
    expect(await sidesOf(live)).toEqual(['prj_1 production']);
    expect(await sidesOf(live, 'production')).toEqual(['prj_1 production']);
    expect(await sidesOf(live, 'test')).toEqual(['prj_1 test']);
    await expect(sidesOf(callerOf(), 'production')).rejects.toMatchObject({ kind: 'forbidden', code: 'FORBIDDEN' });
  });

  it('goes on where the page before ended, of another size too', async () => {
    await stored(...[3, 2, 1].map((n) => ({ createdAt: new Date(n * 1_000) })));
    const first = await list();
    const second = await list({ cursor: first.next, limit: 2 });
    const times = [...first.payments, ...second.payments].map(({ createdAt }) => createdAt.getTime());
    expect([times, second.next]).toEqual([[3_000, 2_000, 1_000], undefined]);
  });

  it('takes a cursor for the same list alone', async () => {
    const times = { from: new Date(0), to: new Date(9_000) };
    const filters: Partial<ListQuestion>[] = [
      {},
      { merchantOrderNo: 'A' },
      { merchantOrderNo: 'paid' },
      { status: 'paid' },
      { status: 'pending' },
      { from: times.from },
      { to: times.from },
      times,
      { attention: 'paid_twice' },
      { attention: 'paid_beside' },
    ];
    const callers = [callerOf(), callerOf('prj_2'), live];
    const lists = callers.flatMap((caller) => filters.map((filter) => ({ caller, filter })));
    await stored(...[0, 1].map((n) => ({ createdAt: new Date(n) })));
    await stored(...[0, 1].map((n) => ({ createdAt: new Date(n), project: 'prj_2' })));
    await stored(...[0, 1].map((n) => ({ createdAt: new Date(n), environment: 'production' as const })));
    for (const caller of callers) {
      const { next: cursor } = await list({}, caller);
      for (const other of lists) {
        const page = list({ ...other.filter, cursor }, other.caller);
        if (other.caller === caller && other.filter === filters[0]) expect((await page).payments).toHaveLength(1);
        else await expect(page).rejects.toMatchObject(refused);
      }
    }
    // A live key's cursor of the test side is that side's.
    const { next } = await list();
    expect((await list({ environment: 'test', cursor: next }, live)).payments).toHaveLength(1);
  });

  it('refuses what it did not write', async () => {
    await stored({}, {});
    const { next = '' } = await list();
    const anyCut = fc.nat(next.length - 1).map((n) => next.slice(0, n));
    const anyChange = fc
      .tuple(fc.nat(next.length - 1), fc.string({ minLength: 1, maxLength: 1 }))
      .map(([n, letter]) => next.slice(0, n) + letter + next.slice(n + 1));
    const isRefused = fc.asyncProperty(fc.oneof(fc.string(), anyCut, anyChange), async (cursor) => {
      fc.pre(cursor !== next);
      await expect(list({ cursor })).rejects.toMatchObject(refused);
    });
    await fc.assert(isRefused, { numRuns: 300 });
  });
});
