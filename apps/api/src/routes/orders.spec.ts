import type { Caller, Created, Page } from '@paycore/core';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import { coreOnFakes, deferred, fakeLog, holderOf } from '@paycore/testing';
import request from 'supertest';
import { requireKey } from '../auth.ts';
import { payRoutes } from './pay.ts';
import { paymentRoutes } from './payments.ts';

const callerOf = (environment: Caller['environment'], id = 'prj_1') => ({ project: { id }, environment }) as Caller;
const keys: Record<string, Caller> = {
  pc_test_1: callerOf('test'),
  pc_live_1: callerOf('production'),
  pc_test_2: callerOf('test', 'prj_2'),
};

const minute = 60_000;
const day = 1_440 * minute;

/** The merchant's API on the real use cases. */
function anApi() {
  const core = coreOnFakes();
  const app = shell({
    name: 'api',
    log: fakeLog(),
    metrics: createMetrics(),
    ready: async () => true,
    routes: (express) => {
      const withKey = requireKey({ authenticate: async (key) => holderOf(keys[key]) });
      payRoutes(express, withKey, { ...core, urlRefusal: () => undefined });
      paymentRoutes(express, withKey, core);
    },
  });
  const create = async (differences: object = {}, { route = 'ecpay/atm', key = 'pc_test_1' } = {}) => {
    const body = { merchant_order_no: 'ORDER-1', amount: 980, gateway_credentials: { merchant_id: '3002607' } };
    const answer = await request(app)
      .post(`/api/paycore/pay/${route}`)
      .set('X-API-KEY', key)
      .send({ ...body, ...differences });
    return { status: answer.status, ...(answer.body as Answer) };
  };
  return { core, app, create };
}

interface Answer {
  readonly data: Readonly<Record<string, never>> & {
    readonly payment_no: string;
    readonly attempts: readonly Readonly<Record<string, unknown>>[];
    readonly redirect_form?: { readonly fields: Readonly<Record<string, string>> };
  };
  readonly error: object;
}

const conflictWith = (paymentNo: string) => ({
  status: 409,
  error: { error_code: 'ORDER_CONFLICT', payment_no: paymentNo },
});

describe('a create that another payment of the order is in the way of', () => {
  it.each([
    ['another amount', { amount: 981 }, {}],
    ['another currency', { currency: 'USD' }, { route: 'ecpay/aio' }],
    ['another method', {}, { route: 'ecpay/barcode' }],
    ['another gateway', {}, { route: 'smilepay/atm' }],
    ['another account', { gateway_credentials: { merchant_id: '2000132' } }, {}],
  ])('by %s is told which, open and paid', async (_what, differences, where) => {
    const { core, create } = anApi();
    const { data } = await create();
    expect(await create(differences, where)).toMatchObject(conflictWith(data.payment_no));
    const payment = await core.payments.find(data.payment_no);
    await core.settlePayment.execute(payment!, 1, { status: 'paid' });
    expect(await create(differences, where)).toMatchObject(conflictWith(data.payment_no));
  });

  it('is told which while that is still being created', async () => {
    const { core, create } = anApi();
    const [asked, answer] = [deferred<void>(), deferred<Created>()];
    core.gateway.create.next(() => {
      asked.resolve();
      return answer.promise;
    });
    const first = create();
    await asked.promise;
    const [payment] = core.payments.all();
    expect(await create()).toMatchObject(conflictWith(payment!.paymentNo));
    answer.resolve({ info: {}, page: { kind: 'code', code: 'GW226062212345' } });
    expect(await first).toMatchObject({ status: 200, data: { payment_no: payment!.paymentNo, created: true } });
  });

  it('is told which once it has placed all its orders', async () => {
    const { core, create } = anApi();
    const { data } = await create({ expire_days: 1 }, { route: 'ecpay/barcode' });
    for (let n = 1; n < 20; n += 1) {
      core.clock.advance(day + minute);
      const repeated = await create({ expire_days: 1 }, { route: 'ecpay/barcode' });
      expect(repeated).toMatchObject({ status: 200, data: { payment_no: data.payment_no, created: false } });
      expect(repeated.data.attempts).toHaveLength(n + 1);
    }
    core.clock.advance(day + minute);
    expect(await create({}, { route: 'ecpay/barcode' })).toMatchObject(conflictWith(data.payment_no));
  });
});

describe('the order number', () => {
  it('is one on each side: what a live payment has, a test key may use', async () => {
    const { create } = anApi();
    const live = await create({}, { key: 'pc_live_1' });
    const test = await create({ amount: 1 }, { key: 'pc_test_1' });
    expect(test).toMatchObject({ status: 200, data: { created: true, environment: 'test' } });
    expect(await create({}, { key: 'pc_live_1' })).toMatchObject({
      data: { payment_no: live.data.payment_no, created: false, environment: 'production' },
    });
    // A live key with test credentials is on the test side, too.
    const credentials = { merchant_id: '3002607', environment: 'test' };
    const tried = await create({ gateway_credentials: credentials }, { key: 'pc_live_1' });
    expect(tried).toMatchObject(conflictWith(test.data.payment_no));
  });

  it('is the same with blanks around it', async () => {
    const { create } = anApi();
    const { data } = await create();
    const again = await create({ merchant_order_no: ' ORDER-1\n' });
    expect(again).toMatchObject({
      data: { payment_no: data.payment_no, merchant_order_no: 'ORDER-1', created: false },
    });
  });

  it('finds the payment that was stored with them', async () => {
    const { core, create } = anApi();
    const { data } = await create();
    const stored = await core.payments.find(data.payment_no);
    await core.payments.remove(stored!);
    await core.payments.insert({ ...stored!, request: { ...stored!.request, merchantOrderNo: 'ORDER-1 ' } });
    expect(await create({ merchant_order_no: 'ORDER-1 ' })).toMatchObject({
      data: { payment_no: data.payment_no, created: false },
    });
  });
});

describe('a repeated create after the deadline', () => {
  it('places another order in the same payment, as query shows', async () => {
    const { core, app, create } = anApi();
    const first = await create({ expire_days: 1 }, { route: 'ecpay/barcode' });
    core.clock.advance(day + minute);
    const second = await create({ expire_days: 1 }, { route: 'ecpay/barcode' });
    expect(second).toMatchObject({ status: 200, data: { payment_no: first.data.payment_no, created: false } });
    const [old, fresh] = second.data.attempts;
    expect([old, fresh]).toMatchObject([
      { attempt_no: 1, status: 'pending', payment_info: first.data['payment_info'] },
      { attempt_no: 2, status: 'pending', payment_info: second.data['payment_info'] },
    ]);
    expect(fresh?.['gateway_order_no']).not.toBe(old?.['gateway_order_no']);
    expect(second.data['expires_at']).toBe(fresh?.['expires_at']);
    const found = await request(app)
      .get(`/api/paycore/payments/${first.data.payment_no}`)
      .set('X-API-KEY', 'pc_test_1');
    const { created: _created, ...asQueried } = second.data as Readonly<Record<string, unknown>>;
    expect(found.body.data).toEqual(asQueried);
  });
});

describe('redirect_form', () => {
  it('is the same for ten minutes, then has a number that no cashier has seen', async () => {
    const { core, create } = anApi();
    core.gateway.create.answer = ({ gatewayOrderNo }) => ({
      info: {},
      page: { kind: 'form', action: 'https://gateway.example/pay', fields: { MerchantTradeNo: gatewayOrderNo } },
    });
    const numberOf = async () => (await create()).data.redirect_form?.fields['MerchantTradeNo'];
    const first = await numberOf();
    core.clock.advance(10 * minute - 1);
    expect(await numberOf()).toBe(first);
    core.clock.advance(1);
    const second = await numberOf();
    expect([second, second === first]).toEqual([expect.any(String), false]);
    expect(await numberOf()).toBe(second);
    // Once a code was issued for the older number, no further one is taken.
    const payment = core.payments.all()[0]!;
    const page: Page = { kind: 'code', code: 'GW226062212345' };
    await core.settlePayment.execute(payment, 1, { status: 'pending', page, expiresAt: new Date('2026-07-01') });
    core.clock.advance(20 * minute);
    expect(await numberOf()).toBe(second);
  });
});
