import { PayCoreError, type Gateway, type Order, type Outcome, type Page } from '@paycore/core';
import { createMetrics } from '@paycore/monitoring';
import { coreOn, FakeClock, FakeLinks, FakePostNotice, MemoryPaymentStore, MemoryProjectStore } from '@paycore/testing';
import request from 'supertest';
import { apiApp } from './app.ts';

/** A gateway that issues an account, and tells of it what `says` holds. */
function aGateway() {
  const orders: Order[] = [];
  const says: { outcome: Outcome; page: Page } = {
    outcome: { status: 'pending' },
    page: { kind: 'account', bankCode: '013', account: '9103522175887271' },
  };
  const gateway: Gateway = {
    name: 'ecpay',
    methods: { atm: { name: 'atm', currencies: ['TWD'], decimalsOf: () => 0 } },
    orderNoLength: 20,
    createAttempts: 2,
    firstQueryAfterSeconds: 600,
    open: (credentials) => {
      const { merchant_id: id } = credentials as { merchant_id?: string };
      if (!id) throw new PayCoreError('invalid', 'ECPAY_CREDENTIAL_INVALID', 'The ECPay credentials are not valid.');
      return {
        id,
        credentials: { merchant_id: id, environment: 'test' },
        environment: 'test',
        verify: () => says.outcome,
        query: async () => says.outcome,
        create: async (order) => {
          orders.push(order);
          return {
            info: { bank_code: '013', virtual_account: '9103522175887271' },
            page: says.page,
            expiresAt: new Date('2026-06-28T15:59:59Z'),
          };
        },
      };
    },
    locate: () => [],
    answer: () => ({ status: 200, type: 'text/plain', body: '1|OK' }),
  };
  return { gateway, orders, says };
}

async function anApi() {
  const { gateway, orders, says } = aGateway();
  const clock = new FakeClock();
  const [payments, projects] = [new MemoryPaymentStore(), new MemoryProjectStore()];
  const core = coreOn({ payments, projects, gateway, clock, post: new FakePostNotice().post });
  const app = apiApp({
    ...core,
    projects,
    clock,
    metrics: createMetrics(),
    urlRefusal: () => undefined,
    ready: async () => true,
  });
  const keyOf = async (name: string) => projects.createKey((await projects.create(name)).id, 'test');
  return { app, orders, says, clock, projects, key: await keyOf('shop'), otherKey: await keyOf('other shop') };
}

type Api = Awaited<ReturnType<typeof anApi>>;

const order = { merchant_order_no: 'ORDER-1', amount: 980, gateway_credentials: { merchant_id: '3002607' } };
const create = ({ app, key }: Api, body: object = order) =>
  request(app).post('/api/paycore/pay/ecpay/atm').set('X-API-KEY', key).send(body);
const query = ({ app, key }: Api, paymentNo: string) =>
  request(app).get(`/api/paycore/payments/${paymentNo}`).set('X-API-KEY', key);
const sync = ({ app, key }: Api, paymentNo: string) =>
  request(app)
    .post(`/api/paycore/payments/${paymentNo}/sync`)
    .set({ 'X-API-KEY': key, 'Content-Type': 'application/json' });

it('creates a payment once, however often it is asked', async () => {
  const api = await anApi();
  const { status, body } = await create(api);
  expect([status, body.success, body.message]).toEqual([200, true, 'Payment created successfully']);
  const info = { bank_code: '013', virtual_account: '9103522175887271' };
  const times = { created_at: '2026-06-22T04:00:00.000Z', paid_at: null, expires_at: '2026-06-28T15:59:59.000Z' };
  const attempt = { attempt_no: 1, gateway: 'ecpay', method: 'atm', status: 'pending', payment_info: info, ...times };
  const orderNo = expect.stringMatching(/^PC\d{12}\w{6}$/) as unknown;
  expect(body.data).toEqual({
    payment_no: expect.stringMatching(/^PAY202606221200[A-Z]{8}$/),
    merchant_order_no: 'ORDER-1',
    gateway: 'ecpay',
    method: 'atm',
    amount: 980,
    currency: 'TWD',
    status: 'pending',
    payment_url: new FakeLinks().page(body.data.payment_no as string),
    payment_info: info,
    environment: 'test',
    simulated: false,
    ...times,
    mode: 'direct',
    attempts: [{ ...attempt, gateway_order_no: orderNo, gateway_trade_no: null }],
    received_amount: 0,
    paid_twice: false,
    paid_beside: null,
    closed_reason: null,
    created: true,
  });
  const again = await create(api);
  expect(again.body).toEqual({ ...body, data: { ...body.data, created: false } });
  expect(api.orders).toHaveLength(1);
});

it('finds and syncs a payment', async () => {
  const api = await anApi();
  const { created, ...view } = (await create(api)).body.data as Record<string, unknown>;
  expect(created).toBe(true);
  const paymentNo = String(view['payment_no']);
  expect((await query(api, paymentNo)).body).toEqual({ success: true, message: 'Payment found', data: view });
  api.says.outcome = { status: 'paid' };
  const synced = await sync(api, paymentNo).send('{}');
  expect(synced.body).toMatchObject({ success: true, message: 'Payment synced', data: { status: 'paid' } });
  expect((await sync(api, paymentNo)).status).toBe(200);
  const page = await request(api.app).get(`/zh-tw/pay/${paymentNo}?token=token-of-${paymentNo}`);
  expect(page.text).toContain('付款完成');
});

it('hides one project’s payments from another, and what is no payment number from the store', async () => {
  const api = await anApi();
  const paymentNo = String((await create(api)).body.data.payment_no);
  const other = { ...api, key: api.otherKey };
  const answers = [
    ...(await Promise.all(
      [paymentNo, 'PAY202606221200ZZZZZZZZ', 'x', '__proto__', `${paymentNo}%00`].map((no) => query(other, no)),
    )),
    await sync(other, paymentNo).send('{}'),
    await sync(other, 'x').send('{}'),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(404);
    expect(body).toEqual({ success: false, message: 'Payment not found', error: { error_code: 'PAYMENT_NOT_FOUND' } });
  }
});

it('lets the core judge credentials, then the currency', async () => {
  const api = await anApi();
  const code = async (body: object) => (await create(api, body)).body.error.error_code as unknown;
  expect(await code({ ...order, gateway_credentials: {}, currency: 'USD' })).toBe('ECPAY_CREDENTIAL_INVALID');
  expect(await code({ ...order, currency: 'USD' })).toBe('INVALID_ARGUMENT');
  expect(api.orders).toHaveLength(0);
});

it('refuses missing, unknown and revoked keys, then stops who guesses', async () => {
  const api = await anApi();
  await api.projects.revokeKey(api.otherKey);
  for (const key of ['', 'pc_live_unknown', api.otherKey]) {
    expect((await create({ ...api, key })).status).toBe(401);
    expect((await query({ ...api, key }, 'PAY202606221200ZZZZZZZZ')).status).toBe(401);
  }
  for (let tries = 0; tries < 24; tries += 1) await create({ ...api, key: `pc_test_guess${tries}` });
  // One a second is still looked up.
  const guesses = await Promise.all([1, 2, 3].map((no) => create({ ...api, key: `pc_test_more${no}` })));
  const refused = guesses.find(({ status }) => status === 429);
  expect(refused?.body).toMatchObject({ error: { error_code: 'RATE_LIMITED' } });
});

it('serves what its pages load, to be kept for good under its own name', async () => {
  const { app } = await anApi();
  const page = (await request(app).get('/zh-tw/pay/x')).text;
  const urls = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, url]) => String(url));
  expect(urls).toHaveLength(3);
  for (const url of urls) {
    const { status, headers } = await request(app).get(url);
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    const other = await request(app).get(url.replace(/v=.*/, 'v=other'));
    expect([other.status, other.headers['cache-control']]).toEqual([200, 'no-cache']);
  }
});

it('hands a form over at create and its repeats alone', async () => {
  const api = await anApi();
  api.says.page = { kind: 'form', action: 'https://gateway.example/pay', fields: { CheckMacValue: 'canary' } };
  const redirectForm = { action: 'https://gateway.example/pay', method: 'POST', fields: { CheckMacValue: 'canary' } };
  const first = await create(api);
  expect(first.body.data).toMatchObject({ created: true, redirect_form: redirectForm });
  expect((await create(api)).body.data).toMatchObject({ created: false, redirect_form: redirectForm });
  const paymentNo = first.body.data.payment_no as string;
  const overview = request(api.app).get('/api/paycore/home/overview').set('X-API-KEY', api.key);
  for (const answer of [await query(api, paymentNo), await sync(api, paymentNo), await overview]) {
    expect([answer.status, answer.text.includes(paymentNo)]).toEqual([200, true]);
    expect(answer.text).not.toMatch(/redirect_form|canary/);
  }
});
