import { type Caller, Gateways, Secret, SummarizeHome, type Gateway } from '@paycore/core';
import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import {
  FakeClock,
  FakeLinks,
  MemoryPaymentStore,
  type PaymentDifferences,
  aPayment,
  anAttempt,
  fakeLog,
  firstAttempt,
  holderOf,
} from '@paycore/testing';
import request from 'supertest';
import { requireKey } from '../auth.ts';
import { homeRoutes } from './home.ts';

const gateways = new Gateways([
  { name: 'ecpay', methods: { atm: { name: 'atm', decimalsOf: () => 0 } } } as unknown as Gateway,
  { name: 'stripe', methods: { credit: { name: 'credit', decimalsOf: () => 2 } } } as unknown as Gateway,
]);
const keys: Record<string, Caller> = {
  pc_test_1: { project: { id: 'prj_1' }, environment: 'test' } as Caller,
  pc_live_1: { project: { id: 'prj_1' }, environment: 'production' } as Caller,
  pc_test_2: { project: { id: 'prj_2' }, environment: 'test' } as Caller,
};

function anApi() {
  const payments = new MemoryPaymentStore();
  const clock = new FakeClock('2026-06-22T04:00:00Z');
  const app = shell({
    name: 'api',
    log: fakeLog(),
    metrics: createMetrics(),
    ready: async () => true,
    routes: (express) =>
      homeRoutes(express, requireKey({ authenticate: async (key) => holderOf(keys[key]) }), {
        summarizeHome: new SummarizeHome(payments, gateways, clock),
        clock,
        links: new FakeLinks(),
      }),
  });
  const paid = async (amount: number, paidAt: string, { currency = 'TWD', ...rest }: Paid = {}) => {
    const order = { ...aPayment().request, amount, currency };
    const payment = aPayment({ status: 'paid', paidAt: new Date(paidAt), request: order, ...rest });
    await payments.insert(payment);
    return payment;
  };
  const overview = (query = '', key = 'pc_test_1') =>
    request(app).get(`/api/paycore/home/overview${query}`).set('X-API-KEY', key);
  return { app, payments, paid, overview };
}

type Paid = PaymentDifferences & { readonly currency?: string };

const noon = '2026-06-22T04:00:00Z';
const stripe = { gateway: 'stripe', route: 'credit', method: 'credit' };

it('answers what was paid in major units, and the newest payments as query shows them', async () => {
  const { paid, overview } = anApi();
  const first = await paid(98_000, '2026-06-02T00:00:00Z', stripe);
  await paid(980, noon, { createdAt: new Date('2026-06-22T04:00:01Z'), credentials: Secret.of('canary') });
  await paid(1_050, noon, { ...stripe, currency: 'USD', createdAt: new Date('2026-06-22T04:00:02Z') });
  const { status, body, text } = await overview();
  expect([status, body.success, body.message]).toEqual([200, true, 'Overview found']);
  expect(body.data).toMatchObject({
    today_amount: 980,
    month_amount: 1960,
    by_currency: {
      TWD: { today_amount: 980, month_amount: 1960, to_return_amount: 0 },
      USD: { today_amount: 10.5, month_amount: 10.5, to_return_amount: 0 },
    },
  });
  expect(body.data.recent_transactions).toHaveLength(3);
  expect(body.data.recent_transactions[2]).toEqual({
    payment_no: first.paymentNo,
    merchant_order_no: first.request.merchantOrderNo,
    gateway: 'stripe',
    method: 'credit',
    amount: 98_000,
    currency: 'TWD',
    status: 'paid',
    payment_url: new FakeLinks().page(first.paymentNo),
    payment_info: {},
    environment: 'test',
    simulated: false,
    created_at: first.createdAt.toISOString(),
    paid_at: '2026-06-02T00:00:00.000Z',
    expires_at: null,
    mode: 'direct',
    attempts: [
      {
        attempt_no: 1,
        gateway: 'stripe',
        method: 'credit',
        gateway_order_no: firstAttempt(first).gatewayOrderNo,
        gateway_trade_no: null,
        status: 'paid',
        payment_info: {},
        created_at: first.createdAt.toISOString(),
        expires_at: null,
        paid_at: '2026-06-02T00:00:00.000Z',
      },
    ],
    received_amount: 98_000,
    paid_twice: false,
    paid_beside: null,
    closed_reason: null,
  });
  expect(text).not.toContain('canary');
});

it('answers zeros where there is nothing', async () => {
  const { body } = await anApi().overview();
  const zeros = { today_amount: 0, month_amount: 0, to_return_amount: 0 };
  expect(body.data).toEqual({ ...zeros, by_currency: {}, recent_transactions: [] });
});

describe('money that came in twice', () => {
  const paidBeside = 'PAY202606221200AAAAAAAA';
  const atStripe = { ...stripe, status: 'paid' } as const;

  it('counts once per order, and what has to be returned apart', async () => {
    const { paid, overview } = anApi();
    await paid(980, noon);
    // Another payment of the same order.
    await paid(500, noon, { paidBeside });
    // A second order of one payment, and a second transaction in one order.
    await paid(300, noon, {
      attempts: [anAttempt({ status: 'paid', amount: 300 }), anAttempt({ no: 2, status: 'paid' })],
      keptAttempt: 1,
    });
    await paid(20, noon, { events: [{ at: new Date(noon), type: 'paid_again', detail: { gatewayTradeNo: '2' } }] });
    const { data } = (await overview()).body as { data: object };
    const money = { today_amount: 1300, month_amount: 1300, to_return_amount: 820 };
    expect(data).toMatchObject({ ...money, by_currency: { TWD: money } });
  });

  it('is counted in the month of the payment, in its own currency, unit and side', async () => {
    const { paid, overview } = anApi();
    await paid(1_050, noon, { ...atStripe, currency: 'USD', paidBeside });
    await paid(98_000, noon, { ...atStripe, paidBeside });
    await paid(7, '2026-05-31T15:59:59Z', { paidBeside });
    await paid(1, noon, { environment: 'production', paidBeside });
    await paid(3, noon, { project: 'prj_2', paidBeside });
    const none = { today_amount: 0, month_amount: 0 };
    expect((await overview()).body.data).toMatchObject({
      ...none,
      to_return_amount: 980,
      by_currency: { TWD: { ...none, to_return_amount: 980 }, USD: { ...none, to_return_amount: 10.5 } },
    });
    expect((await overview('?currency=USD')).body.data).toMatchObject({ ...none, to_return_amount: 10.5 });
    expect((await overview('', 'pc_live_1')).body.data).toMatchObject({ ...none, to_return_amount: 1 });
  });

  it('is with the sums all that was received', async () => {
    const kinds: Paid[] = [
      {},
      { paidBeside },
      { attempts: [1, 2, 3].map((no) => anAttempt({ no, status: 'paid' })), keptAttempt: 2 },
      { attempts: [1, 2].map((no) => anAttempt({ no, status: 'paid' })), keptAttempt: 2, paidBeside },
    ];
    const { paid, overview } = anApi();
    for (const kind of kinds) await paid(980, noon, kind);
    const { data } = (await overview()).body as {
      data: { month_amount: number; to_return_amount: number; recent_transactions: { received_amount: number }[] };
    };
    const received = data.recent_transactions.reduce((sum, { received_amount: one }) => sum + one, 0);
    expect(data.month_amount + data.to_return_amount).toBe(received);
    expect(received).toBe(7 * 980);
  });
});

it('asks for a key, and answers its own side and project alone', async () => {
  const { app, paid, overview } = anApi();
  await paid(1, noon);
  await paid(10, noon, { environment: 'production' });
  await paid(100, noon, { project: 'prj_2' });
  const missing = await request(app).get('/api/paycore/home/overview');
  expect([missing.status, missing.body.error.error_code]).toEqual([401, 'UNAUTHORIZED']);
  const amountOf = async (key: string) => (await overview('', key)).body.data.month_amount as number;
  expect([await amountOf('pc_test_1'), await amountOf('pc_live_1'), await amountOf('pc_test_2')]).toEqual([1, 10, 100]);
  expect((await overview('', 'pc_test_2')).body.data.recent_transactions).toHaveLength(1);
});

describe('the zone', () => {
  // Yesterday in Taipei, where it is noon of the 22nd; today in Los Angeles, where it is still the 21st.
  const late = '2026-06-21T15:30:00Z';
  const asked: [name: string, query: string, header: string | undefined, today: number][] = [
    ['is Taipei', '', undefined, 0],
    ['is the query’s', '?timezone=America/Los_Angeles', undefined, 1],
    ['is the header’s', '', 'America/Los_Angeles', 1],
    ['of the query beats the header', '?timezone=Asia/Taipei', 'America/Los_Angeles', 0],
    ['of the query beats even an unknown header', '?timezone=America/Los_Angeles', 'Mars/Olympus', 1],
    ['is the header’s where the query is blank', '?timezone=', 'America/Los_Angeles', 1],
    ['is Taipei where the header is blank', '', ' ', 0],
  ];

  it.each(asked)('%s', async (_name, query, header, today) => {
    const { paid, overview } = anApi();
    await paid(1, late);
    const { status, body } = await (header === undefined
      ? overview(query)
      : overview(query).set('X-PayCore-Timezone', header));
    expect([status, body.data.today_amount, body.data.month_amount]).toEqual([200, today, 1]);
  });
});

describe('the currency', () => {
  it.each(['?currency=USD', '?currency=usd', '?currency=Usd'])('%s', async (query) => {
    const { paid, overview } = anApi();
    await paid(5, noon, { ...stripe, currency: 'USD' });
    await paid(7, noon);
    expect((await overview(query)).body.data).toMatchObject({ today_amount: 0.05 });
    expect((await overview('?currency=')).body.data).toMatchObject({ today_amount: 7 });
  });
});

const refused: [query: string, fields: Record<string, string>][] = [
  ['?timezone=Mars/Olympus', { timezone: 'must be an IANA time zone' }],
  ['?timezone=%2B08:00', { timezone: 'must be an IANA time zone' }],
  ['?timezone=Asia/Taipei&timezone=Asia/Tokyo', { timezone: 'must be a string' }],
  ['?currency=NT$', { currency: 'must be a currency code of three letters' }],
  ['?currency=TWDX', { currency: 'must be a currency code of three letters' }],
  ['?currency=TWD&currency=USD', { currency: 'must be a string' }],
  [
    '?currency=1&timezone=x',
    { currency: 'must be a currency code of three letters', timezone: 'must be an IANA time zone' },
  ],
];

it.each(refused)('refuses %s', async (query, fields) => {
  const { status, body } = await anApi().overview(query);
  const faults = Object.entries(fields).map(([name, rule]) => [name, [`The ${name} field ${rule}.`]]);
  expect([status, body]).toEqual([
    422,
    {
      success: false,
      message: 'Validation failed',
      error: { error_code: 'VALIDATION_FAILED', fields: Object.fromEntries(faults) },
    },
  ]);
});

it.each(['Mars/Olympus', 'Asia/Taipei, Asia/Tokyo'])('refuses the header %s', async (zone) => {
  const { status, body } = await anApi().overview().set('X-PayCore-Timezone', zone);
  expect([status, Object.keys(body.error.fields as object)]).toEqual([422, ['timezone']]);
});
