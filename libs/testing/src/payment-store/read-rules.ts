import { merchantOrderOf, Secret } from '@paycore/core';
import { anAttempt, aPayment, firstAttempt } from '../builders.ts';
import { at, type Bench } from './bench.ts';

/** What is found, by key and by account. */
export function readRules(bench: Bench): void {
  it('finds by each key, case-sensitively, within the gateway and the account', async () => {
    const payment = await bench.stored({ gatewayTradeNo: 'AbC' });
    const found = async (
      by: 'paymentNo' | 'gatewayOrderNo' | 'gatewayTradeNo' | 'merchantOrderNo',
      value: string,
      accountId?: string,
    ) =>
      (await bench.store.findByKey('ecpay', { by, value, ...(accountId !== undefined && { accountId }) })).map(
        (p) => p.paymentNo,
      );
    expect(await found('paymentNo', payment.paymentNo)).toEqual([payment.paymentNo]);
    expect(await found('gatewayOrderNo', firstAttempt(payment).gatewayOrderNo, '3002607')).toEqual([payment.paymentNo]);
    expect(await found('gatewayTradeNo', 'AbC')).toEqual([payment.paymentNo]);
    expect(await found('merchantOrderNo', payment.request.merchantOrderNo)).toEqual([payment.paymentNo]);
    expect(await found('gatewayTradeNo', 'abc')).toEqual([]);
    expect(await found('gatewayOrderNo', firstAttempt(payment).gatewayOrderNo, '2000132')).toEqual([]);
    expect(await bench.store.findByKey('smilepay', { by: 'paymentNo', value: payment.paymentNo })).toEqual([]);
  });

  it('finds by a number of any kind, in all projects and gateways, newest first', async () => {
    const own = await bench.stored({
      attempts: [
        anAttempt({ gatewayTradeNo: 'T1' }),
        anAttempt({ no: 2, gateway: 'smilepay', accountId: 'other', gatewayTradeNo: 'SHARED' }),
      ],
    });
    const request = { ...own.request, merchantOrderNo: 'SHARED' };
    const theirs = await bench.stored({
      project: 'prj_2',
      environment: 'production',
      request,
      createdAt: at('2026-06-23T00:00:00Z'),
    });
    const found = async (number: string) => (await bench.store.findByNumber(number)).map(({ paymentNo }) => paymentNo);
    const numbers = [
      own.paymentNo,
      own.request.merchantOrderNo,
      'T1',
      ...own.attempts.map((one) => one.gatewayOrderNo),
    ];
    for (const number of numbers) expect(await found(number)).toEqual([own.paymentNo]);
    expect(await found('SHARED')).toEqual([theirs.paymentNo, own.paymentNo]);
    for (const number of ['', 't1', 'SHARED ', 'SHARE', '$where', '.*']) expect(await found(number)).toEqual([]);
  });

  it('finds one payment once whose numbers are alike, and no more than 20', async () => {
    const request = { ...aPayment().request, merchantOrderNo: 'SAME' };
    for (let n = 0; n < 22; n += 1) await bench.stored({ project: `prj_${n}`, request, gatewayTradeNo: 'SAME' });
    const found = await bench.store.findByNumber('SAME');
    expect(new Set(found.map(({ paymentNo }) => paymentNo)).size).toBe(20);
    expect(found).toHaveLength(20);
  });

  it('keeps what gateways answered', async () => {
    const payment = await bench.stored();
    const answers = [{ at: at('2026-06-22T05:00:00Z'), by: 'sync', result: 'unpaid' }] as const;
    await bench.store.update(payment, { attempts: [{ no: 1, set: { answers } }] });
    expect(firstAttempt(await bench.fresh(payment)).answers).toEqual(answers);
  });

  it('marks whether payments were written or their orders paid, many at once', async () => {
    const [open, first] = [await bench.stored(), await bench.stored({ holdsOrder: false, status: 'expired' })];
    const second = await bench.stored({ request: first.request });
    const gone = aPayment();
    const wanted = [open, first, second, gone].map((one) => ({ ...merchantOrderOf(one), paymentNo: one.paymentNo }));
    const marks = async () => Object.fromEntries(await bench.store.marksOf(wanted));
    const before = { version: 1, isOrderPaid: false };
    expect(await marks()).toEqual({
      [open.paymentNo]: before,
      [first.paymentNo]: before,
      [second.paymentNo]: before,
    });
    await bench.store.update(first, { set: { holdsPaid: true } });
    expect(await marks()).toEqual({
      [open.paymentNo]: before,
      [first.paymentNo]: { version: 2, isOrderPaid: true },
      [second.paymentNo]: { version: 1, isOrderPaid: true },
    });
    expect((await bench.store.marksOf([])).size).toBe(0);
    const other = { ...merchantOrderOf(first), project: 'prj_2', paymentNo: open.paymentNo };
    expect(await bench.store.marksOf([other])).toEqual(new Map([[open.paymentNo, before]]));
  });

  it('counts refused callbacks without changing the version', async () => {
    const payment = await bench.stored();
    await Promise.all([1, 2, 3].map(() => bench.store.countRefusedCallback(payment.paymentNo)));
    const after = await bench.fresh(payment);
    expect(after.refusedCallbacks).toBe(3);
    expect(after.version).toBe(payment.version);
  });

  it('knows the newest credentials of an account', async () => {
    await bench.stored({ credentials: Secret.of({ hash_key: 'old' }) });
    await bench.stored({ credentials: Secret.of({ hash_key: 'new' }), createdAt: at('2026-06-23T00:00:00Z') });
    await bench.stored({ accountId: 'other', credentials: Secret.of({ hash_key: 'other' }) });
    const found = (await bench.store.credentialsOf('ecpay', '3002607')).map((secret) => secret.reveal());
    expect(found[0]).toEqual({ hash_key: 'new' });
    expect(found).not.toContainEqual({ hash_key: 'other' });
  });
}
