import { Secret, type Attempt, type DueWork, type OrderKey, type Payment, type PaymentChange } from '@paycore/core';
import { anAttempt, aPayment, firstAttempt, type PaymentDifferences } from '../builders.ts';
import { at, type Bench } from './bench.ts';
import { plain } from './plain.ts';

const at3 = at('2026-06-22T03:00:00Z');

/** An attempt with every field that may be absent. */
const whole = (no: number): Attempt =>
  anAttempt({
    ...{ no, gateway: 'smilepay', route: 'barcode', method: 'barcode', accountId: '107', amount: 98_000 },
    decimals: 2,
    extra: { cvs_type: 'ibon' },
    credentials: Secret.of({ dcvc: '107', verify_key: 'k' }),
    gatewayTradeNo: `SMILE-${no}`,
    simulated: true,
    info: { barcodes: ['1', '2', '3'], smilepay: { deep: null } },
    page: Secret.of({ kind: 'code', code: `CODE-${no}` }),
    ...{ createdAt: at('2026-06-22T05:00:00.123Z'), expiresAt: at('2026-06-29T15:59:59Z') },
    creating: { token: 't', until: at('2026-06-22T04:00:25Z'), attempts: 2, isReleased: true },
    ...{ closesAt: at('2026-07-02T15:59:59Z'), lagHours: 72, asksAt: at('2026-06-22T06:00:00Z'), asks: 3 },
    ...{ hasClaim: true, syncedAt: at3, failedCompletions: 2, isUnderWay: true, isOut: true, returnedAt: at3 },
    isKeyedByPayment: true,
  });

/** Payments with several attempts: found by each one's numbers, due when the first of them is. */
export function attemptRules(bench: Bench): void {
  const two = (differences: PaymentDifferences = {}, second: Partial<Attempt> = {}) =>
    bench.stored({ attempts: [anAttempt(), anAttempt({ no: 2, ...second })], ...differences });
  const update = async (payment: Payment, change: PaymentChange) =>
    expect(await bench.store.update(await bench.fresh(payment), change)).toBe('saved');

  it('are given back as they were put in, whole or bare', async () => {
    const payment = await bench.stored({ attempts: [anAttempt(), whole(2), anAttempt({ no: 3, amount: 1 })] });
    const after = await bench.fresh(payment);
    expect(plain(after)).toEqual(plain(payment));
    expect(firstAttempt(after)).toMatchObject({ info: {}, asks: 0, simulated: false, createdAt: payment.createdAt });
  });

  it('are added one by one, and leave those before them alone', async () => {
    const payment = await bench.stored();
    const added = [whole(2), anAttempt({ no: 3, gateway: 'stripe' })];
    for (const attempt of added) {
      await update(payment, { added: attempt, events: [{ at: at3, type: 'attempt_added', attempt: attempt.no }] });
    }
    const after = await bench.fresh(payment);
    const events = added.map(({ no }) => ({ at: at3, type: 'attempt_added', attempt: no }));
    const expected = { ...payment, attempts: [...payment.attempts, ...added], events, version: payment.version + 2 };
    expect(plain(after)).toEqual(plain(expected as Payment));
  });

  it('are added in the step that changes another', async () => {
    const payment = await bench.stored({ closesAt: at3, page: Secret.of({ kind: 'code', code: 'OLD' }) });
    const added = whole(2);
    const page = Secret.of({ kind: 'code', code: 'LATE' } as const);
    const attempts = [{ no: 1, set: { status: 'failed' as const, closesAt: undefined, info: { a: 1 }, page } }];
    await update(payment, { added, attempts, set: { tidyAt: at3 } });
    const after = await bench.fresh(payment);
    expect(plain(after).attempts[1]).toEqual(plain({ ...payment, attempts: [added] }).attempts[0]);
    const [first] = plain(after).attempts;
    expect(first).toMatchObject({ status: 'failed', info: { a: 1 }, page: { kind: 'code', code: 'LATE' } });
    expect([first?.closesAt, after.tidyAt, after.status]).toEqual([undefined, at3, 'pending']);
  });

  it('are changed each by its own number', async () => {
    const payment = await two();
    await update(payment, {
      attempts: [
        { no: 1, set: { asks: 1 } },
        { no: 2, set: { gatewayTradeNo: 'T2', page: Secret.of({ kind: 'code', code: 'SECOND' }) } },
      ],
    });
    const [first, second] = plain(await bench.fresh(payment)).attempts;
    expect([first?.asks, first?.gatewayTradeNo, first?.page]).toEqual([1, undefined, undefined]);
    expect(second).toMatchObject({ asks: 0, gatewayTradeNo: 'T2', page: { kind: 'code', code: 'SECOND' } });
  });

  it('decide the status of their payment', async () => {
    const payment = await two();
    const statusAfter = async (no: number, status: Attempt['status'], set: PaymentChange['set'] = {}) => {
      await update(payment, { attempts: [{ no, set: { status } }], set });
      return (await bench.fresh(payment)).status;
    };
    expect(await statusAfter(2, 'failed')).toBe('pending');
    expect(await statusAfter(1, 'expired')).toBe('failed');
    expect(await statusAfter(1, 'paid', { keptAttempt: 1 })).toBe('paid');
  });

  it('share no number with one of another payment, inserted or added', async () => {
    const { gatewayOrderNo } = (await two()).attempts[1] as Attempt;
    const other = await bench.stored();
    expect(await bench.store.insert(aPayment({ gatewayOrderNo }))).toBe('numberTaken');
    expect(await bench.store.update(other, { added: anAttempt({ no: 2, gatewayOrderNo }) })).toBe('numberTaken');
    const changes = [{ no: 1, set: { asks: 1 } }];
    const both = { added: anAttempt({ no: 2, gatewayOrderNo }), attempts: changes };
    expect(await bench.store.update(other, both)).toBe('numberTaken');
    expect(plain(await bench.fresh(other))).toEqual(plain(other));
  });

  it('of 50 payments that race for one number, one has it', async () => {
    const payments = await Promise.all(Array.from({ length: 50 }, () => bench.stored()));
    const results = await Promise.all(
      payments.map((payment) =>
        bench.store.update(payment, { added: anAttempt({ no: 2, gatewayOrderNo: 'PC26062212000000RACE' }) }),
      ),
    );
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    expect(results.filter((result) => result === 'numberTaken')).toHaveLength(49);
    const key = { by: 'gatewayOrderNo', value: 'PC26062212000000RACE' } as const;
    expect(await bench.store.findByKey('ecpay', key)).toHaveLength(1);
  });

  it('of 50 parallel additions to one payment, one is made', async () => {
    const payment = await bench.stored();
    const results = await Promise.all(
      Array.from({ length: 50 }, () => bench.store.update(payment, { added: anAttempt({ no: 2 }) })),
    );
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    expect((await bench.fresh(payment)).attempts).toHaveLength(2);
  });

  it('are found by the numbers of each, where gateway and account are the same attempt’s', async () => {
    const payment = await two({}, { gateway: 'smilepay', accountId: '107', gatewayTradeNo: 'SMILE-2' });
    const [first, second] = payment.attempts as [Attempt, Attempt];
    const isFound = async (gateway: string, by: OrderKey['by'], value: string, accountId?: string) =>
      (await bench.store.findByKey(gateway, { by, value, ...(accountId !== undefined && { accountId }) })).length === 1;
    expect(await isFound('ecpay', 'gatewayOrderNo', first.gatewayOrderNo)).toBe(true);
    expect(await isFound('smilepay', 'gatewayOrderNo', second.gatewayOrderNo)).toBe(true);
    expect(await isFound('smilepay', 'gatewayTradeNo', 'SMILE-2', '107')).toBe(true);
    expect(await isFound('smilepay', 'merchantOrderNo', payment.request.merchantOrderNo, '107')).toBe(true);
    expect(await isFound('smilepay', 'paymentNo', payment.paymentNo)).toBe(true);
    // Each half is somewhere in the payment, but not in one attempt.
    expect(await isFound('smilepay', 'gatewayOrderNo', first.gatewayOrderNo)).toBe(false);
    expect(await isFound('ecpay', 'gatewayTradeNo', 'SMILE-2')).toBe(false);
    expect(await isFound('smilepay', 'gatewayOrderNo', second.gatewayOrderNo, '3002607')).toBe(false);
    expect(await isFound('smilepay', 'merchantOrderNo', payment.request.merchantOrderNo, '3002607')).toBe(false);
    expect(await isFound('ecpay', 'paymentNo', payment.paymentNo, '107')).toBe(false);
  });

  it('are found by a number of theirs that is learnt later', async () => {
    const payment = await two();
    await update(payment, { attempts: [{ no: 2, set: { gatewayTradeNo: 'LATE' } }] });
    await update(payment, { added: anAttempt({ no: 3, gatewayOrderNo: 'PC260622120000000003' }) });
    for (const key of [
      { by: 'gatewayTradeNo', value: 'LATE' },
      { by: 'gatewayOrderNo', value: 'PC260622120000000003' },
    ] as const) {
      expect(await bench.store.findByKey('ecpay', key)).toMatchObject([{ paymentNo: payment.paymentNo }]);
    }
  });

  it('know the newest credentials of each account', async () => {
    const credentials = (key: string) => ({ credentials: Secret.of({ hash_key: key }) });
    await two({ attempts: [anAttempt(credentials('old')), anAttempt({ no: 2, ...credentials('new') })] });
    const of20 = Array.from({ length: 20 }, (_, n) =>
      anAttempt({ no: n + 1, accountId: 'busy', ...credentials(`${n}`) }),
    );
    await bench.stored({ attempts: of20 });
    const found = async (account: string) =>
      (await bench.store.credentialsOf('ecpay', account)).map((secret) => secret.reveal());
    expect(await found('3002607')).toEqual([{ hash_key: 'new' }, { hash_key: 'old' }]);
    expect((await found('busy')).slice(0, 2)).toEqual([{ hash_key: '19' }, { hash_key: '18' }]);
    expect(await found('busy')).toHaveLength(2);
    expect(await bench.store.credentialsOf('smilepay', '3002607')).toEqual([]);
  });

  describe('are due when the first of them is', () => {
    const early = at('2026-06-22T01:00:00.100Z');
    const late = at('2026-06-22T01:00:00.900Z');
    const creating = (until: Date) => ({ creating: { token: 't', until, attempts: 1, isReleased: false } });
    const isDue = async (work: DueWork, time: Date) => (await bench.store.due(work, time, 10)).length === 1;

    it.each<[DueWork, (time: Date) => Partial<Attempt>]>([
      ['create', creating],
      ['close', (closesAt) => ({ closesAt })],
      ['ask', (asksAt) => ({ asksAt })],
    ])('for %s, and again for the next', async (work, fields) => {
      const payment = await two({ attempts: [anAttempt(fields(late)), anAttempt({ no: 2, ...fields(early) })] });
      expect([await isDue(work, early), await bench.store.countDue(work, early)]).toEqual([true, 1]);
      const done = { creating: undefined, closesAt: undefined, asksAt: undefined };
      await update(payment, { attempts: [{ no: 2, set: done }] });
      expect([await isDue(work, early), await isDue(work, late)]).toEqual([false, true]);
      await update(payment, { added: anAttempt({ no: 3, ...fields(early) }) });
      expect(await isDue(work, early)).toBe(true);
      await update(payment, { attempts: [1, 3].map((no) => ({ no, set: done })) });
      expect(await isDue(work, late)).toBe(false);
    });

    it('for tidying, which is the payment’s', async () => {
      const payment = await two({ tidyAt: early });
      expect([await isDue('tidy', early), await isDue('tidy', at('2026-06-22T00:00:00Z'))]).toEqual([true, false]);
      await update(payment, { set: { tidyAt: undefined } });
      expect(await isDue('tidy', late)).toBe(false);
    });
  });
}
