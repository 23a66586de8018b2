import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import { coreOnFakes, fakeLog } from '@paycore/testing';
import request from 'supertest';
import { requireKey } from '../auth.ts';
import { paymentRoutes } from './payments.ts';
import { payRoutes } from './pay.ts';

/** The API on fakes, with a gateway whose `wallet` takes decimals of USD and none of TWD. */
async function anApi() {
  const core = coreOnFakes();
  const { projects } = core;
  const project = await projects.create('Shop');
  const key = await projects.createKey(project.id, 'test');
  const app = shell({
    name: 'api',
    log: fakeLog(),
    metrics: createMetrics(),
    ready: async () => true,
    routes: (express) => {
      payRoutes(express, requireKey(projects), { ...core, urlRefusal: () => undefined });
      paymentRoutes(express, requireKey(projects), core);
    },
  });
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' };
  /** `amount` as JSON text. */
  const create = (amount: string, { currency = 'USD', route = 'wallet' } = {}) =>
    request(app)
      .post(`/api/paycore/pay/ecpay/${route}`)
      .set(headers)
      .send(
        `{"merchant_order_no": "A-1", "currency": "${currency}", "gateway_credentials": {"merchant_id": "3002607"}, "amount": ${amount}}`,
      );
  const find = (paymentNo: string) => request(app).get(`/api/paycore/payments/${paymentNo}`).set(headers);
  const sync = (paymentNo: string) =>
    request(app).post(`/api/paycore/payments/${paymentNo}/sync`).set(headers).send('{}');
  const list = () => request(app).get('/api/paycore/payments').set(headers);
  return { core, create, find, sync, list };
}

it.each([
  ['"9.99"', '9.99', '0.00'],
  ['"10.00"', '10.00', '0.00'],
  ['"10"', '10', '0'],
  ['"0.01"', '0.01', '0.00'],
  ['"999999999999.99"', '999999999999.99', '0.00'],
  ['10', 10, 0],
  ['1e3', 1000, 0],
])('an amount of %s is answered, found, synced and listed as %p', async (sent, amount, received_amount) => {
  const { create, find, sync, list } = await anApi();
  const created = await create(sent);
  expect([created.status, created.body.data]).toMatchObject([200, { amount, received_amount, created: true }]);
  for (const answer of [
    await create(sent),
    await find(created.body.data.payment_no),
    await sync(created.body.data.payment_no),
  ]) {
    expect([answer.status, answer.body.data]).toMatchObject([200, { amount, received_amount }]);
  }
  expect((await list()).body.data).toMatchObject({ payments: [{ amount, received_amount }] });
});

it('keeps the form of the first create, whatever a repeat writes', async () => {
  const { create } = await anApi();
  await create('"10.00"');
  expect((await create('10')).body.data).toMatchObject({ amount: '10.00', created: false });
  const { body } = await create('"10.01"');
  expect(body.error).toMatchObject({ error_code: 'ORDER_CONFLICT' });
});

const notDecimal =
  'The amount field must be an integer, or a string such as "9.99": at most 12 digits, without sign, blanks or separators.';
const positive = 'The amount field must be greater than 0.';
const inDollars = 'The amount field must not have more than 2 decimal places in USD.';
const inDollarsOfTaiwan = 'The amount field must have no decimal places in TWD.';

it.each([
  ...['"1e3"', '"-1"', '" 1"', '"1 "', '"٩"', '"9,99"', '"1,000"', '"01"', '".99"', '"9."', '"+1"', '"x"'].map(
    (amount) => [amount, 'USD', 'VALIDATION_FAILED', notDecimal] as const,
  ),
  ...['"1000000000000"', `"${'9'.repeat(5000)}"`, '9.99', 'true', '[9]', '{"$gt": 0}'].map(
    (amount) => [amount, 'USD', 'VALIDATION_FAILED', notDecimal] as const,
  ),
  ...['"0"', '"0.00"', '"0.000"', '0', '-1'].map((amount) => [amount, 'USD', 'VALIDATION_FAILED', positive] as const),
  ['1000000000000', 'USD', 'VALIDATION_FAILED', 'The amount field must not be greater than 999999999999.'],
  ['1e300', 'USD', 'VALIDATION_FAILED', 'The amount field must not be greater than 999999999999.'],
  ['""', 'USD', 'VALIDATION_FAILED', 'The amount field is required.'],
  ['"9.999"', 'USD', 'INVALID_ARGUMENT', inDollars],
  ['"9.990"', 'USD', 'INVALID_ARGUMENT', inDollars],
  [`"0.${'1'.repeat(5000)}"`, 'USD', 'INVALID_ARGUMENT', 'The amount field must not have more than 3 decimal places.'],
  ['"980.00"', 'TWD', 'INVALID_ARGUMENT', inDollarsOfTaiwan],
  ['"980.5"', 'twd', 'INVALID_ARGUMENT', inDollarsOfTaiwan],
] as const)('refuses %.40s in %s by %s, and stores nothing', async (amount, currency, error_code, message) => {
  const { core, create } = await anApi();
  const { status, body } = await create(amount, { currency });
  expect([status, body.error]).toEqual([422, { error_code, fields: { amount: [message] } }]);
  expect(body.message).toBe(error_code === 'VALIDATION_FAILED' ? 'Validation failed' : message);
  expect(core.payments.all()).toEqual([]);
  expect(core.gateway.create.calls).toEqual([]);
});

it.each(['"980"', '"980.00"', '980.5'])(
  'takes integers alone where the method has no decimals to send: %s',
  async (amount) => {
    const { core, create } = await anApi();
    const { status, body } = await create(amount, { currency: 'TWD', route: 'atm' });
    const fields = { amount: ['The amount field must be an integer.'] };
    expect([status, body.error]).toEqual([422, { error_code: 'VALIDATION_FAILED', fields }]);
    expect(core.payments.all()).toEqual([]);
  },
);
