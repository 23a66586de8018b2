import { statusOf } from '@paycore/core';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { fakeLog } from '@paycore/testing';
import { Database } from './connect.ts';
import { answers, documentsOf, insertAll, keys, sealKey, type Answered } from './fixtures/before-attempts.ts';
import { prepareIndexes } from './indexes/prepare-indexes.ts';
import { migrate } from './migrate/migrate.ts';
import { MongoPauses } from './mongo-pauses.ts';
import { MongoPaymentStore } from './mongo-payment-store.ts';
import { MongoProjectStore } from './mongo-project-store.ts';
import { Seal } from './seal.ts';

let mongo: SpecMongo;
let database: Database;
let payments: MongoPaymentStore;
let projects: MongoProjectStore;

beforeAll(async () => {
  mongo = await startSpecMongo();
  database = new Database(mongo.fresh(), fakeLog(), async (connection) => {
    await insertAll(connection);
    await migrate(connection, new Seal([sealKey()]), { lagHoursOf: () => undefined });
    await prepareIndexes(connection, fakeLog());
  });
  await database.reached();
  payments = new MongoPaymentStore(database.connection, new Seal([sealKey()]));
  projects = new MongoProjectStore(database.connection, new Seal([sealKey()]));
});

afterAll(async () => {
  await database?.close();
  await mongo?.stop();
});

const made = Object.entries(answers);
const purged = new Set(documentsOf('payments').flatMap(({ _id, purgedAt }) => (purgedAt ? [_id] : [])));

async function stored(paymentNo: string) {
  const payment = await payments.find(paymentNo);
  if (!payment) throw new Error(`${paymentNo} is not stored`);
  return payment;
}

/** The page's own address, which answers have where the stored text has a mark. */
const withAddress = (info: object, address: unknown): unknown =>
  JSON.parse(JSON.stringify(info).replaceAll('{payment_url}', String(address)));

it('holds each payment that was answered about, and no other', () => {
  expect(made.map(([paymentNo]) => paymentNo).sort()).toEqual(
    documentsOf('payments')
      .map(({ _id }) => _id)
      .sort(),
  );
});

/** Orders that differ from another one by blanks alone keep theirs. */
const numberOf = (paymentNo: string, { query }: Answered): unknown => {
  const sent = String(query.data['merchant_order_no']);
  return paymentNo === 'PAY202611270057OCDKHMNT' ? sent.trim() : sent;
};

it.each(made)('reads %s as the API answered it', async (paymentNo, answered: Answered) => {
  const { data } = answered.query;
  const payment = await stored(paymentNo);
  const { attempts, request, status, environment, createdAt, paidAt } = payment;
  const [attempt] = attempts;
  expect(attempts).toHaveLength(1);
  expect(data).toMatchObject({
    ...{ payment_no: paymentNo, amount: request.amount, currency: request.currency },
    ...{ gateway: attempt?.gateway, method: attempt?.method, simulated: attempt?.simulated, status, environment },
    payment_info: withAddress(attempt?.info ?? {}, data['payment_url']),
    created_at: createdAt.toISOString(),
    expires_at: attempt?.expiresAt?.toISOString() ?? null,
    paid_at: paidAt?.toISOString() ?? null,
  });
  expect(request.merchantOrderNo).toBe(numberOf(paymentNo, answered));
  expect(statusOf(payment)).toBe(status);
});

it.each(made)('opens credentials and page of %s', async (paymentNo, { credentials }: Answered) => {
  const { attempts, events } = await stored(paymentNo);
  const [attempt] = attempts;
  const isPurged = purged.has(paymentNo);
  expect(attempt?.credentials.reveal()).toEqual(isPurged ? undefined : keys.credentials[credentials]);
  const isIssued = events.some(({ type }) => type === 'issued');
  expect(attempt?.page !== undefined).toBe(isIssued && !isPurged);
  if (attempt?.page) expect(attempt.page.reveal()).toMatchObject({ kind: expect.stringMatching(/^[a-z]+$/) });
});

it.each(made)('finds %s by each of its numbers', async (paymentNo) => {
  const { project, environment, attempts, request, holdsOrder, holdsPaid } = await stored(paymentNo);
  const [attempt] = attempts;
  const { gateway = '', gatewayOrderNo = '', gatewayTradeNo } = attempt ?? {};
  const keysOf = [
    { by: 'paymentNo', value: paymentNo } as const,
    { by: 'gatewayOrderNo', value: gatewayOrderNo } as const,
    ...(gatewayTradeNo === undefined ? [] : [{ by: 'gatewayTradeNo', value: gatewayTradeNo } as const]),
  ];
  for (const key of keysOf) {
    const found = await payments.findByKey(gateway, key);
    expect(found.map((one) => one.paymentNo)).toContain(paymentNo);
  }
  const order = { project, environment, merchantOrderNo: request.merchantOrderNo };
  if (holdsOrder) expect((await payments.findHolder(order))?.paymentNo).toBe(paymentNo);
  if (holdsPaid) expect((await payments.findPaid(order))?.paymentNo).toBe(paymentNo);
});

it('knows every API key but the revoked one, and opens the notice secrets', async () => {
  const callers = Object.entries(keys.apiKeys).map(async ([name, key]) => {
    const caller = await projects.authenticate(key);
    return [name, caller && `${caller.project.name}, ${caller.kind}`];
  });
  expect(Object.fromEntries(await Promise.all(callers))).toEqual({
    firstTest: 'Demo shop, test',
    firstLive: 'Demo shop, production',
    secondTest: 'Second shop, test',
    firstRevoked: undefined,
  });
  for (const { noticeSecrets } of await projects.list()) {
    for (const secret of noticeSecrets) expect(secret.reveal()).toMatch(/^whsec_/);
  }
});

it('keeps an account paused', async () => {
  const pauses = new MongoPauses(database.connection);
  const paused = await pauses.pausedAt(['ecpay:2000132', 'ecpay:3002607'], new Date(keys.madeAt));
  expect([...paused]).toEqual(['ecpay:2000132']);
});
