import { Secret, type OrderKey, type Payment } from '@paycore/core';
import { aPayment, type PaymentDifferences } from '../builders.ts';
import { at, type Bench } from './bench.ts';

/** No project hides another's payments and credentials behind its own. */
export function neighbourRules(bench: Bench): void {
  const minute = (n: number) => new Date(at('2026-06-22T04:00:00Z').getTime() + n * 60_000);
  /** One of the victim's, then many of a neighbour's, each newer than the one before. */
  const besieged = async (of: (n: number) => PaymentDifferences): Promise<Payment> => {
    const victim = await bench.stored({ project: 'prj_victim', createdAt: minute(0), ...of(0) });
    for (let n = 1; n <= 12; n += 1) {
      await bench.stored({ project: 'prj_evil', createdAt: minute(n), ...of(n), holdsOrder: false });
    }
    return victim;
  };
  const numbers = async (key: OrderKey) =>
    (await bench.store.findByKey('ecpay', key)).map(({ paymentNo }) => paymentNo);

  it.each([undefined, '3002607'])('find by the merchant’s number, account %s', async (accountId) => {
    const request = { ...aPayment().request, merchantOrderNo: 'SHARED' };
    const victim = await besieged(() => ({ request }));
    const key = { by: 'merchantOrderNo', value: 'SHARED', ...(accountId !== undefined && { accountId }) } as const;
    const found = await numbers(key);
    expect(found).toContain(victim.paymentNo);
    expect(found).toHaveLength(6);
  });

  it('find by the gateway’s number', async () => {
    const victim = await besieged(() => ({ gatewayTradeNo: 'TRADE' }));
    expect(await numbers({ by: 'gatewayTradeNo', value: 'TRADE' })).toContain(victim.paymentNo);
  });

  it('know the newest credentials of an account, two of each project', async () => {
    await besieged((n) => ({ credentials: Secret.of({ key: n }) }));
    const found = (await bench.store.credentialsOf('ecpay', '3002607')).map((secret) => secret.reveal());
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining([{ key: 0 }, { key: 12 }, { key: 11 }]));
  });

  it('know the credentials of many projects, up to a hundred', async () => {
    for (let n = 0; n < 110; n += 1) await bench.stored({ project: `prj_${n}`, credentials: Secret.of({ key: n }) });
    expect(await bench.store.credentialsOf('ecpay', '3002607')).toHaveLength(100);
  });
}
