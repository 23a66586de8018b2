import {
  isPaidTwice,
  maxLookedAt,
  paymentStatuses,
  type Payment,
  type PaymentFilter,
  type PaymentPlace,
  type PaymentStore,
} from '@paycore/core';
import fc from 'fast-check';
import { anAttempt, aPayment, type PaymentDifferences } from '../builders.ts';
import { SeededRandom } from '../interleaving.ts';
import { at, type Bench } from './bench.ts';

const first = at('2026-06-22T04:00:00Z').getTime();
/** Many share each of these times. */
const instants = Array.from({ length: 60 }, (_, n) => new Date(first + n * 1_000));
const orders = Array.from({ length: 25 }, (_, n) => `LIST-${n}`);
const sides = ['prj_1', 'prj_2'].flatMap((project) =>
  (['test', 'production'] as const).map((environment) => ({ project, environment })),
);

/** What the sides of two projects may hold. */
function anyPayment(random: SeededRandom): Payment {
  const of = <T>(items: readonly T[]) => random.oneOf(items) as T;
  const paidBeside = random.isLucky(0.2) && { paidBeside: 'PAY202606221200ZZZZZZZZ' };
  const status = of(paymentStatuses);
  const twice = [1, 2].map((no) => anAttempt({ no, status: 'paid' }));
  const differences: PaymentDifferences = {
    ...of(sides),
    ...paidBeside,
    createdAt: of(instants),
    request: { ...aPayment().request, merchantOrderNo: of(orders) },
    ...(status === 'paid' && random.isLucky(0.2) ? { attempts: twice, keptAttempt: 1 } : { status }),
    holdsOrder: false,
  };
  return aPayment(differences);
}

/** The list as anybody would write it. */
function naive(all: readonly Payment[], filter: PaymentFilter): string[] {
  return all
    .filter(({ project }) => project === filter.project)
    .filter(({ environment }) => environment === filter.environment)
    .filter(({ status }) => filter.status === undefined || status === filter.status)
    .filter(({ request }) => [undefined, request.merchantOrderNo].includes(filter.merchantOrderNo))
    .filter(({ createdAt }) => filter.from === undefined || filter.from.getTime() <= createdAt.getTime())
    .filter(({ createdAt }) => filter.to === undefined || createdAt.getTime() < filter.to.getTime())
    .filter((payment) => filter.attention !== 'paid_twice' || (payment.status === 'paid' && isPaidTwice(payment)))
    .filter(({ status, paidBeside }) => filter.attention !== 'paid_beside' || (status === 'paid' && paidBeside))
    .map(({ createdAt, paymentNo }) => `${createdAt.toISOString()} ${paymentNo}`)
    .sort()
    .reverse()
    .map((line) => line.slice(-23));
}

/** All pages, from the first to the one without a next. */
async function walk(store: PaymentStore, filter: PaymentFilter, limit: number, between = async () => {}) {
  const found: string[] = [];
  let after: PaymentPlace | undefined;
  do {
    const page = await store.list(filter, { after, limit });
    expect(page.payments.length).toBeLessThanOrEqual(limit);
    found.push(...page.payments.map(({ paymentNo }) => paymentNo));
    after = page.next;
    await between();
  } while (after);
  return found;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const anyTime = fc.integer({ min: -1, max: 61 }).map((n) => new Date(first + n * 1_000));

const anyFilter: fc.Arbitrary<PaymentFilter> = fc
  .record({
    side: fc.constantFrom(...sides),
    merchantOrderNo: maybe(fc.constantFrom(...orders, 'NONE')),
    status: maybe(fc.constantFrom(...paymentStatuses)),
    from: maybe(anyTime),
    to: maybe(anyTime),
    attention: maybe(fc.constantFrom('paid_twice', 'paid_beside')),
  })
  .map(({ side, ...filter }) => ({ ...side, ...filter }));

/** Lists of payments, page by page. */
export function listRules(bench: Bench): void {
  const fill = async (count: number, seed = 1) => {
    const random = new SeededRandom(seed);
    const all = Array.from({ length: count }, () => anyPayment(random));
    for (const payment of all) expect(await bench.store.insert(payment)).toBe('inserted');
    return all;
  };

  it('are what a naive list of 1,000 payments is, whatever the filters and pages', async () => {
    const all = await fill(1_000);
    const isRight = fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 100 }), async (filter, limit) => {
      const expected = naive(all, filter);
      const pages = Math.max(limit, Math.ceil(expected.length / 12));
      expect(await walk(bench.store, filter, pages)).toEqual(expected);
    });
    await fc.assert(isRight, { numRuns: 60 });
    for (const side of sides) expect(await walk(bench.store, side, 7)).toEqual(naive(all, side));
  }, 120_000);

  it('miss and repeat nothing while payments are created between the pages', async () => {
    const all = await fill(200, 2);
    const [side] = sides;
    const expected = naive(all, side!);
    let made = 0;
    const create = async () => {
      made += 1;
      await bench.stored({ ...side, createdAt: new Date(first + 120_000 + made) });
    };
    expect(await walk(bench.store, side!, 9, create)).toEqual(expected);
    expect(made).toBeGreaterThan(3);
    expect(await walk(bench.store, side!, 100)).toHaveLength(expected.length + made);
  });

  it('begin at the first time and end before the last', async () => {
    const [before, from, last, to] = await Promise.all(
      ['03:59:59.999', '04:00:00.000', '04:59:59.999', '05:00:00.000'].map((time) =>
        bench.stored({ createdAt: at(`2026-06-22T${time}Z`) }),
      ),
    );
    const filter = { ...sides[0]!, from: from!.createdAt, to: to!.createdAt };
    expect(await walk(bench.store, filter, 100)).toEqual([last!.paymentNo, from!.paymentNo]);
    expect(await walk(bench.store, sides[0]!, 100)).toContain(before!.paymentNo);
  });

  it('follow a payment that changes its state', async () => {
    const payment = await bench.stored();
    const side = { project: payment.project, environment: payment.environment };
    const of = (rest: Partial<PaymentFilter>) => walk(bench.store, { ...side, ...rest }, 10);
    const paidAt = at('2026-06-22T04:10:00Z');
    await bench.store.update(payment, {
      attempts: [{ no: 1, set: { status: 'paid', paidAt } }],
      set: { paidAt, keptAttempt: 1, paidBeside: 'PAY202606221200ZZZZZZZZ' },
    });
    expect(await of({ status: 'pending' })).toEqual([]);
    expect(await of({ status: 'paid' })).toEqual([payment.paymentNo]);
    expect(await of({ attention: 'paid_beside' })).toEqual([payment.paymentNo]);
    expect(await of({ attention: 'paid_twice' })).toEqual([]);
  });

  it('look at no more than a thousand payments at once, and tell where to go on', async () => {
    const twice = { attempts: [1, 2].map((no) => anAttempt({ no, status: 'paid' })), keptAttempt: 1 } as const;
    const oldest = await bench.stored({ ...twice, attempts: twice.attempts.slice(), holdsOrder: false });
    for (let n = 1; n <= maxLookedAt; n += 1)
      await bench.stored({
        status: 'paid',
        paidBeside: oldest.paymentNo,
        createdAt: new Date(first + n),
        holdsOrder: false,
      });
    const filter = { ...sides[0]!, attention: 'paid_twice' } as const;
    const pages = await bench.store.list(filter, { limit: 5 });
    // Looking at all of them is allowed too, where that costs nothing.
    if (pages.payments.length === 0) expect(pages.next).toBeDefined();
    expect(await walk(bench.store, filter, 5)).toEqual([oldest.paymentNo]);
  }, 60_000);
}
