import { Secret, type Notice, type PaidSum, type Payment, type PaymentStore } from '@paycore/core';
import { aPayment } from './builders.ts';

const at = (iso: string) => new Date(iso);

const notice = (differences: Partial<Notice> = {}): Notice => ({
  id: 'msg_1',
  state: 'due',
  url: 'https://shop.example/payok',
  host: 'shop.example',
  body: '{}',
  attempts: 0,
  nextAt: at('2026-06-22T04:00:00Z'),
  token: 'taker',
  ...differences,
});

/** What a payment without its secrets looks like, for comparing. */
const plain = ({ credentials, page, ...rest }: Payment) => ({
  ...rest,
  credentials: credentials.reveal(),
  page: page?.reveal(),
});

/** What every payment store must do, memory and MongoDB alike. `make` gives an empty store. */
export function paymentStoreContract(make: () => Promise<PaymentStore>): void {
  let store: PaymentStore;
  beforeEach(async () => {
    store = await make();
  });

  const stored = async (differences: Partial<Payment> = {}) => {
    const payment = aPayment(differences);
    expect(await store.insert(payment)).toBe('inserted');
    return payment;
  };
  const fresh = async ({ paymentNo }: Payment) => (await store.find(paymentNo)) ?? fail(paymentNo);
  const fail = (paymentNo: string): never => {
    throw new Error(`${paymentNo} is gone`);
  };

  it('gives back a payment as it was put in', async () => {
    const payment = await stored({
      request: {
        merchantOrderNo: '訂單 1.$x',
        amount: 999_999_999_999,
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
      completingUntil: at('2026-06-22T04:01:25Z'),
      syncedAt: at('2026-06-22T04:01:00Z'),
      events: [{ at: at('2026-06-22T04:00:00Z'), type: 'created' }],
    });
    expect(plain(await fresh(payment))).toEqual(plain(payment));
    expect(await store.find('PAY202606221200ZZZZZZZZ')).toBeUndefined();
  });

  it('lets one of 50 parallel inserts hold an order', async () => {
    const request = { ...aPayment().request, merchantOrderNo: 'ONE' };
    const results = await Promise.all(Array.from({ length: 50 }, () => store.insert(aPayment({ request }))));
    expect(results.filter((result) => result === 'inserted')).toHaveLength(1);
    expect(results.filter((result) => result === 'orderTaken')).toHaveLength(49);
    expect((await store.findHolder('prj_1', 'ONE'))?.request.merchantOrderNo).toBe('ONE');
    expect(await store.findHolder('prj_2', 'ONE')).toBeUndefined();
  });

  it('tells a number that is taken from an order that is', async () => {
    const payment = await stored();
    expect(await store.insert(aPayment({ paymentNo: payment.paymentNo }))).toBe('numberTaken');
    expect(await store.insert(aPayment({ gatewayOrderNo: payment.gatewayOrderNo }))).toBe('numberTaken');
    const request = payment.request;
    expect(await store.insert(aPayment({ request }))).toBe('orderTaken');
    expect(await store.insert(aPayment({ request, project: 'prj_2' }))).toBe('inserted');
  });

  it('lets one of 50 parallel updates of one version win, whole', async () => {
    const payment = await stored();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        store.update(payment, {
          set: { info: { n } },
          events: [{ at: at('2026-06-22T05:00:00Z'), type: 'issued', detail: { n } }],
        }),
      ),
    );
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    expect(results.filter((result) => result === 'stale')).toHaveLength(49);
    const after = await fresh(payment);
    expect(after.version).toBe(payment.version + 1);
    expect(after.events).toEqual([{ at: at('2026-06-22T05:00:00Z'), type: 'issued', detail: after.info }]);
  });

  it('removes a field that is set to undefined and leaves the rest', async () => {
    const payment = await stored({ closesAt: at('2026-06-30T00:00:00Z'), asksAt: at('2026-06-23T00:00:00Z') });
    expect(await store.update(payment, { set: { closesAt: undefined, gatewayTradeNo: 'T1' } })).toBe('saved');
    const after = await fresh(payment);
    expect(after.closesAt).toBeUndefined();
    expect(after.asksAt).toEqual(at('2026-06-23T00:00:00Z'));
    expect(after.gatewayTradeNo).toBe('T1');
  });

  it('frees an order, and refuses to give it back while another payment holds it', async () => {
    const first = await stored();
    expect(await store.update(first, { set: { status: 'expired', holdsOrder: false } })).toBe('saved');
    const closed = await fresh(first);
    const second = await stored({ request: first.request });
    const paid = { status: 'paid', holdsOrder: true, holdsPaid: true } as const;
    expect(await store.update(closed, { set: paid })).toBe('orderTaken');
    expect((await fresh(first)).status).toBe('expired');
    expect(await store.update(closed, { set: { ...paid, holdsOrder: false } })).toBe('saved');
    expect((await store.findPaid('prj_1', first.request.merchantOrderNo))?.paymentNo).toBe(first.paymentNo);
    expect(await store.update(second, { set: { status: 'paid', holdsPaid: true } })).toBe('paidTaken');
    expect(await store.update(second, { set: { status: 'paid' } })).toBe('saved');
  });

  it('keeps many closed payments of one order', async () => {
    for (let n = 0; n < 3; n += 1) {
      const payment = await stored({ request: { ...aPayment().request, merchantOrderNo: 'AGAIN' } });
      expect(await store.update(payment, { set: { status: 'failed', holdsOrder: false } })).toBe('saved');
    }
    expect(await store.findHolder('prj_1', 'AGAIN')).toBeUndefined();
  });

  it('removes only the version it was shown', async () => {
    const payment = await stored();
    await store.update(payment, { set: { info: { a: 1 } } });
    expect(await store.remove(payment)).toBe(false);
    expect(await store.remove(await fresh(payment))).toBe(true);
    expect(await store.find(payment.paymentNo)).toBeUndefined();
  });

  it('finds by each key, case-sensitively, within the gateway and the account', async () => {
    const payment = await stored({ gatewayTradeNo: 'AbC' });
    const found = async (
      by: 'paymentNo' | 'gatewayOrderNo' | 'gatewayTradeNo' | 'merchantOrderNo',
      value: string,
      accountId?: string,
    ) =>
      (await store.findByKey('ecpay', { by, value, ...(accountId !== undefined && { accountId }) })).map(
        (p) => p.paymentNo,
      );
    expect(await found('paymentNo', payment.paymentNo)).toEqual([payment.paymentNo]);
    expect(await found('gatewayOrderNo', payment.gatewayOrderNo, '3002607')).toEqual([payment.paymentNo]);
    expect(await found('gatewayTradeNo', 'AbC')).toEqual([payment.paymentNo]);
    expect(await found('merchantOrderNo', payment.request.merchantOrderNo)).toEqual([payment.paymentNo]);
    expect(await found('gatewayTradeNo', 'abc')).toEqual([]);
    expect(await found('gatewayOrderNo', payment.gatewayOrderNo, '2000132')).toEqual([]);
    expect(await store.findByKey('smilepay', { by: 'paymentNo', value: payment.paymentNo })).toEqual([]);
  });

  it('lists due work oldest first, up to the limit, each kind apart', async () => {
    const second = await stored({ closesAt: at('2026-06-22T02:00:00Z') });
    const first = await stored({ closesAt: at('2026-06-22T01:00:00Z'), asksAt: at('2026-06-22T01:00:00Z') });
    await stored({ closesAt: at('2026-06-22T09:00:00Z') });
    const created = await stored({
      creating: { token: 't', until: at('2026-06-22T01:00:00Z'), attempts: 1, isReleased: false },
    });
    const now = at('2026-06-22T03:00:00Z');
    const numbers = async (work: 'create' | 'close' | 'ask', limit = 10) =>
      (await store.due(work, now, limit)).map(({ paymentNo }) => paymentNo);
    expect(await numbers('close')).toEqual([first.paymentNo, second.paymentNo]);
    expect(await numbers('close', 1)).toEqual([first.paymentNo]);
    expect(await numbers('ask')).toEqual([first.paymentNo]);
    expect(await numbers('create')).toEqual([created.paymentNo]);
    expect(await store.countDue('close', now)).toBe(2);
  });

  it('lists due notices without those of full hosts, and none that is done', async () => {
    const slow = await stored({ notice: notice({ host: 'slow.example' }) });
    const quick = await stored({ notice: notice() });
    const { nextAt: _never, ...done } = notice({ state: 'delivered' });
    await stored({ notice: done });
    const now = at('2026-06-22T05:00:00Z');
    const numbers = async (full: string[]) =>
      (await store.due('notice', now, 10, full)).map(({ paymentNo }) => paymentNo);
    expect((await numbers([])).sort()).toEqual([slow.paymentNo, quick.paymentNo].sort());
    expect(await numbers(['slow.example'])).toEqual([quick.paymentNo]);
  });

  it('counts refused callbacks without changing the version', async () => {
    const payment = await stored();
    await Promise.all([1, 2, 3].map(() => store.countRefusedCallback(payment.paymentNo)));
    const after = await fresh(payment);
    expect(after.refusedCallbacks).toBe(3);
    expect(after.version).toBe(payment.version);
  });

  it('knows the newest credentials of an account', async () => {
    await stored({ credentials: Secret.of({ hash_key: 'old' }) });
    await stored({ credentials: Secret.of({ hash_key: 'new' }), createdAt: at('2026-06-23T00:00:00Z') });
    await stored({ accountId: 'other', credentials: Secret.of({ hash_key: 'other' }) });
    const found = (await store.credentialsOf('ecpay', '3002607')).map((secret) => secret.reveal());
    expect(found[0]).toEqual({ hash_key: 'new' });
    expect(found).not.toContainEqual({ hash_key: 'other' });
  });

  describe('what was paid', () => {
    const month = { from: at('2026-05-31T16:00:00Z'), to: at('2026-06-30T16:00:00Z') };
    const day = { from: at('2026-06-21T16:00:00Z'), to: at('2026-06-22T16:00:00Z') };
    const sums = async (project = 'prj_1', environment: 'test' | 'production' = 'test') =>
      (await store.sumPaid(project, environment, { day, month })).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const keyOf = ({ gateway, route, currency }: PaidSum) => [gateway, route, currency].join(' ');

    const paid = (paidAt: string, differences: Partial<Payment> = {}, money: Partial<Payment['request']> = {}) =>
      stored({ status: 'paid', paidAt: at(paidAt), request: { ...aPayment().request, ...money }, ...differences });

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
      await stored({ status: 'expired' });
      await stored();
      expect(await sums()).toEqual([]);
      expect(await sums('prj_1', 'production')).toMatchObject([{ day: 7, month: 7 }]);
    });

    it('is exact for amounts beyond 32 bits', async () => {
      for (let n = 0; n < 3; n += 1) await paid('2026-06-22T04:00:00Z', {}, { amount: 999_999_999_999 });
      await paid('2026-06-22T04:00:00Z', {}, { amount: 1 });
      expect(await sums()).toMatchObject([{ day: 2_999_999_999_998, month: 2_999_999_999_998 }]);
    });

    it('is counted as soon as a payment is paid', async () => {
      const payment = await stored();
      await store.update(payment, { set: { status: 'paid', paidAt: at('2026-06-22T04:00:00Z') } });
      expect(await sums()).toMatchObject([{ day: 980, month: 980 }]);
    });
  });

  it('lists the newest payments of a project, of both sides and any state', async () => {
    const times = ['2026-06-22T03:00:00Z', '2026-06-22T05:00:00Z', '2026-06-22T04:00:00Z'];
    const [oldest, newest, middle] = await Promise.all(times.map((time) => stored({ createdAt: at(time) })));
    await stored({ project: 'prj_2', createdAt: at('2026-06-22T06:00:00Z') });
    const live = await stored({ environment: 'production', status: 'failed', createdAt: at('2026-06-22T04:30:00Z') });
    const numbers = async (limit: number) => (await store.newest('prj_1', limit)).map(({ paymentNo }) => paymentNo);
    const all = [newest, live, middle, oldest].map((payment) => payment?.paymentNo);
    expect(await numbers(10)).toEqual(all);
    expect(await numbers(2)).toEqual(all.slice(0, 2));
    expect(await store.newest('prj_3', 10)).toEqual([]);
  });
}
