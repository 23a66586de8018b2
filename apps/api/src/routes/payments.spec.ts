import {
  gatewayUnavailable,
  merchantOrderOf,
  paymentStatuses,
  Secret,
  type Caller,
  type Page,
  type Payment,
  type PaymentStatus,
} from '@paycore/core';
import { answers, failure, KeyGuard, shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import {
  type PaymentDifferences,
  SeededRandom,
  aPayment,
  anAttempt,
  coreOnFakes,
  fakeLog,
  holderOf,
} from '@paycore/testing';
import request from 'supertest';
import { requireKey } from '../auth.ts';
import { homeRoutes } from './home.ts';
import { paymentRoutes } from './payments.ts';

const callerOf = (environment: Caller['environment'], id = 'prj_1') => ({ project: { id }, environment }) as Caller;
const keys: Record<string, Caller> = {
  pc_test_1: callerOf('test'),
  pc_live_1: callerOf('production'),
  pc_test_2: callerOf('test', 'prj_2'),
  pc_live_2: callerOf('production', 'prj_2'),
};

interface Body {
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>> & {
    readonly payments: readonly { readonly payment_no: string }[];
    readonly next_cursor: string | null;
  };
  readonly error: { readonly error_code: string; readonly fields?: Readonly<Record<string, readonly string[]>> };
}

function anApi() {
  const core = coreOnFakes();
  const app = shell({
    name: 'api',
    log: fakeLog(),
    metrics: createMetrics(),
    ready: async () => true,
    routes: (express) => {
      const lookUp = async (key: string) => holderOf(keys[key]);
      const withKey = requireKey(new KeyGuard({ windowSeconds: 60, maxFailures: 3, lookUp }));
      paymentRoutes(express, withKey, core);
      homeRoutes(express, withKey, core);
    },
  });
  const get = async (path: string, key = 'pc_test_1') => {
    const { status, body } = await request(app).get(`/api/paycore${path}`).set('X-API-KEY', key);
    return { status, body: body as Body };
  };
  const list = (query = '', key?: string) => get(`/payments${query}`, key);
  const post = async (path: string, key = 'pc_test_1', text = '{}') => {
    const sent = request(app).post(`/api/paycore${path}`).set({ 'X-API-KEY': key, 'Content-Type': 'application/json' });
    const { status, body } = await sent.send(text);
    return { status, body: body as Body };
  };
  const cancel = (no: string, key?: string, text?: string) => post(`/payments/${no}/cancel`, key, text);
  const stored = async (differences: PaymentDifferences = {}) => {
    const payment = aPayment(differences);
    await core.payments.insert(payment);
    return payment;
  };
  return { core, get, list, post, cancel, stored };
}

const numbersOf = ({ body }: { body: Body }) => body.data.payments.map((one) => one.payment_no);
const page = Secret.of<Page>({ kind: 'redirect', url: 'https://gateway.example/' });
const refusal = (status: number, error_code: string) => ({ status, body: { error: { error_code } } });

describe('POST payments/{paymentNo}/cancel', () => {
  it('answers the payment as the query does, again and again, with and without a body', async () => {
    const { get, cancel, stored } = anApi();
    const { paymentNo } = await stored();
    const { status, body } = await cancel(paymentNo);
    expect(status).toBe(200);
    expect(answers.cancelled.parse(body)).toMatchObject({ data: { status: 'failed', closed_reason: 'cancelled' } });
    expect(body.data).toEqual((await get(`/payments/${paymentNo}`)).body.data);
    for (const text of ['{}', '', '{"reason":"x"}']) {
      expect(await cancel(paymentNo, 'pc_test_1', text)).toEqual({ status, body });
    }
  });

  it.each(['failed', 'expired'] as const)('changes nothing of one that is %s', async (status) => {
    const { core, cancel, stored } = anApi();
    const payment = await stored({ status, holdsOrder: false });
    expect(await cancel(payment.paymentNo)).toMatchObject({
      status: 200,
      body: { message: 'Payment cancelled', data: { status, closed_reason: status === 'failed' ? 'refused' : status } },
    });
    expect(await core.payments.find(payment.paymentNo)).toEqual(payment);
  });

  it.each<[string, PaymentDifferences]>([
    ['paid', { status: 'paid' }],
    ['being created', { creating: { token: 't', until: new Date(0), attempts: 1, isReleased: false } }],
    ['under way', { isUnderWay: true }],
    ['completing', { completing: { attempt: 1, until: new Date(0) } }],
  ])('is refused while it is %s, and names it', async (_what, differences) => {
    const { core, cancel, stored } = anApi();
    const payment = await stored(differences);
    const { status, body } = await cancel(payment.paymentNo);
    expect([status, failure.parse(body).error]).toEqual([
      409,
      { error_code: 'ORDER_CONFLICT', payment_no: payment.paymentNo },
    ]);
    expect(await core.payments.find(payment.paymentNo)).toEqual(payment);
  });

  it('says that the gateway failed where it has to cancel first, and changes nothing', async () => {
    const { core, get, cancel, stored } = anApi();
    core.gateway.canCancel = true;
    core.gateway.cancel.next(() => {
      throw gatewayUnavailable(new Error('timeout'));
    });
    const payment = await stored({ page });
    const before = await get(`/payments/${payment.paymentNo}`);
    expect(await cancel(payment.paymentNo)).toMatchObject(refusal(502, 'PAYMENT_GATEWAY_ERROR'));
    expect(await get(`/payments/${payment.paymentNo}`)).toEqual(before);
    expect(await core.payments.findHolder(merchantOrderOf(payment))).toMatchObject({ paymentNo: payment.paymentNo });
    expect(await cancel(payment.paymentNo)).toMatchObject({ status: 200 });
  });

  it('knows no payment of others, of the other side, or of no number, and wants JSON', async () => {
    const { core, cancel, stored } = anApi();
    const [mine, live] = [await stored(), await stored({ environment: 'production' })];
    const calls = [
      await cancel(mine.paymentNo, 'pc_test_2'),
      await cancel(mine.paymentNo, 'pc_live_2'),
      await cancel(live.paymentNo),
      await cancel('PAY202606221200ZZZZZZZZ'),
      await cancel('x'),
      await cancel('%00'),
    ];
    for (const call of calls) expect(call).toMatchObject(refusal(404, 'PAYMENT_NOT_FOUND'));
    expect(await cancel(mine.paymentNo, 'pc_test_1', '{')).toMatchObject(refusal(400, 'INVALID_JSON'));
    expect([await core.payments.find(mine.paymentNo), await core.payments.find(live.paymentNo)]).toEqual([mine, live]);
    expect((await cancel(live.paymentNo, 'pc_live_1')).status).toBe(200);
  });
});

describe('GET payments', () => {
  it('answers payments as the query does, newest first, in the contract’s words', async () => {
    const { get, list, stored } = anApi();
    const payments = [];
    for (let n = 0; n < 25; n += 1) payments.push(await stored({ createdAt: new Date(1_782_000_000_000 + n) }));
    const { status, body } = await list();
    expect(status).toBe(200);
    const { data } = answers.listed.parse(body);
    const newest = payments.reverse().slice(0, 20);
    expect(data.payments.map((one) => one.payment_no)).toEqual(newest.map(({ paymentNo }) => paymentNo));
    expect(data.payments[0]).toEqual((await get(`/payments/${newest[0]?.paymentNo}`)).body.data);
    const last = await list(`?cursor=${data.next_cursor}&limit=100`);
    expect([last.body.data.payments.length, last.body.data.next_cursor]).toEqual([5, null]);
    expect((await list('', 'pc_test_2')).body.data).toEqual({ payments: [], next_cursor: null });
  });

  it('finds the payment of an order, with blanks around its number too', async () => {
    const { list, stored } = anApi();
    const { paymentNo, request: order } = await stored();
    await stored();
    expect(numbersOf(await list(`?merchant_order_no=${order.merchantOrderNo}`))).toEqual([paymentNo]);
    expect(numbersOf(await list(`?merchant_order_no=%20${order.merchantOrderNo}%20`))).toEqual([paymentNo]);
    expect(numbersOf(await list('?merchant_order_no=NONE'))).toEqual([]);
  });

  it('reads times with their offset, the first inclusive', async () => {
    const { list, stored } = anApi();
    const { paymentNo } = await stored({ createdAt: new Date('2026-06-21T16:00:00Z') });
    const of = async (query: string) => numbersOf(await list(query));
    expect(await of('?created_from=2026-06-22T00:00:00%2B08:00')).toEqual([paymentNo]);
    expect(await of('?created_from=2026-06-22T00:00:00.001%2B08:00')).toEqual([]);
    expect(await of('?created_to=2026-06-21T16:00:00Z')).toEqual([]);
    expect(await of('?created_to=2026-06-21T16:00:00.001Z')).toEqual([paymentNo]);
  });

  it.each<[string, string, string]>([
    ['limit', '?limit=0', 'must be between 1 and 100.'],
    ['limit', '?limit=101', 'must be between 1 and 100.'],
    ['limit', '?limit=-1', 'must be an integer.'],
    ['limit', '?limit=1.5', 'must be an integer.'],
    ['limit', '?limit=1e1', 'must be an integer.'],
    ['limit', '?limit=%D9%A9', 'must be an integer.'],
    ['limit', '?limit=5&limit=5', 'must be a string.'],
    ['status', '?status=open', 'must be one of: pending, expired, failed, paid.'],
    ['status', '?status=paid&status=failed', 'must be a string.'],
    ['environment', '?environment=live', 'must be one of: test, production.'],
    ['attention', '?attention=all', 'must be one of: paid_twice, paid_beside.'],
    ['created_from', '?created_from=yesterday', 'must be an ISO 8601 time with an offset; in a URL, + is %2B.'],
    ['created_from', '?created_from=2026-06-22', 'must be an ISO 8601 time with an offset; in a URL, + is %2B.'],
    ['created_to', '?created_to=2026-06-22T00:00:00', 'must be an ISO 8601 time with an offset; in a URL, + is %2B.'],
    [
      'created_to',
      '?created_to=2026-06-22T00:00:00+08:00',
      'must be an ISO 8601 time with an offset; in a URL, + is %2B.',
    ],
    ['created_to', '?created_to=2026-02-30T00:00:00Z', 'must be an ISO 8601 time with an offset; in a URL, + is %2B.'],
    ['created_to', '?created_to=1782000000', 'must be an ISO 8601 time with an offset; in a URL, + is %2B.'],
    ['merchant_order_no', '?merchant_order_no=a&merchant_order_no=b', 'must be a string.'],
    ['merchant_order_no', `?merchant_order_no=${'x'.repeat(101)}`, 'must not be greater than 100 characters.'],
    ['cursor', `?cursor=${'x'.repeat(201)}`, 'must not be greater than 200 characters.'],
    ['merchant_order_no', '?merchant_order_no=', 'is required.'],
    ['cursor', '?cursor=%20', 'is required.'],
    ['status', '?status=', 'must be one of: pending, expired, failed, paid.'],
    ['limit', '?limit=', 'must be an integer.'],
    ['cursor', '?cursor=x', 'must be the next_cursor of a list with the same filters.'],
    ['cursor', '?cursor=a&cursor=b', 'must be a string.'],
  ])('refuses %s of %s', async (field, query, rule) => {
    const { status, body } = await anApi().list(query);
    expect([status, failure.parse(body).error]).toEqual([
      422,
      { error_code: 'VALIDATION_FAILED', fields: { [field]: [`The ${field} field ${rule}`] } },
    ]);
  });

  it('refuses what it does not know, all of it at once', async () => {
    const { list } = anApi();
    for (const name of ['page', 'Status', 'limit[]', '__proto__', 'constructor', 'project', 'token']) {
      const { status, body } = await list(`?${name}=1`);
      expect([name, status, Object.entries(body.error.fields ?? {})]).toEqual([
        name,
        422,
        [[name, [`There is no ${name} field.`]]],
      ]);
    }
    const { body } = await list('?page=1&limit=0&status=x');
    expect(Object.keys(body.error.fields ?? {}).sort()).toEqual(['limit', 'page', 'status']);
  });

  it('takes a cursor with the filters it was given for alone', async () => {
    const { list, stored } = anApi();
    for (let n = 0; n < 3; n += 1) await stored();
    const cursor = (await list('?limit=1')).body.data.next_cursor ?? '';
    expect((await list(`?limit=2&cursor=${cursor}`)).status).toBe(200);
    expect((await list(`?environment=test&cursor=${cursor}`, 'pc_live_1')).status).toBe(200);
    const others = [
      list(`?cursor=${cursor}&status=pending`),
      list(`?cursor=${cursor}&created_from=2026-01-01T00:00:00Z`),
      list(`?cursor=${cursor}`, 'pc_live_1'),
      list(`?cursor=${cursor}`, 'pc_test_2'),
      list(`?cursor=${cursor.slice(0, -1)}`),
      list(`?cursor=${cursor.replace('.', '-')}`),
    ];
    for (const other of await Promise.all(others)) expect(other).toMatchObject(refusal(422, 'VALIDATION_FAILED'));
  });

  it('is over HTTP what a naive list of 1,000 payments is', async () => {
    const { list, stored } = anApi();
    const random = new SeededRandom(14);
    const of = <T>(items: readonly T[]) => random.oneOf(items) as T;
    const all: Payment[] = [];
    const callers = Object.values(keys);
    for (let n = 0; n < 1_000; n += 1) {
      const { project, environment } = of(callers);
      const status: PaymentStatus = of(paymentStatuses);
      const twice = { attempts: [1, 2].map((no) => anAttempt({ no, status: 'paid' })), keptAttempt: 1 };
      all.push(
        await stored({
          project: project.id,
          environment,
          createdAt: new Date(1_782_000_000_000 + random.below(50)),
          request: { ...aPayment().request, merchantOrderNo: `A-${random.below(20)}` },
          ...(random.isLucky(0.1) ? twice : { status }),
          holdsOrder: false,
        }),
      );
    }
    for (let round = 0; round < 60; round += 1) {
      const [key, caller] = of(Object.entries(keys));
      const [order, status] = [
        random.isLucky(0.4) && `A-${random.below(20)}`,
        random.isLucky(0.4) && of(paymentStatuses),
      ];
      const from = random.isLucky(0.3) && new Date(1_782_000_000_000 + random.below(50)).toISOString();
      const isTwice = random.isLucky(0.2);
      const filters = {
        ...(order && { merchant_order_no: order }),
        ...(status && { status }),
        ...(from && { created_from: from }),
        ...(isTwice && { attention: 'paid_twice' }),
      };
      const expected = all
        .filter((one) => one.project === caller.project.id && one.environment === caller.environment)
        .filter((one) => !order || one.request.merchantOrderNo === order)
        .filter((one) => !status || one.status === status)
        .filter((one) => !from || one.createdAt.toISOString() >= from)
        .filter((one) => !isTwice || one.attempts.length === 2)
        .map((one) => `${one.createdAt.getTime()} ${one.paymentNo}`)
        .sort()
        .reverse()
        .map((line) => line.split(' ')[1]);
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const limit = `${10 + random.below(91)}`;
        const query: URLSearchParams = new URLSearchParams({ ...filters, limit, ...(cursor && { cursor }) });
        const answer = await list(`?${query}`, key);
        found.push(...numbersOf(answer));
        cursor = answer.body.data.next_cursor;
      } while (cursor);
      expect(found).toEqual(expected);
    }
  });
});

describe('what a key sees', () => {
  const seen = async (api: ReturnType<typeof anApi>, path: string, key: string) => {
    const { status, body } = await api.get(path, key);
    if (status !== 200) return body.error.error_code;
    const all = (body.data['recent_transactions'] ?? body.data.payments) as readonly { readonly environment: string }[];
    return [...new Set(all.map(({ environment }) => environment))];
  };

  it.each(['/payments', '/home/overview'])(
    'is its own side in %s, or the one that a live key asks for',
    async (path) => {
      const api = anApi();
      await api.stored();
      await api.stored({ environment: 'production' });
      expect(await seen(api, path, 'pc_test_1')).toEqual(['test']);
      expect(await seen(api, path, 'pc_live_1')).toEqual(['production']);
      expect(await seen(api, `${path}?environment=test`, 'pc_test_1')).toEqual(['test']);
      expect(await seen(api, `${path}?environment=test`, 'pc_live_1')).toEqual(['test']);
      expect(await seen(api, `${path}?environment=production`, 'pc_live_1')).toEqual(['production']);
      expect(await seen(api, `${path}?environment=production`, 'pc_test_1')).toBe('FORBIDDEN');
      expect(await seen(api, path, 'pc_live_2')).toEqual([]);
    },
  );

  it('is refused in the envelope, and not counted as a guess of a key', async () => {
    const { list } = anApi();
    for (let n = 0; n < 5; n += 1) {
      const { status, body } = await list('?environment=production');
      expect([status, failure.parse(body)]).toEqual([
        403,
        {
          success: false,
          message: 'A test API key cannot see production payments.',
          error: { error_code: 'FORBIDDEN' },
        },
      ]);
    }
    expect((await list()).status).toBe(200);
  });

  it('by number is the test side for a test key, all of its project for a live one', async () => {
    const { get, post, stored } = anApi();
    const [test, live] = [await stored(), await stored({ environment: 'production' })];
    const statuses = async (no: string, key: string) => [
      (await get(`/payments/${no}`, key)).status,
      (await post(`/payments/${no}/sync`, key)).status,
    ];
    expect(await statuses(test.paymentNo, 'pc_test_1')).toEqual([200, 200]);
    expect(await statuses(live.paymentNo, 'pc_test_1')).toEqual([404, 404]);
    expect(await statuses(test.paymentNo, 'pc_live_1')).toEqual([200, 200]);
    expect(await statuses(live.paymentNo, 'pc_live_1')).toEqual([200, 200]);
    expect(await statuses(test.paymentNo, 'pc_live_2')).toEqual([404, 404]);
    expect(await get(`/payments/${live.paymentNo}`)).toMatchObject(refusal(404, 'PAYMENT_NOT_FOUND'));
  });

  it('is in the overview the sums and payments of one side', async () => {
    const { get, stored } = anApi();
    const at = new Date('2026-06-22T04:00:00Z');
    await stored({ status: 'paid', paidAt: at, request: { ...aPayment().request, amount: 7 } });
    await stored({
      ...{ status: 'paid', paidAt: at, environment: 'production' },
      request: { ...aPayment().request, amount: 900 },
    });
    const amountOf = async (query: string, key: string) =>
      (await get(`/home/overview${query}`, key)).body.data['month_amount'];
    expect(await amountOf('', 'pc_test_1')).toBe(7);
    expect(await amountOf('', 'pc_live_1')).toBe(900);
    expect(await amountOf('?environment=test', 'pc_live_1')).toBe(7);
  });
});
