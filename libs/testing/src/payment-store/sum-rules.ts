import type { MethodSum, Payment } from '@paycore/core';
import { anAttempt, aPayment, type PaymentDifferences } from '../builders.ts';
import { at, type Bench } from './bench.ts';

/** What was paid in a day and a month. */
export function sumRules(bench: Bench): void {
  const month = { from: at('2026-05-31T16:00:00Z'), to: at('2026-06-30T16:00:00Z') };
  const day = { from: at('2026-06-21T16:00:00Z'), to: at('2026-06-22T16:00:00Z') };
  const sums = async (project = 'prj_1', environment: 'test' | 'production' = 'test') =>
    (await bench.store.sumPaid(project, environment, { day, month })).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const keyOf = ({ gateway, route, currency }: Omit<MethodSum, 'amount'>) => [gateway, route, currency].join(' ');

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

  it('is summed apart where amounts of one method are in different units', async () => {
    const now = '2026-06-22T04:00:00Z';
    const wallet = { gateway: 'paypal', route: 'checkout' };
    const usd = (amount: number, decimals?: number) => ({
      ...{ amount, currency: 'USD' },
      ...(decimals !== undefined && { decimals }),
    });
    await paid(now, wallet, usd(10));
    await paid(now, wallet, usd(20));
    await paid(now, wallet, usd(999, 2));
    await paid('2026-06-03T04:00:00Z', wallet, usd(1, 2));
    // Sent as "10.00": the order is of whole units.
    await paid(
      now,
      { ...wallet, attempts: [anAttempt({ ...wallet, status: 'paid', amount: 10 })], keptAttempt: 1 },
      usd(1000, 2),
    );
    await paid(now, { ...wallet, paidBeside: 'PAY202606221200AAAAAAAA' }, usd(5, 2));
    await paid(now, { ...wallet, paidBeside: 'PAY202606221200AAAAAAAA' }, usd(7));
    const byDecimals = <T extends { readonly decimals?: number }>(all: readonly T[]) =>
      [...all].sort((a, b) => (a.decimals ?? 0) - (b.decimals ?? 0));
    const key = { ...wallet, currency: 'USD' };
    expect(byDecimals(await sums())).toEqual([
      { ...key, day: 40, month: 40 },
      { ...key, decimals: 2, day: 999, month: 1000 },
    ]);
    expect(byDecimals(await bench.store.sumToReturn('prj_1', 'test', month))).toEqual([
      { ...key, amount: 7 },
      { ...key, decimals: 2, amount: 5 },
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

  it('is what the kept attempts brought to the payments that hold their order; the rest is to be returned', async () => {
    const now = '2026-06-22T04:00:00Z';
    const at1 = { status: 'paid', paidAt: at(now) } as const;
    const beside = { paidBeside: 'PAY202606221200AAAAAAAA' };
    const again = { at: at(now), type: 'paid_again', detail: { gatewayTradeNo: '2' } } as const;
    const toReturn = (span = month, project = 'prj_1') => bench.store.sumToReturn(project, 'test', span);
    expect(await toReturn()).toEqual([]);
    await paid(now, beside, { amount: 500 });
    expect(await sums()).toEqual([]);
    expect(await toReturn()).toEqual([{ gateway: 'ecpay', route: 'atm', currency: 'TWD', amount: 500 }]);
    await paid(
      now,
      { attempts: [1, 2].map((no) => anAttempt({ no, ...at1, amount: 300 })), keptAttempt: 2 },
      { amount: 300 },
    );
    await paid(now, { events: [again] }, { amount: 20 });
    await paid(now, { ...beside, gateway: 'stripe', route: 'credit' }, { amount: 5, currency: 'USD' });
    await paid('2026-05-31T15:59:59.999Z', beside, { amount: 7 });
    await paid(now, { ...beside, project: 'prj_2' }, { amount: 9 });
    await paid(now, { ...beside, environment: 'production' }, { amount: 9 });
    expect(await sums()).toEqual([{ gateway: 'ecpay', route: 'atm', currency: 'TWD', day: 320, month: 320 }]);
    expect((await toReturn()).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))).toEqual([
      { gateway: 'ecpay', route: 'atm', currency: 'TWD', amount: 820 },
      { gateway: 'stripe', route: 'credit', currency: 'USD', amount: 5 },
    ]);
    expect(await toReturn(day, 'prj_2')).toMatchObject([{ amount: 9 }]);
  });

  it('leaves the sums when a payment turns out to be paid beside another, and grows with each further payment', async () => {
    const now = at('2026-06-22T04:00:00Z');
    const change = {
      attempts: [{ no: 1, set: { status: 'paid', paidAt: now } as const }],
      set: { paidAt: now, keptAttempt: 1 },
    };
    const payment = await bench.stored();
    await bench.store.update(payment, { ...change, set: { ...change.set, paidBeside: 'PAY202606221200AAAAAAAA' } });
    expect(await sums()).toEqual([]);
    const toReturn = () => bench.store.sumToReturn('prj_1', 'test', month);
    expect(await toReturn()).toMatchObject([{ amount: 980 }]);
    const stored = await bench.store.find(payment.paymentNo);
    const again = { at: now, type: 'paid_again', detail: { gatewayTradeNo: '2' } } as const;
    await bench.store.update(stored!, { events: [again] });
    expect(await toReturn()).toMatchObject([{ amount: 1960 }]);
    const twice = await bench.store.find(payment.paymentNo);
    await bench.store.update(twice!, { set: { morePaidAgain: { times: 3, latest: ['5'] } } });
    expect(await toReturn()).toMatchObject([{ amount: 1960 + 3 * 980 }]);
    expect(await bench.store.find(payment.paymentNo)).toMatchObject({ morePaidAgain: { times: 3, latest: ['5'] } });
  });

  it('is counted as soon as a payment is paid', async () => {
    const payment = await bench.stored();
    const paidAt = at('2026-06-22T04:00:00Z');
    const attempts = [{ no: 1, set: { status: 'paid' as const, paidAt } }];
    await bench.store.update(payment, { set: { keptAttempt: 1, paidAt }, attempts });
    expect(await sums()).toMatchObject([{ day: 980, month: 980 }]);
  });
}
