import { merchantOrderOf, Secret, type PaymentStatus } from '@paycore/core';
import { aPayment, firstAttempt } from '../builders.ts';
import { at, type Bench } from './bench.ts';
import { plain } from './plain.ts';

/** A change of the one attempt. */
const becomes = (status: PaymentStatus) => ({ attempts: [{ no: 1, set: { status } }] });

/** What is stored, changed and removed: one winner, whole or not at all. */
export function writeRules(bench: Bench): void {
  it('gives back a payment as it was put in', async () => {
    const payment = await bench.stored({
      request: {
        merchantOrderNo: '訂單 1.$x',
        amount: 999_999_999_999,
        decimals: 2,
        currency: 'TWD',
        itemName: '測試 𠮷',
        buyer: { name: '王小明', email: 'a@example.com' },
        expireDays: 7,
        urls: { payok: 'https://shop.example/payok?x=1' },
        extra: { cvs_type: 'ibon' },
      },
      credentials: Secret.of({ merchant_id: '3002607', hash_key: 'k' }),
      page: Secret.of({ kind: 'account', bankCode: '822', account: '9103522175887271' }),
      info: { bank_code: '822', ecpay: { deep: [1, null, 'x'] } },
      expiresAt: at('2026-06-29T15:59:59Z'),
      creating: { token: 't', until: at('2026-06-22T04:00:25Z'), attempts: 1, isReleased: false },
      failedCompletions: 2,
      completing: { attempt: 1, until: at('2026-06-22T04:01:25Z') },
      syncedAt: at('2026-06-22T04:01:00Z'),
      events: [{ at: at('2026-06-22T04:00:00Z'), type: 'created' }],
    });
    expect(plain(await bench.fresh(payment))).toEqual(plain(payment));
    expect(await bench.store.find('PAY202606221200ZZZZZZZZ')).toBeUndefined();
  });

  it('lets one of 50 parallel inserts hold an order', async () => {
    const request = { ...aPayment().request, merchantOrderNo: 'ONE' };
    const order = merchantOrderOf(aPayment({ request }));
    const results = await Promise.all(Array.from({ length: 50 }, () => bench.store.insert(aPayment({ request }))));
    expect(results.filter((result) => result === 'inserted')).toHaveLength(1);
    expect(results.filter((result) => result === 'orderTaken')).toHaveLength(49);
    expect((await bench.store.findHolder(order))?.request.merchantOrderNo).toBe('ONE');
    expect(await bench.store.findHolder({ ...order, project: 'prj_2' })).toBeUndefined();
  });

  it('tells a number that is taken from an order that is', async () => {
    const payment = await bench.stored();
    expect(await bench.store.insert(aPayment({ paymentNo: payment.paymentNo }))).toBe('numberTaken');
    expect(await bench.store.insert(aPayment({ gatewayOrderNo: firstAttempt(payment).gatewayOrderNo }))).toBe(
      'numberTaken',
    );
    const request = payment.request;
    expect(await bench.store.insert(aPayment({ request }))).toBe('orderTaken');
    expect(await bench.store.insert(aPayment({ request, project: 'prj_2' }))).toBe('inserted');
  });

  it('inserts no open payment of an order that is paid, whether or not its paid payment holds it', async () => {
    const { request } = await bench.stored({ status: 'paid', holdsOrder: true, holdsPaid: true });
    expect(await bench.store.insert(aPayment({ request }))).toBe('orderPaid');
    expect(await bench.store.insert(aPayment({ request, project: 'prj_2' }))).toBe('inserted');
    const beside = await bench.stored({ status: 'paid', holdsOrder: false, holdsPaid: true });
    const next = aPayment({ request: beside.request });
    expect(await bench.store.insert(next)).toBe('orderPaid');
    expect(await bench.store.find(next.paymentNo)).toBeUndefined();
    expect(await bench.store.insert({ ...next, holdsOrder: false })).toBe('inserted');
  });

  it('lets one of 50 parallel updates of one version win, whole', async () => {
    const payment = await bench.stored();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        bench.store.update(payment, {
          attempts: [{ no: 1, set: { info: { n } } }],
          events: [{ at: at('2026-06-22T05:00:00Z'), type: 'issued', detail: { n } }],
        }),
      ),
    );
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    expect(results.filter((result) => result === 'stale')).toHaveLength(49);
    const after = await bench.fresh(payment);
    expect(after.version).toBe(payment.version + 1);
    expect(after.events).toEqual([
      { at: at('2026-06-22T05:00:00Z'), type: 'issued', detail: firstAttempt(after).info },
    ]);
  });

  it('removes a field that is set to undefined and leaves the rest', async () => {
    const payment = await bench.stored({ closesAt: at('2026-06-30T00:00:00Z'), asksAt: at('2026-06-23T00:00:00Z') });
    expect(
      await bench.store.update(payment, { attempts: [{ no: 1, set: { closesAt: undefined, gatewayTradeNo: 'T1' } }] }),
    ).toBe('saved');
    const after = firstAttempt(await bench.fresh(payment));
    expect(after.closesAt).toBeUndefined();
    expect(after.asksAt).toEqual(at('2026-06-23T00:00:00Z'));
    expect(after.gatewayTradeNo).toBe('T1');
  });

  it('frees an order, and refuses to give it back while another payment holds it', async () => {
    const first = await bench.stored();
    expect(await bench.store.update(first, { set: { holdsOrder: false }, ...becomes('expired') })).toBe('saved');
    const closed = await bench.fresh(first);
    const second = await bench.stored({ request: first.request });
    const paid = { holdsOrder: true, holdsPaid: true, keptAttempt: 1 };
    expect(await bench.store.update(closed, { set: paid, ...becomes('paid') })).toBe('orderTaken');
    expect((await bench.fresh(first)).status).toBe('expired');
    expect(await bench.store.update(closed, { set: { ...paid, holdsOrder: false }, ...becomes('paid') })).toBe('saved');
    expect((await bench.store.findPaid(merchantOrderOf(first)))?.paymentNo).toBe(first.paymentNo);
    expect(await bench.store.update(second, { set: { holdsPaid: true }, ...becomes('paid') })).toBe('paidTaken');
    expect(await bench.store.update(second, becomes('paid'))).toBe('saved');
  });

  it('keeps many closed payments of one order', async () => {
    const request = { ...aPayment().request, merchantOrderNo: 'AGAIN' };
    const order = merchantOrderOf(aPayment({ request }));
    for (let n = 0; n < 3; n += 1) {
      const payment = await bench.stored({ request });
      expect(await bench.store.update(payment, { set: { holdsOrder: false }, ...becomes('failed') })).toBe('saved');
    }
    expect(await bench.store.findHolder(order)).toBeUndefined();
  });

  it('removes only the version it was shown', async () => {
    const payment = await bench.stored();
    await bench.store.update(payment, { attempts: [{ no: 1, set: { info: { a: 1 } } }] });
    expect(await bench.store.remove(payment)).toBe(false);
    expect(await bench.store.remove(await bench.fresh(payment))).toBe(true);
    expect(await bench.store.find(payment.paymentNo)).toBeUndefined();
  });
}
