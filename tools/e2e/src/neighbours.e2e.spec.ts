import { MongoClient } from 'mongodb';
import { callBack, ecpayCallback } from './ecpay-callback.ts';
import { slowdown } from './slowdown.ts';
import type { StoredPayment } from './stored.ts';
import { World, type CreateBody, type PaymentAnswer } from './world.ts';

/** Larger ones are for a machine of its own: 1,000 due payments of 300 accounts, 1,000 creates. */
const sizes = {
  due: Number(process.env['PAYCORE_E2E_DUE'] ?? 40),
  accounts: Number(process.env['PAYCORE_E2E_ACCOUNTS'] ?? 40),
  creates: Number(process.env['PAYCORE_E2E_CREATES'] ?? 12),
  watched: Number(process.env['PAYCORE_E2E_WATCHED'] ?? 4),
};

let world: World;
let database: MongoClient;
let evilKey: string;

beforeAll(async () => {
  world = await World.start();
  database = new MongoClient(world.demo.mongodb_uri);
  const { project } = (await world.cli('project', 'create', 'Evil')) as { project: string };
  evilKey = ((await world.cli('key', 'create', project)) as { api_key: string }).api_key;
}, 240_000);

afterAll(async () => {
  await database?.close();
  await world?.stop();
});

const payments = () => database.db().collection<StoredPayment>('payments');
const askNow = (filter: object) => {
  const asksAt = new Date(Date.now() - 1_000);
  return payments().updateMany(filter, { $set: { asksAt, 'attempts.0.asksAt': asksAt } });
};

/** Some at a time: the machine is not to be measured by its creates. */
async function each<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let n = 0; n < count; n += 8) {
    made.push(...(await Promise.all(Array.from({ length: Math.min(8, count - n) }, (_, at) => make(n + at)))));
  }
  return made;
}

const genuine = () => world.demo.credentials['ecpay'] as CreateBody;
const madeUp = (n: number) => ({
  ...genuine(),
  hash_key: `made-up-key-${String(n).padStart(4, '0')}`,
  hash_iv: `made-up-iv--${String(n).padStart(4, '0')}`,
});
const asEvil = (n: number, path = 'ecpay/aio'): Promise<PaymentAnswer> => {
  const body = world.order({ gateway_credentials: madeUp(n) });
  return world.api('POST', `/api/paycore/pay/${path}`, body, evilKey);
};

it('a gateway that hangs delays nothing at the others', async () => {
  const made = await each(sizes.due, () => world.create(world.order({}, 'paypal'), 'paypal/checkout'));
  expect(made.filter(({ status }) => status !== 200)).toEqual([]);
  // The simulator knows one account: to us they are many all the same.
  await each(made.length, (n) =>
    payments().updateOne(
      { _id: made[n]?.body.data.payment_no ?? '' },
      { $set: { 'attempts.0.accountId': `account ${n % sizes.accounts}` } },
    ),
  );
  await world.fault({ mode: 'timeout', times: 1_000_000 }, 'paypal');
  const paid = await each(sizes.watched, async () => {
    const placed = await world.issued();
    await world.drive(placed.orderNo, 'paid?silent=1');
    return placed.paymentNo;
  });
  await askNow({ 'attempts.gateway': 'paypal' });
  const took: number[] = [];
  for (const paymentNo of paid) {
    await askNow({ _id: paymentNo });
    const since = Date.now();
    await world.until('it to be learnt of', async () => (await world.document(paymentNo)).status === 'paid', 60_000);
    took.push(Date.now() - since);
  }
  await world.clearFaults('paypal');
  took.sort((a, b) => a - b);
  const p95 = took[Math.ceil(took.length * 0.95) - 1] ?? Infinity;
  if (process.env['PAYCORE_VERBOSE']) console.log(`learnt of after ${took.join(', ')} ms`);
  expect(p95).toBeLessThanOrEqual(3_000 * slowdown());
}, 900_000);

it('made-up keys pause nobody else’s account', async () => {
  const { paymentNo, orderNo } = await world.issued();
  await world.drive(orderNo, 'paid?silent=1');
  const theirs = await asEvil(0);
  expect(theirs.status).toBe(200);
  await world.fault({ path: '/Cashier/QueryTradeInfo/V5', mode: 'status', status: 403, times: 1 });
  expect((await world.sync(theirs.body.data.payment_no, evilKey)).status).toBe(502);
  expect((await world.sync(paymentNo)).body.data.status).toBe('paid');
}, 120_000);

it('made-up keys hide nobody else’s callback', async () => {
  const { paymentNo, orderNo } = await world.issued();
  await each(sizes.creates, (n) => asEvil(n));
  const answer = await fetch(`${world.demo.webhooks}/api/paycore/webhooks/ecpay`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: ecpayCallback(world.demo, orderNo),
  });
  expect([answer.status, await answer.text()]).toEqual([200, '1|OK']);
  expect((await world.document(paymentNo)).status).toBe('paid');
  expect((await callBack(world.demo, paymentNo, ecpayCallback(world.demo, orderNo))).status).toBe(200);
}, 600_000);

it('sixty syncs within a minute ask thirty times, and say when to ask again', async () => {
  const numbers = await each(60, async () => (await world.create(world.order())).body.data.payment_no);
  const since = Date.now();
  const answers = await Promise.all(
    numbers.map((paymentNo) =>
      fetch(`${world.demo.api}/api/paycore/payments/${paymentNo}/sync`, {
        method: 'POST',
        headers: { 'X-API-KEY': world.demo.project.api_key, 'Content-Type': 'application/json' },
        body: '{}',
      }),
    ),
  );
  // On a machine that is overloaded more time may pass than a minute.
  const most = 30 * Math.ceil((Date.now() - since) / 60_000);
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(most);
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThanOrEqual(60 - most);
  for (const answer of limited) {
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await answer.json()).toMatchObject({ success: false, error: { error_code: 'RATE_LIMITED' } });
  }
}, 240_000);
