import {
  changed,
  type Payment,
  type PaymentChange,
  type PaymentStatus,
  type PaymentWrite,
  type UpdateResult,
} from '@paycore/core';
import { aPayment, firstAttempt } from '../builders.ts';
import { SeededRandom } from '../interleaving.ts';
import { at, type Bench } from './bench.ts';
import { plain } from './plain.ts';

const noted = (n: number): PaymentChange => ({
  attempts: [{ no: 1, set: { info: { n } } }],
  events: [{ at: at('2026-06-22T05:00:00Z'), type: 'issued', detail: { n } }],
});

const write = (payment: Payment, change: PaymentChange): PaymentWrite => ({ payment, change });

/** Many payments written in one go: each as by itself. */
export function bulkRules(bench: Bench): void {
  const all = async (count: number) => {
    const payments: Payment[] = [];
    for (let n = 0; n < count; n += 1) payments.push(await bench.stored());
    return payments;
  };
  const freshOf = async (payments: readonly Payment[]) => {
    const fresh: Payment[] = [];
    for (const payment of payments) fresh.push(await bench.fresh(payment));
    return fresh;
  };

  it('saves each, whole', async () => {
    const payments = await all(60);
    const results = await bench.store.updateAll(payments.map((payment, n) => write(payment, noted(n))));
    expect(new Set(results)).toEqual(new Set(['saved']));
    expect(results).toHaveLength(60);
    for (const [n, payment] of payments.entries()) {
      expect(plain(await bench.fresh(payment))).toEqual(plain(changed(payment, noted(n))));
    }
    expect(await bench.store.updateAll([])).toEqual([]);
  });

  it('says of each what came of it, in the order in which they were given', async () => {
    const payments = await all(6);
    const [first, stale, second, further, gone, last] = payments as [
      Payment,
      Payment,
      Payment,
      Payment,
      Payment,
      Payment,
    ];
    await bench.store.update(stale, noted(1));
    await bench.store.remove(gone);
    const { request } = await bench.stored({ holdsOrder: true });
    const closed = await bench.stored({ request, holdsOrder: false, status: 'expired' });
    const paid = await bench.stored({ status: 'paid', holdsPaid: true, keptAttempt: 1 });
    const beside = await bench.stored({ request: paid.request, holdsOrder: false, status: 'expired' });
    const cases: [PaymentWrite, UpdateResult][] = [
      [write(first, noted(1)), 'saved'],
      [write(stale, noted(2)), 'stale'],
      [write(closed, { set: { holdsOrder: true } }), 'orderTaken'],
      [write(second, noted(3)), 'saved'],
      [write(beside, { set: { holdsPaid: true } }), 'paidTaken'],
      [write(further, { added: { ...firstAttempt(last), no: 2 } }), 'numberTaken'],
      [write(gone, noted(4)), 'stale'],
      [write(last, noted(5)), 'saved'],
    ];
    expect(await bench.store.updateAll(cases.map(([one]) => one))).toEqual(cases.map(([, result]) => result));
    for (const untouched of [closed, beside, further]) {
      expect(plain(await bench.fresh(untouched))).toEqual(plain(untouched));
    }
    expect((await bench.fresh(stale)).version).toBe(stale.version + 1);
    expect(firstAttempt(await bench.fresh(last)).info).toEqual({ n: 5 });
  });

  it('gives a place that several of them want to one', async () => {
    const { request } = aPayment();
    const wanting = await Promise.all(
      Array.from({ length: 5 }, () => bench.stored({ request, holdsOrder: false, status: 'expired' })),
    );
    const others = await all(20);
    const results = await bench.store.updateAll([
      ...others.slice(0, 10).map((payment, n) => write(payment, noted(n))),
      ...wanting.map((payment) => write(payment, { set: { holdsOrder: true } })),
      ...others.slice(10).map((payment, n) => write(payment, noted(n))),
    ]);
    expect(results.filter((result) => result === 'saved')).toHaveLength(21);
    expect(results.slice(10, 15).sort()).toEqual([...Array<string>(4).fill('orderTaken'), 'saved']);
    const held = await Promise.all(wanting.map(async (payment) => (await bench.fresh(payment)).holdsOrder));
    expect(held.map((holds) => (holds ? 'saved' : 'orderTaken'))).toEqual(results.slice(10, 15));
  });

  it('writes one payment twice in the order of its writes, and once where both are of one version', async () => {
    const [follows, races, other] = (await all(3)) as [Payment, Payment, Payment];
    const results = await bench.store.updateAll([
      write(follows, noted(1)),
      write(races, noted(1)),
      write(other, noted(1)),
      write(races, noted(2)),
      write(changed(follows, noted(1)), noted(2)),
    ]);
    expect(results).toEqual(['saved', 'saved', 'saved', 'stale', 'saved']);
    const after = await bench.fresh(follows);
    expect(after.events.map(({ detail }) => detail)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(firstAttempt(await bench.fresh(races)).info).toEqual({ n: 1 });
  });

  it('lets one of 50 racers win each payment, whole, whether they write in bulk or one by one', async () => {
    const payments = await all(6);
    const racers = Array.from({ length: 50 }, (_, racer) => async () => {
      const own = payments.slice(racer % 3).map((payment) => write(payment, noted(racer)));
      if (racer % 5 > 0) return { own, results: await bench.store.updateAll(own) };
      const results: UpdateResult[] = [];
      for (const { payment, change } of own) results.push(await bench.store.update(payment, change));
      return { own, results };
    });
    const ends = await Promise.all(racers.map((race) => race()));
    for (const payment of payments) {
      const winners = ends.flatMap(({ own, results }, racer) =>
        own.some((one, place) => one.payment === payment && results[place] === 'saved') ? [racer] : [],
      );
      expect(winners).toHaveLength(1);
      expect(plain(await bench.fresh(payment))).toEqual(plain(changed(payment, noted(winners[0] ?? -1))));
    }
    expect(new Set(ends.flatMap(({ results }) => results))).toEqual(new Set(['saved', 'stale']));
  });

  it('tells nobody of a win who has not won, whoever goes on writing the same payments', async () => {
    const payments = await all(4);
    const wins = await Promise.all(
      Array.from({ length: 20 }, async (_, racer) => {
        let won = 0;
        for (let round = 0; round < 3; round += 1) {
          const current = await freshOf(payments);
          const results = await bench.store.updateAll(current.map((payment) => write(payment, noted(racer))));
          won += results.filter((result) => result === 'saved').length;
        }
        return won;
      }),
    );
    const after = await freshOf(payments);
    const written = after.reduce((sum, { version }, n) => sum + version - (payments[n]?.version ?? 0), 0);
    const events = after.reduce((sum, payment) => sum + payment.events.length, 0);
    expect(events).toBe(written);
    // Who was overtaken within the moment before the read may not know of a win.
    const told = wins.reduce((sum, won) => sum + won, 0);
    expect(told).toBeLessThanOrEqual(written);
    expect(told).toBeGreaterThan(0);
  });

  it('leaves the same payments behind as the same writes one by one', async () => {
    const random = new SeededRandom(1);
    for (let round = 0; round < 6; round += 1) {
      const changes = Array.from({ length: 2 + random.below(5) }, () => drawnChange(random));
      const requests = changes.map(() => aPayment().request);
      const [inBulk, singly]: [Payment[], Payment[]] = [[], []];
      for (const request of requests) {
        const due = { request, asksAt: at('2026-06-30T00:00:00Z') };
        inBulk.push(await bench.stored({ ...due, environment: 'test' }));
        singly.push(await bench.stored({ ...due, environment: 'production' }));
      }
      const writesOf = (payments: readonly Payment[]) => payments.map((payment, n) => write(payment, changes[n] ?? {}));
      const results = await bench.store.updateAll(writesOf(inBulk));
      const expected = await Promise.all(writesOf(singly).map((one) => bench.store.update(one.payment, one.change)));
      expect(results).toEqual(expected);
      for (const [n, payment] of inBulk.entries()) {
        const other = singly[n] ?? payment;
        expect(comparable(await bench.fresh(payment))).toEqual(comparable(await bench.fresh(other)));
      }
    }
  });
}

function drawnChange(random: SeededRandom): PaymentChange {
  const status = random.oneOf<PaymentStatus>(['pending', 'failed', 'expired']) ?? 'pending';
  const asksAt = random.isLucky(0.5) ? undefined : at('2026-07-01T00:00:00Z');
  const set = {
    ...(random.isLucky(0.5) && { holdsOrder: false }),
    ...(random.isLucky(0.3) && { tidyAt: at('2026-06-23T00:00:00Z') }),
  };
  return {
    set,
    attempts: [{ no: 1, set: { status, asksAt } }],
    ...(random.isLucky(0.5) && { events: [{ at: at('2026-06-22T05:00:00Z'), type: status }] }),
  };
}

/** Without what no two payments have alike. */
function comparable(payment: Payment) {
  const { attempts, ...rest } = plain(payment);
  const own = { paymentNo: '', environment: '' };
  return { ...rest, ...own, attempts: attempts.map((attempt) => ({ ...attempt, gatewayOrderNo: '' })) };
}
