import { merchantOrderOf } from '@paycore/core';
import { aPayment } from '../builders.ts';
import type { Bench } from './bench.ts';

/** The places of an order: at most one payment of it is open, one holds the paid place, on each side. */
export function orderRules(bench: Bench): void {
  const sides = ['test', 'production'] as const;

  it('are a side’s own: a test order takes nothing from the real one of that number', async () => {
    const { request } = aPayment();
    const [test, live] = await Promise.all(sides.map((environment) => bench.stored({ request, environment })));
    for (const payment of [test, live]) {
      if (!payment) throw new Error('not stored');
      const order = merchantOrderOf(payment);
      expect((await bench.store.findHolder(order))?.paymentNo).toBe(payment.paymentNo);
      const paid = { holdsPaid: true, keptAttempt: 1 };
      const change = { set: paid, attempts: [{ no: 1, set: { status: 'paid' as const } }] };
      expect(await bench.store.update(payment, change)).toBe('saved');
      expect((await bench.store.findPaid(order))?.paymentNo).toBe(payment.paymentNo);
      expect(await bench.store.insert(aPayment({ request, environment: payment.environment }))).toBe('orderPaid');
    }
  });

  it.each(sides)('are free on the other side where they are taken on %s', async (environment) => {
    const payment = await bench.stored({ environment, status: 'paid', holdsPaid: true });
    const other = environment === 'test' ? 'production' : 'test';
    const order = { ...merchantOrderOf(payment), environment: other } as const;
    expect([await bench.store.findHolder(order), await bench.store.findPaid(order)]).toEqual([undefined, undefined]);
    expect(await bench.store.insert(aPayment({ environment: other, request: payment.request }))).toBe('inserted');
  });
}
