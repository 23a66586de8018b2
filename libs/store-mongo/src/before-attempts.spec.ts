import { startEmbedded } from '@paycore/mongo';
import { fakeLog } from '@paycore/testing';
import { Database } from './connect.ts';
import {
  answers,
  collections,
  documentsOf,
  indexes,
  insertAll,
  keys,
  sealKey,
  type Answered,
} from './fixtures/before-attempts.ts';
import { MongoPauses } from './mongo-pauses.ts';
import { MongoPaymentStore } from './mongo-payment-store.ts';
import { MongoProjectStore } from './mongo-project-store.ts';
import { MongoRefusedCallbacks } from './mongo-refused-callbacks.ts';
import { Seal } from './seal.ts';

let mongo: Awaited<ReturnType<typeof startEmbedded>>;
let database: Database;
let payments: MongoPaymentStore;
let projects: MongoProjectStore;

beforeAll(async () => {
  mongo = await startEmbedded();
  database = new Database(mongo.uri, fakeLog(), async (connection) => {
    await new MongoPaymentStore(connection, new Seal([sealKey()])).prepare();
    await new MongoRefusedCallbacks(connection).prepare();
    await insertAll(connection);
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

it('has the indexes that the stores build', async () => {
  for (const name of collections) {
    const found = await database.connection.collection(name).listIndexes().toArray();
    const byName = [...found].sort((one, other) => (String(one['name']) < String(other['name']) ? -1 : 1));
    expect({ name, indexes: byName }).toEqual({ name, indexes: indexes[name] });
  }
});

it('holds each payment that was answered about, and no other', () => {
  expect(made.map(([paymentNo]) => paymentNo).sort()).toEqual(
    documentsOf('payments')
      .map(({ _id }) => _id)
      .sort(),
  );
});

it.each(made)('reads %s as the API answered it', async (paymentNo, { query }: Answered) => {
  const { gateway, method, request, status, environment, simulated, info, ...times } = await stored(paymentNo);
  const { merchantOrderNo, amount, currency } = request;
  expect(query.data).toMatchObject({
    ...{ payment_no: paymentNo, merchant_order_no: merchantOrderNo, amount, currency },
    ...{ gateway, method, status, environment, simulated, payment_info: withAddress(info, query.data['payment_url']) },
    created_at: times.createdAt.toISOString(),
    expires_at: times.expiresAt?.toISOString() ?? null,
    paid_at: times.paidAt?.toISOString() ?? null,
  });
});

it.each(made)('opens credentials and page of %s', async (paymentNo, { credentials }: Answered) => {
  const payment = await stored(paymentNo);
  const isPurged = purged.has(paymentNo);
  expect(payment.credentials.reveal()).toEqual(isPurged ? undefined : keys.credentials[credentials]);
  const isIssued = payment.events.some(({ type }) => type === 'issued');
  expect(payment.page !== undefined).toBe(isIssued && !isPurged);
  if (payment.page) expect(payment.page.reveal()).toMatchObject({ kind: expect.stringMatching(/^[a-z]+$/) });
});

it('knows every API key but the revoked one, and opens the notice secrets', async () => {
  const callers = Object.entries(keys.apiKeys).map(async ([name, key]) => {
    const caller = await projects.authenticate(key);
    return [name, caller && `${caller.project.name}, ${caller.environment}`];
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
