import type { PaidSum, Payment } from '@paycore/core';
import { anAttempt, aPayment, type PaymentDifferences } from '../builders.ts';
import { at, type Bench } from './bench.ts';

/** What was paid in a day and a month. */
export function sumRules(bench: Bench): void {
  const month = { from: at('2026-05-31T16:00:00Z'), to: at('2026-06-30T16:00:00Z') };
  const day = { from: at('2026-06-21T16:00:00Z'), to: at('2026-06-22T16:00:00Z') };
  const sums = async (project = 'prj_1', environment: 'test' | 'production' = 'test') =>
    (await bench.store.sumPaid(project, environment, { day, month })).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const keyOf = ({ gateway, route, currency }: PaidSum) => [gateway, route, currency].join(' ');

  const paid = (paidAt: string, differences: PaymentDifferences = {}, money: Partial<Payment['request']> = {}) =>
    bench.stored({ status: 'paid', paidAt: at(paidAt), request: { ...aPayment().request, ...money }, ...differences });

  it('is summed by method and currency, each in its own unit', async () => {
    await paid('2026-06-22T04:00:00Z', {}, { amount: 980 });
    await paid('2026-06-03T04:00:00Z', {}, { amount: 20 });
    await paid('2026-06-22T04:00:00Z', { route: 'aio/atm' }, { amount: 1 });
    await paid('2026-06-22T04:00:00Z', { gateway: 'stripe', route: 'credit' }, { amount: 98_000 });
    await paid('2026-06-02T04:00:00Z', { gateway: 'stripe', route: 'credit' }, { amount: 5, currency: 'USD' });
    expect(await sums()).toEqual([
      { gateway: 'ecpay', route: 'aio/atm', currency: 'TWD', day: 1, month: 1 },
      { gateway: 'ecpay', route: 'atm', currency: 'TWD', day: 980, month: 1000 },
      { gateway: 'stripe', route: 'credit', currency: 'TWD', day: 98_000, month: 98_000 },
      { gateway: 'stripe', route: 'credit', currency: 'USD', day: 0, month: 5 },
    ]);
  });

  it('counts the first instant of a span and not its last', async () => {
    const edges = { '2026-05-31T15:59:59.999Z': 1, '2026-05-31T16:00:00Z': 10, '2026-06-21T15:59:59.999Z': 100 };
    const later = { '2026-06-21T16:00:00Z': 1e3, '2026-06-22T15:59:59.999Z': 1e4, '2026-06-22T16:00:00Z': 1e5 };
    const last = { '2026-06-30T15:59:59.999Z': 1e6, '2026-06-30T16:00:00Z': 1e7 };
    for (const [time, amount] of Object.entries({ ...edges, ...later, ...last })) await paid(time, {}, { amount });
    expect(await sums()).toMatchObject([{ day: 11_000, month: 1_111_110 }]);
  });

  it('knows nothing of other projects, of the other side, and of what is not paid', async () => {
    const now = '2026-06-22T04:00:00Z';
    await paid(now, { project: 'prj_2' });
    await paid(now, { environment: 'production' }, { amount: 7 });
    await bench.stored({ status: 'expired' });
    await bench.stored();
    expect(await sums()).toEqual([]);
    expect(await sums('prj_1', 'production')).toMatchObject([{ day: 7, month: 7 }]);
  });

  it('is exact for amounts beyond 32 bits', async () => {
    for (let n = 0; n < 3; n += 1) await paid('2026-06-22T04:00:00Z', {}, { amount: 999_999_999_999 });
    await paid('2026-06-22T04:00:00Z', {}, { amount: 1 });
    expect(await sums()).toMatchObject([{ day: 2_999_999_999_998, month: 2_999_999_999_998 }]);
  });

  it('is the kept attempt’s: what else was paid has to be returned', async () => {
    const kept = anAttempt({ no: 2, gateway: 'smilepay', route: 'barcode', amount: 500, status: 'paid' });
    const attempts = [anAttempt({ status: 'paid', amount: 500 }), kept, anAttempt({ no: 3, amount: 500 })];
    await paid('2026-06-22T04:00:00Z', { attempts, keptAttempt: 2 }, { amount: 500 });
    expect(await sums()).toEqual([{ gateway: 'smilepay', route: 'barcode', currency: 'TWD', day: 500, month: 500 }]);
  });

  it('is counted as soon as a payment is paid', async () => {
    const payment = await bench.stored();
    const paidAt = at('2026-06-22T04:00:00Z');
    const attempts = [{ no: 1, set: { status: 'paid' as const, paidAt } }];
    await bench.store.update(payment, { set: { keptAttempt: 1, paidAt }, attempts });
    expect(await sums()).toMatchObject([{ day: 980, month: 980 }]);
  });

  describe('twice, or for a paid order,', () => {
    const now = '2026-06-22T04:00:00Z';
    const toReturn = async (limit = 10, span = day) =>
      (await bench.store.withMoneyToReturn('prj_1', 'test', span, limit)).map(({ paymentNo }) => paymentNo);
    const twice = () => [anAttempt({ status: 'paid' }), anAttempt({ no: 2, status: 'paid' })];

    it('is listed, newest first, within its project, side and time', async () => {
      await paid(now);
      const first = await paid('2026-06-22T03:00:00Z', { attempts: twice(), keptAttempt: 1 });
      const second = await paid(now, { paidBeside: 'PAY202606221200ZZZZZZZZ', holdsOrder: false });
      for (const differences of [{ project: 'prj_2' }, { environment: 'production' as const }]) {
        await paid(now, { attempts: twice(), keptAttempt: 1, ...differences });
      }
      expect(await toReturn()).toEqual([second.paymentNo, first.paymentNo]);
      expect(await toReturn(1)).toEqual([second.paymentNo]);
      expect(await toReturn(10, { from: at('2026-06-21T00:00:00Z'), to: at('2026-06-22T03:00:00Z') })).toEqual([]);
    });

    it('is listed as soon as a second attempt, or a second transaction of one, is paid', async () => {
      const payment = await paid(now, {
        attempts: [anAttempt({ status: 'paid' }), anAttempt({ no: 2 })],
        keptAttempt: 1,
      });
      const other = await paid(now);
      expect(await toReturn()).toEqual([]);
      await bench.store.update(payment, { attempts: [{ no: 2, set: { status: 'paid' } }] });
      await bench.store.update(other, {
        events: [{ at: at(now), type: 'paid_again', detail: { gatewayTradeNo: 'T2' } }],
      });
      expect((await toReturn()).sort()).toEqual([payment.paymentNo, other.paymentNo].sort());
    });
  });
}
