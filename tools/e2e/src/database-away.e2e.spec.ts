import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, type EmbeddedMongo } from '@paycore/mongo';
import { Bundles } from './bundles.ts';
import { callBack, ecpayCallback } from './ecpay-callback.ts';
import { slowdown } from './slowdown.ts';
import { readPayments, withDatabase, type StoredPayment } from './stored.ts';
import { TcpProxy } from './tcp-proxy.ts';
import { World } from './world.ts';

/** ms, on a machine with much else to do. */
const slow = 60_000;

let dataDir: string;
let mongo: EmbeddedMongo;
let proxy: TcpProxy;
let bundles: Bundles;
let world: World;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'paycore-away-'));
  [mongo, bundles] = await Promise.all([startEmbedded({ dataDir }), Bundles.make()]);
  proxy = await TcpProxy.before(mongo.port);
  world = await World.start({
    ...bundles.env,
    PAYCORE_MONGO: 'uri',
    MONGODB_URI: `mongodb://127.0.0.1:${proxy.port}/paycore`,
    PAYCORE_TICK: '500ms',
    PAYCORE_NOTICE_LEASE: '2s',
    PAYCORE_CREATE_LEASE: '3s',
    PAYCORE_NOTICE_SCHEDULE: Array.from({ length: 20 }, () => '1s').join(),
    // ECPay's ten minutes until it sends again: two seconds.
    PAYCORE_SANDBOX_SPEED: '300',
  });
}, slow);

afterAll(async () => {
  await world?.stop();
  await proxy?.close();
  await mongo?.stop();
  await bundles?.remove();
  await rm(dataDir, { recursive: true, force: true });
});

const services = ['api', 'webhooks', 'scheduler'] as const;
const withinMs = () => 3_000 * slowdown();
const backWithinMs = () => 5_000 * slowdown();

/** As `World.document`, but beside the proxy. */
async function document(paymentNo: string): Promise<StoredPayment> {
  const [found] = await readPayments(mongo.uri, { _id: paymentNo });
  if (!found) throw new Error(`${paymentNo} is not stored`);
  return found;
}

async function inTurn<T>(count: number, act: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) all.push(await act());
  return all;
}

/** A notice that the shop refused once and that is due again in a second. */
async function refusedNotice(): Promise<string> {
  await world.merchantAnswers({ status: 500 });
  const { paymentNo, orderNo } = await world.issued();
  await world.drive(orderNo, 'paid');
  await world.until('a refused notice', async () => ((await document(paymentNo)).notice?.attempts ?? 0) > 0);
  return paymentNo;
}

/** Unpaid, and to be closed in two seconds. */
async function closingSoon(): Promise<string> {
  const { paymentNo } = await world.issued();
  const closesAt = new Date(Date.now() + 4_000);
  await withDatabase(mongo.uri, (client) =>
    client
      .db()
      .collection<StoredPayment>('payments')
      .updateOne({ _id: paymentNo }, { $set: { closesAt, 'attempts.0.closesAt': closesAt } }),
  );
  return paymentNo;
}

interface Answer {
  readonly what: string;
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

async function timed(what: string, ask: () => Promise<Response>): Promise<Answer> {
  const start = performance.now();
  const answer = await ask();
  const text = await answer.text();
  return { what, status: answer.status, text, ms: performance.now() - start };
}

type Issued = Awaited<ReturnType<World['issued']>>;

/** Everything that needs the database, at once. */
function askAll({ paymentNo, orderNo, answer }: Issued): Promise<Answer[]> {
  const { api, project } = world.demo;
  const headers = { 'X-API-KEY': project.api_key, 'Content-Type': 'application/json' };
  const page = new URL(answer.body.data.payment_url);
  const body = JSON.stringify(world.order());
  return Promise.all([
    timed('create', () => fetch(`${api}/api/paycore/pay/ecpay/atm`, { method: 'POST', headers, body })),
    timed('query', () => fetch(`${api}/api/paycore/payments/${paymentNo}`, { headers })),
    timed('sync', () =>
      fetch(`${api}/api/paycore/payments/${paymentNo}/sync`, { method: 'POST', headers, body: '{}' }),
    ),
    timed('page', () => fetch(page)),
    timed('page status', () => fetch(`${page.origin}${page.pathname}/status${page.search}`)),
    timed('callback', () => callBack(world.demo, paymentNo, ecpayCallback(world.demo, orderNo))),
    ...services.map((name) => timed(`${name} readyz`, () => fetch(`${world.demo[name]}/readyz`))),
  ]);
}

async function health(): Promise<number[]> {
  return Promise.all(services.map(async (name) => (await fetch(`${world.demo[name]}/healthz`)).status));
}

const statusOf = async (paymentNo: string) => (await world.query(paymentNo)).body.data.status;

const pids = (): number[] => Object.values(world.running.processes).map(({ pid }) => pid);

async function expectUnavailable(payment: Issued): Promise<void> {
  const answers = await askAll(payment);
  expect(answers.map(({ what, status }) => [what, status])).toEqual(answers.map(({ what }) => [what, 503]));
  expect(answers.filter(({ ms }) => ms >= withinMs())).toEqual([]);
  expect(answers.filter(({ text }) => text.includes('1|OK'))).toEqual([]);
  expect(answers.find(({ what }) => what === 'page')?.text).toMatch(/^<!doctype html>/i);
  expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({
    success: false,
    error: { error_code: 'SERVICE_UNAVAILABLE' },
  });
  expect(await health()).toEqual([200, 200, 200]);
}

/** What ECPay is answered. */
const payAs = async ({ paymentNo, orderNo }: Issued): Promise<string> =>
  (await callBack(world.demo, paymentNo, ecpayCallback(world.demo, orderNo))).text();

async function expectToldUnderOneId(paymentNo: string): Promise<void> {
  const stored = await world.until('a delivered notice', async () => {
    const found = await document(paymentNo);
    return found.notice?.state === 'delivered' && found;
  });
  expect(stored.events.filter(({ type }) => type === 'paid')).toHaveLength(1);
  const ids = (await world.notices(paymentNo)).map(({ headers }) => headers['webhook-id']);
  expect([...new Set(ids)]).toEqual([stored.notice?.id]);
}

const acks = async (paymentNo: string) =>
  (await world.orderOf(paymentNo)).callbacks.filter(({ body }) => body === '1|OK').length;

const outages: [string, away: () => unknown, back: () => unknown][] = [
  [
    'stopped',
    async () => {
      mongo.kill('SIGKILL');
      await mongo.exited;
    },
    async () => {
      mongo = await startEmbedded({ dataDir, port: mongo.port });
    },
  ],
  ['a black hole', () => proxy.blackHole(), () => proxy.pass()],
];

describe.each(outages)('a database that is %s', (_what, away, back) => {
  afterEach(() => world.merchantAnswers({ status: 200 }));

  it(
    'is a 503 within 3 s and never an ACK; everything comes back by itself within 5 s',
    async () => {
      // One by one: a server that has just started takes its time.
      const [payment, ...caught] = [await world.issued(), ...(await inTurn(12, () => world.issued()))];
      const before = pids();
      // The closing last: taken before the cut, it would be taken again only after a minute.
      const [toTell, toExpire] = [await refusedNotice(), await closingSoon()];
      const inFlight = caught.map(payAs);
      await Promise.race(inFlight);
      await away();
      await world.merchantAnswers({ status: 200 });

      const paying = world.drive(payment.orderNo, 'paid');
      await expectUnavailable(payment);
      expect((await paying).callbacks).toMatchObject([{ status: 503 }]);
      // Connections that were open are gone by now: another way to fail.
      await expectUnavailable(payment);
      expect(await acks(payment.paymentNo)).toBe(0);

      const answers = await Promise.all(inFlight);
      await back();
      const by = performance.now() + backWithinMs();
      const comes = (what: string, look: () => Promise<unknown>) =>
        world.until(what, async () => Boolean(await look()), by - performance.now());
      const isPaid = async (paymentNo: string) => (await document(paymentNo)).status === 'paid';
      await Promise.all([
        comes('a create', async () => (await world.create(world.order())).status === 200),
        comes('a page', async () => (await fetch(payment.answer.body.data.payment_url)).status === 200),
        comes('a paid payment, by the resend', async () => (await statusOf(payment.paymentNo)) === 'paid'),
        comes('the ACK', async () => (await acks(payment.paymentNo)) === 1),
        comes('a due notice', async () => (await document(toTell)).notice?.state === 'delivered'),
        comes('an expired payment', async () => (await statusOf(toExpire)) === 'expired'),
        ...services.map((name) => comes(`a ready ${name}`, async () => (await fetch(`${world.demo[name]}/readyz`)).ok)),
        ...caught.map(async (each, at) => {
          if (answers[at] === '1|OK') expect(await isPaid(each.paymentNo)).toBe(true);
          await comes('the ACK of one caught in flight', async () => (await payAs(each)) === '1|OK');
          expect(await isPaid(each.paymentNo)).toBe(true);
        }),
      ]);
      for (const paymentNo of [toTell, ...caught.map((each) => each.paymentNo)]) await expectToldUnderOneId(paymentNo);
      expect(pids()).toEqual(before);
    },
    slow,
  );

  it(
    'loses no create whose result it cannot store',
    async () => {
      await world.fault({ path: '/1.0.0/Cashier/GenPaymentCode', mode: 'slow', ms: 700, times: 1 });
      const body = world.order();
      const isOurs = async () =>
        (await readPayments(mongo.uri, { 'request.merchantOrderNo': body['merchant_order_no'] }))[0];
      const first = world.create(body);
      const paymentNo = await world.until('the order at the gateway', async () => {
        const stored = await isOurs();
        return stored && (await world.orderOf(stored._id)).payment_no;
      });
      const start = performance.now();
      await away();
      expect(await first).toMatchObject({ status: 503, body: { error: { error_code: 'SERVICE_UNAVAILABLE' } } });
      expect(performance.now() - start).toBeLessThan(700 + withinMs());
      await back();
      const again = await world.until(
        'the repeat',
        async () => {
          const answer = await world.create(body);
          return answer.status === 200 && answer.body.data;
        },
        backWithinMs(),
      );
      expect(again).toMatchObject({ payment_no: paymentNo, created: false, status: 'pending' });
      expect(again.payment_info['virtual_account']).toMatch(/^\d{16}$/);
      expect((await world.orders()).filter((order) => order.payment_no === paymentNo)).toHaveLength(1);
    },
    slow,
  );
});

it(
  'processes that start while it is away serve their 503, and work once it is there',
  async () => {
    const payment = await world.issued();
    const toExpire = await closingSoon();
    const before = pids();
    proxy.blackHole();
    for (const name of services) world.running.processes[name].kill('SIGKILL');
    await world.until('new processes that serve', async () => {
      const isNew = pids().filter((pid) => !before.includes(pid)).length === services.length;
      return isNew && (await health()).every((status) => status === 200);
    });
    await expectUnavailable(payment);
    proxy.pass();
    const by = performance.now() + backWithinMs();
    const comes = (what: string, look: () => Promise<boolean>) => world.until(what, look, by - performance.now());
    await Promise.all([
      comes('a create', async () => (await world.create(world.order())).status === 200),
      comes('an ACK', async () => (await payAs(payment)) === '1|OK'),
      comes('an expired payment', async () => (await statusOf(toExpire)) === 'expired'),
    ]);
  },
  slow,
);

it(
  'connections that break again and again make no create double',
  async () => {
    const bodies = Array.from({ length: 12 }, () => world.order());
    const creating = bodies.map(async (body) => {
      const answers = [await world.create(body)];
      while (answers.at(-1)?.status !== 200) answers.push(await world.create(body));
      return answers;
    });
    for (let breaks = 0; breaks < 8; breaks += 1) {
      proxy.reset();
      await world.until('a turn', async () => (await fetch(`${world.demo.api}/healthz`)).ok);
    }
    const answers = (await Promise.all(creating)).flat();
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 503)).toEqual([]);
    const made = answers.filter(({ status }) => status === 200).map(({ body }) => body.data.payment_no);
    expect(new Set(made).size).toBe(bodies.length);
    const orders = (await world.orders()).filter(({ payment_no: paymentNo }) => made.includes(paymentNo));
    expect(orders).toHaveLength(bodies.length);
  },
  slow,
);
