import type { AppName } from '@paycore/dev';
import { Link } from './all-in-one/link.ts';
import { Bundles } from './bundles.ts';
import { callBack, ecpayCallback } from './ecpay-callback.ts';
import { World } from './world.ts';

/** ms, on a machine with much else to do. */
const slow = 120_000;

let bundles: Bundles;
let world: World;

beforeAll(async () => {
  bundles = await Bundles.make();
  world = await World.start({
    ...bundles.env,
    PAYCORE_TICK: '500ms',
    PAYCORE_NOTICE_LEASE: '1s',
    PAYCORE_CREATE_LEASE: '2s',
    PAYCORE_NOTICE_SCHEDULE: Array.from({ length: 20 }, () => '1s').join(),
  });
}, slow);

afterAll(async () => {
  await world?.stop();
  await bundles?.remove();
});

const times = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const statusOf = async (paymentNo: string) => (await world.query(paymentNo)).body.data.status;

const untilPaid = (paymentNo: string) =>
  world.until(`${paymentNo} paid`, async () => (await statusOf(paymentNo)) === 'paid', 30_000);

const untilNotified = (paymentNo: string) =>
  world.until(
    `${paymentNo} notified`,
    async () => (await world.document(paymentNo)).notice?.state === 'delivered',
    30_000,
  );

describe('webhooks, killed right after an ACK', () => {
  afterEach(() => world.merchantAnswers({ status: 200 }));

  it(
    '20 times: 20 of 20 read paid and were announced, each under one id',
    async () => {
      // So slow a shop that most kills fall between the notice and the writing down of its answer.
      await world.merchantAnswers({ status: 200, ms: 40 });
      const { webhooks } = world.running.processes;
      const payments = await Promise.all(times(20).map(() => world.issued()));
      for (const { paymentNo, orderNo } of payments) {
        const pid = webhooks.pid;
        const answer = await callBack(world.demo, paymentNo, ecpayCallback(world.demo, orderNo));
        expect(await answer.text()).toBe('1|OK');
        webhooks.kill('SIGKILL');
        await webhooks.ready();
        expect(webhooks.pid).not.toBe(pid);
      }
      for (const { paymentNo } of payments) {
        expect(await statusOf(paymentNo)).toBe('paid');
        await untilNotified(paymentNo);
        const { events, notice } = await world.document(paymentNo);
        expect(events.filter(({ type }) => type === 'paid')).toHaveLength(1);
        const notices = await world.notices(paymentNo);
        expect(notices.every(({ verified }) => verified)).toBe(true);
        expect([...new Set(notices.map(({ headers }) => headers['webhook-id']))]).toEqual([notice?.id]);
      }
    },
    slow,
  );
});

describe('api, killed while the gateway issues', () => {
  /** A create that the kill cut off; the gateway has its order. */
  async function cutCreate() {
    await world.fault({ path: '/1.0.0/Cashier/GenPaymentCode', mode: 'slow', ms: 10_000, times: 1 });
    const body = world.order();
    const { api } = world.running.processes;
    const lost = world.create(body).catch(() => 'lost');
    const order = await world.until('the order at the gateway', async () => {
      const [stored] = await world.documents({ 'request.merchantOrderNo': body['merchant_order_no'] });
      return stored && world.orderOf(stored._id);
    });
    api.kill('SIGKILL');
    expect(await lost).toBe('lost');
    await api.ready();
    return { body, order };
  }

  const ordersOf = async (paymentNo: string) =>
    (await world.orders()).filter(({ payment_no: of }) => of === paymentNo).map(({ order_no: orderNo }) => orderNo);

  it(
    'leaves an order that the repeat finishes: one payment, one gateway order',
    async () => {
      const { body, order } = await cutCreate();
      const { status, body: answer } = await world.create(body);
      expect(status).toBe(200);
      expect(answer.data).toMatchObject({ payment_no: order.payment_no, created: false, status: 'pending' });
      expect(answer.data.payment_info['virtual_account']).toMatch(/^\d{16}$/);
      expect(await ordersOf(order.payment_no)).toEqual([order.order_no]);
    },
    slow,
  );

  it(
    'leaves an order that the scheduler finishes where nobody repeats, and that can be paid',
    async () => {
      const { order } = await cutCreate();
      const { info } = await world.until('the finished create', async () => {
        const [attempt] = (await world.document(order.payment_no)).attempts;
        return attempt && !attempt.creating && attempt;
      });
      expect(info?.['virtual_account']).toMatch(/^\d{16}$/);
      expect(await ordersOf(order.payment_no)).toEqual([order.order_no]);
      await world.drive(order.order_no, 'paid');
      expect(await statusOf(order.payment_no)).toBe('paid');
    },
    slow,
  );
});

describe('api, killed between the payer’s pick and the gateway’s answer', () => {
  it(
    'leaves an order that the scheduler finishes: one order, one code, and it can be paid',
    async () => {
      await world.fault({ path: '/1.0.0/Cashier/GenPaymentCode', mode: 'slow', ms: 10_000, times: 1 });
      const link = await Link.create(world);
      const { api } = world.running.processes;
      const form = await link.payer.formOf('ecpay/atm');
      const lost = link.payer.post(form).catch(() => 'lost');
      await world.until('the order at the gateway', async () => (await link.orders())[0]);
      api.kill('SIGKILL');
      expect(await lost).toBe('lost');
      await api.ready();
      // As a payer does whose browser said that the page is gone.
      expect((await link.payer.post(form)).status).toBe(303);
      const code = await world.until('the code', async () => (await link.data()).payment_info['virtual_account']);
      expect((await link.payer.open()).text).toContain(code);
      const [order, ...others] = await link.orders();
      expect([await link.attempts(), others]).toMatchObject([[{ gateway_order_no: order?.order_no }], []]);
      if (order) await link.drive(order, 'paid');
      expect(await link.status()).toBe('paid');
    },
    slow,
  );
});

type Killed = AppName | 'mongo';

describe('killed at any time', () => {
  afterEach(() => world.merchantAnswers({ status: 200 }));

  function kill(name: Killed): void {
    if (name === 'mongo') world.running.mongo.kill('SIGKILL');
    else world.running.processes[name].kill('SIGKILL');
  }

  const pidOf = (name: Killed) => (name === 'mongo' ? world.running.mongo : world.running.processes[name]).pid;

  const killings: [string, Killed[]][] = [
    ['the scheduler', ['scheduler']],
    ['the sandbox', ['sandbox']],
    ['the database', ['mongo']],
    ['everything', ['mongo', 'api', 'webhooks', 'scheduler', 'sandbox']],
  ];

  it.each(killings)(
    '%s comes back: what was paid stays paid, its notice arrives, and new payments go through',
    async (_, names) => {
      await world.merchantAnswers({ status: 500 });
      const [paid, open] = [await world.issued(), await world.issued()];
      await world.drive(paid.orderNo, 'paid');
      const { notice } = await world.until('a refused notice', async () => {
        const document = await world.document(paid.paymentNo);
        return (document.notice?.attempts ?? 0) > 0 && document;
      });

      const pids = names.map(pidOf);
      names.forEach(kill);
      const isBack = (name: Killed, at: number) => ![0, pids[at]].includes(pidOf(name));
      await world.until('new processes', async () => names.every(isBack));
      await Promise.all(Object.values(world.running.processes).map((app) => app.ready()));
      await world.until('the shop', () => world.merchantAnswers({ status: 200 }));

      await untilPaid(paid.paymentNo);
      await untilNotified(paid.paymentNo);
      const ids = (await world.notices(paid.paymentNo)).map(({ headers }) => headers['webhook-id']);
      expect([...new Set(ids)]).toEqual([notice?.id]);
      await world.drive(open.orderNo, 'paid');
      await untilPaid(open.paymentNo);
      expect(await statusOf((await world.issued()).paymentNo)).toBe('pending');
    },
    slow,
  );
});
