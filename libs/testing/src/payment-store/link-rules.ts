import { merchantOrderOf, type Payment, type PaymentChange, type PaymentRequest } from '@paycore/core';
import { anAttempt, aPayment, type PaymentDifferences } from '../builders.ts';
import { at, type Bench } from './bench.ts';
import { plain } from './plain.ts';

const end = at('2026-06-29T04:00:00.123Z');
const before = at('2026-06-29T04:00:00.122Z');

/** Payments whose method the payer picks: they have a link and, until the first pick, no attempt. */
export function linkRules(bench: Bench): void {
  const unpicked = (differences: PaymentDifferences = {}) =>
    bench.stored({ mode: 'all_in_one', attempts: [], link: { expiresAt: end, isOpen: true }, ...differences });
  const update = async (payment: Payment, change: PaymentChange) => {
    expect(await bench.store.update(payment, change)).toBe('saved');
    return bench.fresh(payment);
  };
  const closed = { link: { expiresAt: end, isOpen: false } };
  const numbersOf = (payments: readonly Payment[]) => payments.map(({ paymentNo }) => paymentNo);
  const isDue = async (time: Date) => (await bench.store.due('close', time, 10)).length;

  it('are given back as they were put in, without an attempt', async () => {
    const request: PaymentRequest = {
      ...aPayment().request,
      ...{ amount: 1999, decimals: 2, currency: 'USD', methods: ['stripe/credit', 'paypal/checkout'], locale: 'en' },
    };
    const payment = await unpicked({ request });
    const after = await bench.fresh(payment);
    expect(plain(after)).toEqual(plain(payment));
    expect(after).toMatchObject({ mode: 'all_in_one', attempts: [], status: 'pending', link: { isOpen: true } });
  });

  it('have no link where the merchant named the method', async () => {
    expect((await bench.fresh(await bench.stored())).link).toBeUndefined();
  });

  it('are found by their own numbers, and at no gateway', async () => {
    const payment = await unpicked();
    await unpicked();
    const { paymentNo, request } = payment;
    for (const number of [paymentNo, request.merchantOrderNo]) {
      expect(numbersOf(await bench.store.findByNumber(number))).toEqual([paymentNo]);
    }
    for (const key of [
      { by: 'paymentNo', value: paymentNo },
      { by: 'merchantOrderNo', value: request.merchantOrderNo },
      { by: 'gatewayOrderNo', value: '' },
      { by: 'gatewayTradeNo', value: '' },
    ] as const) {
      expect(await bench.store.findByKey('ecpay', key)).toEqual([]);
      expect(await bench.store.findByKey('ecpay', { ...key, accountId: '3002607' })).toEqual([]);
    }
    expect(await bench.store.credentialsOf('ecpay', '3002607')).toEqual([]);
  });

  it('are listed, and counted in no sum', async () => {
    const payment = await unpicked();
    const side = { project: payment.project, environment: payment.environment };
    const month = { from: at('2026-06-01T00:00:00Z'), to: at('2026-07-01T00:00:00Z') };
    const listed = async (filter: object) => (await bench.store.list({ ...side, ...filter }, { limit: 5 })).payments;
    const { merchantOrderNo } = payment.request;
    for (const filter of [{}, { status: 'pending' }, { merchantOrderNo }]) {
      expect(numbersOf(await listed(filter))).toEqual([payment.paymentNo]);
    }
    for (const filter of [{ status: 'expired' }, { attention: 'paid_twice' }]) expect(await listed(filter)).toEqual([]);
    expect(await bench.store.sumPaid('prj_1', 'test', { day: month, month })).toEqual([]);
    expect(await bench.store.sumToReturn('prj_1', 'test', month)).toEqual([]);
  });

  it('hold their order, one of 50 that are made at once', async () => {
    const { request } = aPayment();
    const link = { expiresAt: end, isOpen: true };
    const results = await Promise.all(
      Array.from({ length: 50 }, () =>
        bench.store.insert(aPayment({ mode: 'all_in_one', attempts: [], link, request })),
      ),
    );
    expect(results.filter((result) => result === 'inserted')).toHaveLength(1);
    expect(results.filter((result) => result === 'orderTaken')).toHaveLength(49);
    const holder = await bench.store.findHolder(merchantOrderOf(aPayment({ request })));
    expect(holder).toMatchObject({ mode: 'all_in_one', attempts: [] });
    expect(await bench.store.remove(holder as Payment)).toBe(true);
  });

  it('are due for closing at the end of their link, as long as it is open', async () => {
    const payment = await unpicked();
    expect([await isDue(before), await isDue(end), await bench.store.countDue('close', end)]).toEqual([0, 1, 1]);
    for (const work of ['create', 'ask', 'notice', 'tidy'] as const) {
      expect(await bench.store.due(work, at('2030-01-01T00:00:00Z'), 10)).toEqual([]);
    }
    const after = await update(payment, { set: closed, events: [{ at: end, type: 'expired' }] });
    expect(after).toMatchObject({ status: 'expired', link: closed.link, attempts: [] });
    expect([await isDue(end), await bench.store.countDue('close', end)]).toEqual([0, 0]);
  });

  it('are due at the link’s end or at an attempt’s, whichever is first', async () => {
    const early = at('2026-06-25T00:00:00Z');
    const late = at('2026-07-02T00:00:00Z');
    const first = await unpicked({ attempts: [anAttempt({ closesAt: early }), anAttempt({ no: 2, closesAt: late })] });
    expect([await isDue(early), await isDue(late)]).toEqual([1, 1]);
    const second = await update(first, { attempts: [{ no: 1, set: { status: 'expired', closesAt: undefined } }] });
    expect([await isDue(early), await isDue(before), await isDue(end)]).toEqual([0, 0, 1]);
    const third = await update(second, { set: closed });
    expect([await isDue(end), await isDue(late), third.status]).toEqual([0, 1, 'pending']);
    await update(third, { attempts: [{ no: 2, set: { status: 'expired', closesAt: undefined } }] });
    expect(await isDue(late)).toBe(0);
  });

  it('stay open when an attempt ends, until the link does', async () => {
    const payment = await unpicked({ attempts: [anAttempt({ status: 'failed' })] });
    const order = merchantOrderOf(payment);
    expect(payment.status).toBe('pending');
    expect((await bench.store.findHolder(order))?.paymentNo).toBe(payment.paymentNo);
    const after = await update(payment, { set: { ...closed, holdsOrder: false } });
    expect([after.status, await bench.store.findHolder(order)]).toEqual(['failed', undefined]);
  });

  it('get their first attempt once, of 50 picks at the same time, and are found by it from then on', async () => {
    const payment = await unpicked();
    const picks = Array.from({ length: 50 }, () =>
      anAttempt({ gateway: 'stripe', amount: 98_000, gatewayTradeNo: 'T' }),
    );
    const results = await Promise.all(picks.map((added) => bench.store.update(payment, { added })));
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    expect(results.filter((result) => result === 'stale')).toHaveLength(49);
    const after = await bench.fresh(payment);
    expect(after.attempts).toMatchObject([{ no: 1, gateway: 'stripe', amount: 98_000 }]);
    for (const key of [
      { by: 'gatewayOrderNo', value: after.attempts[0]?.gatewayOrderNo ?? '' },
      { by: 'gatewayTradeNo', value: 'T' },
      { by: 'paymentNo', value: payment.paymentNo },
      { by: 'merchantOrderNo', value: payment.request.merchantOrderNo },
    ] as const) {
      expect(numbersOf(await bench.store.findByKey('stripe', key))).toEqual([payment.paymentNo]);
    }
  });

  it('are paid by whichever attempt is, and what another brings beside it is to be returned in its unit', async () => {
    const [paidAt, status] = [at('2026-06-22T05:00:00Z'), 'paid'] as const;
    const month = { from: at('2026-06-01T00:00:00Z'), to: at('2026-07-01T00:00:00Z') };
    const attempts = [anAttempt(), anAttempt({ no: 2, gateway: 'stripe', route: 'credit', amount: 98_000 })];
    const payment = await unpicked({ attempts });
    const first = await update(payment, {
      attempts: [{ no: 2, set: { status, paidAt } }],
      set: { ...closed, keptAttempt: 2, paidAt, holdsPaid: true },
    });
    const money = { gateway: 'stripe', route: 'credit', currency: 'TWD' };
    expect(await bench.store.sumPaid('prj_1', 'test', { day: month, month })).toEqual([
      { ...money, day: 98_000, month: 98_000 },
    ]);
    const second = await update(first, { attempts: [{ no: 1, set: { status, paidAt } }] });
    expect(second).toMatchObject({ status: 'paid', keptAttempt: 2 });
    expect(await bench.store.sumToReturn('prj_1', 'test', month)).toEqual([{ ...money, amount: 98_000 }]);
  });

  it('count refused callbacks before anything was picked', async () => {
    const payment = await unpicked();
    await bench.store.countRefusedCallback(payment.paymentNo);
    expect((await bench.fresh(payment)).refusedCallbacks).toBe(1);
  });
}
