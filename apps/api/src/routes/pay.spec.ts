import {
  PayCoreError,
  Gateways,
  Secret,
  type Attempt,
  type Caller,
  type CreateOrder,
  type Gateway,
  type Page,
} from '@paycore/core';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import {
  FakeClock,
  FakeLinks,
  type PaymentDifferences,
  aPayment,
  anAttempt,
  fakeLog,
  holderOf,
} from '@paycore/testing';
import fc from 'fast-check';
import request from 'supertest';
import { requireKey } from '../auth.ts';
import { payRoutes } from './pay.ts';

const key = 'pc_test_000000000001';
const method = { name: 'atm', currencies: ['TWD'], decimalsOf: () => 0 };
const ecpay = { name: 'ecpay', methods: { atm: method, 'aio/atm': method } } as unknown as Gateway;
const caller = { project: { id: 'prj_1' }, environment: 'test' } as Caller;

interface Answered extends Pick<PaymentDifferences, 'status' | 'expiresAt' | 'attempts'> {
  readonly page?: Page;
  readonly created: boolean;
}

function anApi(answer: () => Answered = () => ({ created: true })) {
  const asked: string[] = [];
  const orders: CreateOrder[] = [];
  const projects = {
    authenticate: async (input: string) => {
      asked.push(input);
      return holderOf(input === key ? caller : undefined);
    },
  };
  const createPayment = {
    hasAccount: async () => false,
    execute: async (_caller: Caller, order: CreateOrder) => {
      orders.push(order);
      const { page, created, ...differences } = answer();
      const { request, route } = order;
      const payment = aPayment({ request, route, ...differences, ...(page && { page: Secret.of(page) }) });
      return { payment, created };
    },
  };
  const app = shell({
    name: 'api',
    log: fakeLog(),
    metrics: createMetrics(),
    ready: async () => true,
    routes: (express) =>
      payRoutes(express, requireKey(projects), {
        gateways: new Gateways([ecpay]),
        createPayment,
        links: new FakeLinks(),
        clock: new FakeClock(),
        urlRefusal: (url) => {
          const { hostname: host, port } = new URL(url);
          return host === '127.0.0.1' ? { reason: 'private_address', host, port: Number(port) } : undefined;
        },
      }),
  });
  return { app, asked, orders };
}

const post = (app: ReturnType<typeof anApi>['app'], body: unknown, path = '/api/paycore/pay/ecpay/atm') =>
  request(app)
    .post(path)
    .set({ 'X-API-KEY': key, 'Content-Type': 'application/json' })
    .send(typeof body === 'string' ? body : JSON.stringify(body));

const good = { merchant_order_no: 'ORDER-1', amount: 980, gateway_credentials: { merchant_id: '3002607' } };

describe('a good create', () => {
  it('answers the payment', async () => {
    const { app, orders } = anApi();
    const { status, body } = await post(app, { ...good, item_name: '雨傘' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      message: 'Payment created successfully',
      data: { merchant_order_no: 'ORDER-1', amount: 980, currency: 'TWD', status: 'pending', created: true },
    });
    expect(body.data.payment_url).toBe(new FakeLinks().page(body.data.payment_no as string));
    expect(body.data).not.toHaveProperty('redirect_form');
    expect(orders).toMatchObject([{ gateway: 'ecpay', route: 'atm', credentials: { merchant_id: '3002607' } }]);
  });

  it('takes the blanks around an order number away', async () => {
    const { app, orders } = anApi();
    const { body } = await post(app, { ...good, merchant_order_no: ' ORDER-1 ' });
    expect(body.data.merchant_order_no).toBe('ORDER-1');
    expect(orders).toMatchObject([{ request: { merchantOrderNo: 'ORDER-1' }, untrimmedOrderNo: ' ORDER-1 ' }]);
  });

  it('says when it is a repeat', async () => {
    const { app } = anApi(() => ({ created: false }));
    const { body } = await post(app, good);
    expect(body).toMatchObject({ message: 'Payment created successfully', data: { created: false } });
  });

  it('takes a method of two words, and answers its form', async () => {
    const page = { kind: 'form', action: 'https://gateway.example/pay', fields: { MerchantID: '1' } } as const;
    const { app, orders } = anApi(() => ({ page, created: true }));
    const { body } = await post(app, good, '/api/paycore/pay/ecpay/aio/atm');
    expect(orders[0]?.route).toBe('aio/atm');
    expect(body.data.redirect_form).toEqual({ action: page.action, method: 'POST', fields: page.fields });
  });

  it('answers the newest form that our page gave to nobody, while that can be paid', async () => {
    const form = (n: string) =>
      Secret.of<Page>({ kind: 'form', action: 'https://gateway.example/pay', fields: { MerchantTradeNo: n } });
    const formOf = async (...attempts: Partial<Attempt>[]) => {
      const made = attempts.map((one, at) => anAttempt({ no: at + 1, page: form(String(at + 1)), ...one }));
      const { app } = anApi(() => ({ created: false, attempts: made }));
      const { redirect_form: answered } = (await post(app, good, '/api/paycore/pay/ecpay/aio/atm')).body.data as {
        redirect_form?: { fields: object };
      };
      return answered?.fields;
    };
    const past = new Date('2026-06-22T04:00:00Z');
    const code = Secret.of<Page>({ kind: 'code', code: 'GW226062212345' });
    expect(await formOf({}, {})).toEqual({ MerchantTradeNo: '2' });
    expect(await formOf({ page: code }, {})).toEqual({ MerchantTradeNo: '2' });
    expect(await formOf({}, { page: code })).toEqual({ MerchantTradeNo: '1' });
    expect(await formOf({}, { isOut: true })).toEqual({ MerchantTradeNo: '1' });
    expect(await formOf({ isOut: true }, { page: code })).toBeUndefined();
    expect(await formOf({}, { expiresAt: past })).toBeUndefined();
    expect(await formOf({}, { status: 'failed' })).toBeUndefined();
  });

  it.each(['pending', 'paid', 'failed', 'expired'] as const)(
    'repeated, answers the form while pending: %s',
    async (status) => {
      const page = { kind: 'form', action: 'https://gateway.example/pay', fields: { MerchantID: '1' } } as const;
      const { app } = anApi(() => ({ page, created: false, status }));
      const { body } = await post(app, good, '/api/paycore/pay/ecpay/aio/atm');
      expect(body.data).toMatchObject({ created: false, status });
      expect('redirect_form' in body.data).toBe(status === 'pending');
    },
  );

  it.each<Page>([
    { kind: 'account', bankCode: '013', account: '9103522175887271' },
    { kind: 'code', code: 'GW226062212345' },
    { kind: 'redirect', url: 'https://gateway.example/pay' },
  ])('answers no form for $kind', async (page) => {
    const { app } = anApi(() => ({ page, created: true }));
    expect((await post(app, good)).body.data).not.toHaveProperty('redirect_form');
  });
});

const refused = (fields: Record<string, string[]>) => ({
  success: false,
  message: 'Validation failed',
  error: { error_code: 'VALIDATION_FAILED', fields },
});

const required = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, [`The ${name} field is required.`]]));
const requiredFields = required('merchant_order_no', 'amount', 'gateway_credentials');
const texts = {
  merchant_order_no: 100,
  currency: 10,
  payer_account: 100,
  item_name: 200,
  description: 200,
  buyer_name: 100,
  buyer_mobile: 30,
  buyer_phone: 30,
  buyer_tel: 30,
  buyer_email: 150,
  success_url: 2048,
  return_url: 2048,
  cancel_url: 2048,
  payok_url: 2048,
};
const noUrls = [
  'shop.example',
  '//shop.example/x',
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://shop.example',
  'file:///etc/passwd',
  'http:shop.example',
  'http://',
  'https://a b.example',
  'https://user:secret@shop.example/',
  'https:\\\\shop.example',
  'https://shop.example:99999/',
  ' https://shop.example/',
];
const noEmails = [
  'x',
  'x@',
  '@example.com',
  'x@y',
  'x y@example.com',
  'x..y@example.com',
  'x@example.com, y@example.com',
  '<x@example.com>',
];

type Case = [name: string, value: unknown, sentence: string];

/** `rule` completes "The {name} field …". */
const each = (names: string[], values: unknown[], rule: string): Case[] =>
  names.flatMap((name) => values.map((value): Case => [name, value, `The ${name} field ${rule}.`]));

const badFields = [
  ...each(Object.keys(good), [null, '', ' '], 'is required'),
  ...each(['amount'], ['980', 980.5, true, [980], { $ne: null }, { $gt: 0 }], 'must be an integer'),
  ...each(['amount'], [-1, 0], 'must be at least 1'),
  ...each(['amount'], [1_000_000_000_000, 1e300], 'must not be greater than 999999999999'),
  ...each(Object.keys(texts), [1, false, ['x'], {}, { $ne: null }, { $regex: '.*' }], 'must be a string'),
  ...each(Object.keys(texts), ['x\u0000', 'x\ud800'], 'must be valid Unicode text without null characters'),
  ...Object.entries(texts).flatMap(([name, max]) =>
    each([name], ['x'.repeat(max + 1)], `must not be greater than ${max} characters`),
  ),
  ...each(['success_url', 'return_url', 'cancel_url', 'payok_url'], noUrls, 'must be a valid URL'),
  ...each(['payok_url'], ['http://127.0.0.1/payok'], 'must not point to a private address'),
  ...each(['buyer_email'], noEmails, 'must be a valid email address'),
  ...each(['expire_days'], ['7', 1.5, [7], {}], 'must be an integer'),
  ...each(['expire_days'], [0, 61, -1, 1e9], 'must be between 1 and 60'),
  ...each(['gateway_credentials'], ['x', 1, true, []], 'must be an object'),
];

describe('bad input', () => {
  const { app, orders } = anApi();
  afterEach(() => {
    expect(orders).toHaveLength(0);
  });

  it.each(badFields)('%s = %j', async (name, value, sentence) => {
    const { status, body } = await post(app, { ...good, [name]: value });
    expect([status, body]).toEqual([422, refused({ [name]: [sentence] })]);
  });

  it.each([{}, [], [good], 'null', '"text"', '17', 'true', '{"__proto__": {"amount": 1}}'])(
    'body %j',
    async (input) => {
      const { status, body } = await post(app, input);
      expect([status, body]).toEqual([422, refused(requiredFields)]);
    },
  );

  it('tells all faults at once', async () => {
    const { body } = await post(app, { amount: '980', expire_days: 61, buyer_email: 'x', payok_url: 'x' });
    expect(body).toEqual(
      refused({
        ...required('merchant_order_no', 'gateway_credentials'),
        amount: ['The amount field must be an integer.'],
        expire_days: ['The expire_days field must be between 1 and 60.'],
        buyer_email: ['The buyer_email field must be a valid email address.'],
        payok_url: ['The payok_url field must be a valid URL.'],
      }),
    );
  });

  it('reads numbers as JSON means them', async () => {
    const body = (amount: string) => `{"merchant_order_no": "A", "gateway_credentials": 1, "amount": ${amount}}`;
    const faults = async (amount: string) => (await post(app, body(amount))).body.error.fields.amount as unknown;
    expect(await faults('1e3')).toBeUndefined();
    expect(await faults('980.0')).toBeUndefined();
    expect(await faults('1e999')).toEqual(['The amount field must be an integer.']);
    expect(await faults('-0')).toEqual(['The amount field must be at least 1.']);
  });

  it('is not moved by depth', async () => {
    const sent = (depth: number) => {
      const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      return post(app, `{"merchant_order_no": ${deep}, "amount": 1, "gateway_credentials": {}}`);
    };
    const { status, body } = await sent(31);
    expect([status, body.error.fields]).toEqual([
      422,
      { merchant_order_no: ['The merchant_order_no field must be a string.'] },
    ]);
    const deeper = await sent(9_000);
    expect([deeper.status, deeper.body.error.error_code]).toEqual([400, 'INVALID_JSON']);
  });

  it('refuses what is no JSON, too large or of another type', async () => {
    const answers = [
      await post(app, '{"amount": 1'),
      await post(app, ''),
      await post(app, JSON.stringify({ ...good, item_name: 'x'.repeat(65_536) })),
      await post(app, 'amount=980').set('Content-Type', 'application/x-www-form-urlencoded'),
      await post(app, good).set('Content-Type', 'text/plain'),
    ];
    expect(answers.map(({ status, body }) => [status, String(body.error.error_code)])).toEqual([
      [400, 'INVALID_JSON'],
      [400, 'INVALID_JSON'],
      [413, 'PAYLOAD_TOO_LARGE'],
      [415, 'UNSUPPORTED_MEDIA_TYPE'],
      [415, 'UNSUPPORTED_MEDIA_TYPE'],
    ]);
  });
});

describe('keys and addresses', () => {
  const unauthorized = { error_code: 'UNAUTHORIZED' };

  it('asks for the key before it reads the body', async () => {
    const { app, asked, orders } = anApi();
    for (const headers of [{}, { 'X-API-KEY': 'pc_test_unknown' }, { 'X-API-KEY': '' }]) {
      const { status, body } = await request(app)
        .post('/api/paycore/pay/ecpay/atm')
        .set({ 'Content-Type': 'text/plain', ...headers })
        .send('{');
      expect([status, body.success, body.error]).toEqual([401, false, unauthorized]);
    }
    expect(asked.filter((key) => key !== '')).toEqual(['pc_test_unknown']);
    expect(orders).toHaveLength(0);
  });

  it('knows no other gateway, method or verb', async () => {
    const { app } = anApi();
    for (const path of ['acme/atm', 'ecpay/constructor', 'ecpay/__proto__', 'ecpay', 'ecpay/atm/x', '%ff/atm']) {
      const { status, body } = await post(app, good, `/api/paycore/pay/${path}`);
      expect([status, body.error.error_code]).toEqual([404, 'NOT_FOUND']);
    }
    const { status, body, headers } = await request(app).get('/api/paycore/pay/ecpay/atm').set('X-API-KEY', key);
    expect([status, body.error.error_code, headers['allow']]).toEqual([405, 'METHOD_NOT_ALLOWED', 'POST']);
  });
});

it('passes on what the use case refuses', async () => {
  const { app } = anApi(() => {
    throw new PayCoreError('invalid', 'INVALID_ARGUMENT', 'The currency must be one of: TWD.', {
      fields: { currency: ['The currency must be one of: TWD.'] },
    });
  });
  const { status, body } = await post(app, { ...good, currency: 'usd' });
  expect([status, body.error.error_code]).toEqual([422, 'INVALID_ARGUMENT']);
});

it('never fails by the shape of a body', async () => {
  const { app } = anApi();
  const name = fc.constantFrom(...Object.keys({ ...good, ...texts, expire_days: 1 }), '__proto__', 'constructor');
  const body = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(name, fc.jsonValue()).map((input) => ({ ...good, ...input })),
  );
  await fc.assert(
    fc.asyncProperty(body, async (input) => {
      const { status } = await post(app, JSON.stringify(input));
      expect([200, 422]).toContain(status);
    }),
    { numRuns: 50 },
  );
});
