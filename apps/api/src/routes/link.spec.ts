import { isPaymentNo, type Caller, type Page, type PlacedOrder } from '@paycore/core';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import { coreOnFakes, fakeLog, holderOf, setUpShop, type WantedMethod } from '@paycore/testing';
import request from 'supertest';
import { requireKey } from '../auth.ts';
import { documented } from './fixtures/documented.ts';
import { linkRoutes } from './link.ts';
import { payRoutes } from './pay.ts';
import { paymentRoutes } from './payments.ts';

const minute = 60_000;
const day = 1_440 * minute;
const keys: Readonly<Record<string, Caller>> = {
  pc_test_1: { project: { id: 'prj_1' }, environment: 'test' } as Caller,
  pc_live_1: { project: { id: 'prj_1' }, environment: 'production' } as Caller,
  pc_live_old: { project: { id: 'prj_1', allowsHttpNotices: true }, environment: 'production' } as Caller,
};

interface Answer {
  readonly data: Readonly<Record<string, unknown>> & { readonly payment_no: string };
  readonly error: { readonly error_code: string; readonly fields?: Readonly<Record<string, readonly string[]>> };
  readonly message: string;
}

/** The merchant's API on the real use cases, over a shop with these methods. */
async function anApi(methods: readonly WantedMethod[] = [['ecpay/atm'], ['smilepay/wallet']]) {
  const core = coreOnFakes();
  await setUpShop(core.shops, 'prj_1', methods);
  const app = shell({
    ...{ name: 'api', log: fakeLog(), metrics: createMetrics(), ready: async () => true },
    routes: (express) => {
      const withKey = requireKey({ authenticate: async (key) => holderOf(keys[key]) });
      const urlRefusal = (url: string) =>
        url.includes('10.0.0.1') ? ({ reason: 'private_address', host: '10.0.0.1', port: 80 } as const) : undefined;
      const services = { ...core, urlRefusal };
      linkRoutes(express, withKey, services);
      payRoutes(express, withKey, services);
      paymentRoutes(express, withKey, services);
    },
  });
  const call = async (verb: 'get' | 'post', path: string, body?: object, key = 'pc_test_1') => {
    const asked = request(app)[verb](`/api/paycore/${path}`).set('X-API-KEY', key);
    const { status, body: answer } = await (body ? asked.send(body) : asked);
    return { status, ...documented(answer as Answer) };
  };
  const from = (ms: number) => new Date(core.clock.now().getTime() + ms).toISOString();
  return { core, call, from };
}

const order = { merchant_order_no: 'A-1', amount: 980 };

describe('a payok_url over http', () => {
  it.each([
    ['pc_test_1', undefined],
    ['pc_live_old', undefined],
    ['pc_live_1', ['payok_url']],
  ])('of a create with %s has the faults %j, whoever picks the method', async (key, faulty) => {
    const { call } = await anApi();
    const body = { ...order, payok_url: 'http://shop.example/payok' };
    for (const path of ['pay', 'pay/ecpay/atm', 'pay/smilepay/wallet']) {
      const { error } = await call('post', path, body, key);
      const fields = Object.keys(error?.fields ?? {}).filter((name) => name === 'payok_url');
      expect([path, fields]).toEqual([path, faulty ?? []]);
    }
  });
});

describe('POST /api/paycore/pay', () => {
  it('creates a payment whose payer picks the method', async () => {
    const { call, from } = await anApi();
    const { status, message, data } = await call('post', 'pay', order);
    expect([status, message]).toEqual([200, 'Payment created successfully']);
    expect(isPaymentNo(data.payment_no)).toBe(true);
    expect(data).toMatchObject({
      ...{
        mode: 'all_in_one',
        gateway: 'paycore',
        method: 'all',
        status: 'pending',
        created: true,
        environment: 'test',
      },
      ...{ amount: 980, currency: 'TWD', payment_info: {}, attempts: [], expires_at: from(7 * day) },
      ...{ received_amount: 0, paid_twice: false, paid_beside: null, closed_reason: null },
      payment_url: expect.stringContaining(`/pay/${data.payment_no}?token=`) as unknown,
    });
  });

  it('leads the payer to a page in their language', async () => {
    const { call } = await anApi();
    const { data } = await call('post', 'pay', { ...order, locale: 'en' });
    expect(data['payment_url']).toContain('/en/pay/');
    const found = await call('get', `payments/${data.payment_no}`);
    expect(found.data['payment_url']).toBe(data['payment_url']);
  });

  it('is repeated as any create, and a conflict with other money or another mode', async () => {
    const { call } = await anApi();
    const { data } = await call('post', 'pay', order);
    const again = await call('post', 'pay', { ...order, amount: '980', item_name: 'Other', methods: ['ecpay/atm'] });
    expect(again).toMatchObject({ status: 200, data: { payment_no: data.payment_no, created: false, amount: 980 } });
    for (const [path, body] of [
      ['pay', { ...order, amount: 981 }],
      ['pay', { ...order, currency: 'USD' }],
      ['pay/ecpay/atm', order],
    ] as const) {
      expect(await call('post', path, body)).toMatchObject({
        ...{ status: 409, error: { error_code: 'ORDER_CONFLICT', payment_no: data.payment_no } },
      });
    }
  });

  it('takes null for nothing, as all creates do', async () => {
    const { call, from } = await anApi();
    const nothing = {
      methods: null,
      locale: null,
      link_expires_at: null,
      expire_days: null,
      gateway_credentials: null,
    };
    const { status, data } = await call('post', 'pay', { ...order, ...nothing });
    expect([status, data['created'], data['expires_at']]).toEqual([200, true, from(7 * day)]);
  });

  it('ends the link when the merchant says', async () => {
    const { call, from } = await anApi();
    const { data } = await call('post', 'pay', { ...order, link_expires_at: from(5 * minute) });
    expect(data['expires_at']).toBe(from(5 * minute));
    const { data: other } = await call('post', 'pay', {
      merchant_order_no: 'A-2',
      amount: 1,
      link_expires_at: from(60 * day),
    });
    expect(other['expires_at']).toBe(from(60 * day));
  });

  it.each([
    ['gateway_credentials', { merchant_id: '3002607' }],
    ['gateway_credentials', 'x'],
    ['amount', 0],
    ['amount', 9.99],
    ['amount', '1e3'],
    ['amount', undefined],
    ['merchant_order_no', ' '],
    ['methods', 'ecpay/atm'],
    ['methods', []],
    ['methods', ['ecpay/atm', 'ecpay/atm']],
    ['methods', ['ecpay/toString']],
    ['methods', ['acme/atm']],
    ['methods.0', [1]],
    ['methods', Array.from({ length: 101 }, () => 'ecpay/atm')],
    ['locale', 'fr'],
    ['locale', ['en']],
    ['link_expires_at', 'tomorrow'],
    ['link_expires_at', '2026-06-29T04:00:00'],
    ['link_expires_at', '2026-06-22T04:04:59Z'],
    ['link_expires_at', '2026-08-21T04:00:01Z'],
    ['payok_url', 'http://10.0.0.1/'],
    ['expire_days', 61],
  ])('refuses %s = %j, and stores nothing', async (field, value) => {
    const { call, core } = await anApi();
    const { status, error } = await call('post', 'pay', { ...order, [field.split('.')[0] ?? '']: value });
    expect([status, error.error_code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(Object.keys(error.fields ?? {}).some((name) => name.startsWith(field.split('.')[0] ?? ''))).toBe(true);
    expect(core.payments.all()).toEqual([]);
  });

  it('names all faulty fields at once', async () => {
    const { call } = await anApi();
    const { error } = await call('post', 'pay', { amount: 'x', locale: 1, methods: {}, gateway_credentials: {} });
    expect(Object.keys(error.fields ?? {}).sort()).toEqual([
      ...['amount', 'gateway_credentials', 'locale', 'merchant_order_no', 'methods'],
    ]);
  });

  it.each([
    [{ currency: 'USD' }, 'currency', [['ecpay/atm']]],
    [{ amount: '980.50' }, 'amount', [['ecpay/atm']]],
    [{ amount: '980.5555' }, 'amount', [['ecpay/atm']]],
    [{ amount: 29 }, 'amount', [['ecpay/atm', { min: 30 }]]],
    [{ methods: ['ecpay/barcode'] }, 'methods', [['ecpay/atm']]],
    [{}, 'currency', []],
  ] as const)('refuses %j, which nothing can take', async (fields, field, methods) => {
    const { call, core } = await anApi(methods);
    const { status, error } = await call('post', 'pay', { ...order, ...fields });
    expect([status, error.error_code, Object.keys(error.fields ?? {})]).toEqual([422, 'INVALID_ARGUMENT', [field]]);
    expect(core.payments.all()).toEqual([]);
  });

  it('uses what is set up on the key’s own side', async () => {
    const { call } = await anApi();
    expect(await call('post', 'pay', order, 'pc_live_1')).toMatchObject({ status: 422 });
  });
});

describe('a create without gateway_credentials', () => {
  it('uses the stored account', async () => {
    const { call } = await anApi();
    const { status, data } = await call('post', 'pay/ecpay/atm', order);
    expect([status, data['mode'], data['gateway'], data['method']]).toEqual([200, 'direct', 'ecpay', 'atm']);
  });

  it.each([undefined, null, '', '  '])('where %j stands for none', async (value) => {
    const { call } = await anApi();
    expect(await call('post', 'pay/ecpay/atm', { ...order, gateway_credentials: value })).toMatchObject({
      status: 200,
    });
    expect(await call('post', 'pay/ecpay/atm', { amount: 0, gateway_credentials: value }, 'pc_live_1')).toMatchObject({
      status: 422,
      error: {
        error_code: 'VALIDATION_FAILED',
        fields: {
          gateway_credentials: ['The gateway_credentials field is required.'],
          amount: expect.anything() as unknown,
          merchant_order_no: expect.anything() as unknown,
        },
      },
    });
  });

  it.each(['text', 1, []])('refuses credentials that are %j, stored account or not', async (value) => {
    const { call } = await anApi();
    for (const key of ['pc_test_1', 'pc_live_1']) {
      expect(await call('post', 'pay/ecpay/atm', { ...order, gateway_credentials: value }, key)).toMatchObject({
        ...{
          status: 422,
          error: { fields: { gateway_credentials: ['The gateway_credentials field must be an object.'] } },
        },
      });
    }
  });
});

describe('GET /api/paycore/methods', () => {
  it('lists what can be used now, in the shop’s order', async () => {
    const { call } = await anApi([['smilepay/wallet'], ['ecpay/atm', { min: 100, max: 20_000 }]]);
    const wallet = { gateway: 'smilepay', method: 'wallet', min: null, max: null, currencies: null };
    const atm = { gateway: 'ecpay', method: 'atm', min: 100, max: 20_000, currencies: ['TWD'] };
    expect(await call('get', 'methods')).toMatchObject({ status: 200, data: { methods: [wallet, atm] } });
    expect((await call('get', 'methods?amount=99')).data).toEqual({ methods: [wallet] });
    expect((await call('get', 'methods?amount=100.00&currency=twd')).data).toEqual({ methods: [wallet, atm] });
    expect((await call('get', 'methods?amount=9.99&currency=USD')).data).toEqual({ methods: [wallet] });
    expect((await call('get', 'methods', undefined, 'pc_live_1')).data).toEqual({ methods: [] });
  });

  it.each(['amount=0', 'amount=-1', 'amount=1e3', 'amount=1&amount=2', 'currency=T', 'amout=1', 'amount=%20'])(
    'refuses %s',
    async (query) => {
      const { call } = await anApi();
      expect(await call('get', `methods?${query}`)).toMatchObject({
        ...{ status: 422, error: { error_code: 'VALIDATION_FAILED' } },
      });
    },
  );
});

describe('an All-in-One payment in answers', () => {
  it('is counted in major units, and by value at a gateway that counts in cents', async () => {
    const { core, call } = await anApi([['ecpay/cents'], ['smilepay/wallet']]);
    const methods = core.gateway.methods;
    methods['cents'] = { name: 'credit', decimalsOf: () => 2 };
    const element: Page = { kind: 'element', params: {} };
    core.gateway.create.answer = () => ({ info: {}, page: element });
    const { data } = await call('post', 'pay', order);
    const choice = { gateway: 'ecpay', route: 'cents', fields: {} };
    const token = `token-of-${data.payment_no}`;
    await core.pressButton.execute({ paymentNo: data.payment_no, token, after: 0, choice });
    expect(core.gateway.create.calls[0]?.[0]).toMatchObject({ amount: 98_000 });
    const payment = await core.payments.find(data.payment_no);
    if (!payment) throw new Error('gone');
    const asked: PlacedOrder[] = [];
    core.gateway.query.answer = (placed) => {
      asked.push(placed);
      return { status: 'paid', gatewayTradeNo: 'T' };
    };
    const { data: paid } = await call('post', `payments/${data.payment_no}/sync`, {});
    expect(asked[0]?.amount).toBe(98_000);
    expect(paid).toMatchObject({
      ...{ gateway: 'ecpay', method: 'credit', mode: 'all_in_one', status: 'paid', amount: 980, received_amount: 980 },
    });
  });

  it('can be paid until its code’s deadline, and once that has passed until its link ends', async () => {
    const { core, call, from } = await anApi();
    const { data } = await call('post', 'pay', { ...order, expire_days: 1 });
    const choice = { gateway: 'ecpay', route: 'atm', fields: {} };
    const token = `token-of-${data.payment_no}`;
    await core.pressButton.execute({ paymentNo: data.payment_no, token, after: 0, choice });
    const expiresAt = async () => (await call('get', `payments/${data.payment_no}`)).data['expires_at'];
    expect(await expiresAt()).toBe(from(day));
    core.clock.advance(day);
    expect(await expiresAt()).toBe(from(6 * day));
  });

  it('can be cancelled before anything is picked', async () => {
    const { call } = await anApi();
    const { data } = await call('post', 'pay', order);
    expect(await call('post', `payments/${data.payment_no}/cancel`, {})).toMatchObject({
      ...{ status: 200, data: { status: 'failed', closed_reason: 'cancelled', gateway: 'paycore', method: 'all' } },
    });
    expect((await call('post', 'pay', order)).data).toMatchObject({ created: true });
  });
});
