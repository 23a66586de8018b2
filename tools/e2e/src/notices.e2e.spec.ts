import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { Receiver, type Behaviour, type Delivery } from './receiver.ts';
import { World } from './world.ts';

const schedule = [200, 400, 800];
const tries = schedule.length + 1;

const answer = (res: ServerResponse, code: number, headers: Readonly<Record<string, string>> = {}) =>
  void res.writeHead(code, headers).end();

const dribble: Behaviour = (res) => {
  res.writeHead(200, { 'content-type': 'text/plain' });
  const timer = setInterval(() => res.write('.'), 1_000);
  res.on('close', () => clearInterval(timer));
};

const huge: Behaviour = (res) => {
  res.writeHead(200, { 'content-length': 10_485_760 });
  res.end(Buffer.alloc(10_485_760, 'x'));
};

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

/** What the shop does at each of its addresses. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  '/500': (res) => answer(res, 500),
  '/301': (res) => answer(res, 301, { location: elsewhere.on('/moved', (moved) => answer(moved, 200)) }),
  '/hang': () => undefined,
  '/dribble': dribble,
  '/reset': (res) => void res.socket?.resetAndDestroy(),
  '/410': (res) => answer(res, 410),
  '/429': (res, nth) => answer(res, nth === 1 ? 429 : 200, { 'retry-after': '2' }),
  '/503': (res, nth) => answer(res, nth === 1 ? 503 : 200, { 'retry-after': inSeconds(3) }),
  '/hurry': (res, nth) => answer(res, nth < 3 ? 429 : 200, { 'retry-after': '0' }),
  '/huge': huge,
  '/ok': (res) => answer(res, 204),
};

let world: World;
let shop: Receiver;
let elsewhere: Receiver;
const payments = new Map<string, string>();

/** All of it at once: most of the time is waiting. */
beforeAll(async () => {
  [shop, elsewhere] = await Promise.all([Receiver.start(), Receiver.start()]);
  world = await World.start({
    PAYCORE_TICK: '200ms',
    PAYCORE_NOTICE_SCHEDULE: schedule.map((ms) => `${ms}ms`).join(','),
    // One try may take 0.6 of it; the rest must do for the writes, or the next process tries too.
    PAYCORE_NOTICE_LEASE: '6s',
    PAYCORE_EGRESS_ALLOW: `${shop.host},${elsewhere.host}`,
  });
  const begun = Object.entries(behaviours).map(async ([path, behaviour]) => {
    payments.set(path, await paid(shop.on(path, behaviour)));
    await untilOver(paymentAt(path));
  });
  await Promise.all(begun);
}, 120_000);

afterAll(async () => {
  await Promise.all([shop?.stop(), elsewhere?.stop()]);
  await world?.stop();
});

async function paid(payokUrl: string): Promise<string> {
  const { paymentNo, orderNo } = await world.issued({ payok_url: payokUrl });
  await world.drive(orderNo, 'paid');
  return paymentNo;
}

const paymentAt = (path: string) => payments.get(path) ?? '';
const noticeOf = async (paymentNo: string) => (await world.document(paymentNo)).notice;

const untilOver = (paymentNo: string) =>
  world.until(`the end of ${paymentNo}'s notice`, async () => (await noticeOf(paymentNo))?.state !== 'due', 40_000);

/** What each try came to, as it stands in the payment. */
async function triesAt(path: string) {
  const { events } = await world.document(paymentAt(path));
  return events.filter(({ type }) => type === 'notice').map(({ detail }) => detail);
}

const gaps = (deliveries: readonly Delivery[]) =>
  deliveries.slice(1).map(({ at }, index) => at - (deliveries[index]?.at ?? 0));

function expectOnSchedule(deliveries: readonly Delivery[]): void {
  // Two clocks that round differently.
  gaps(deliveries).forEach((gap, index) => expect(gap).toBeGreaterThanOrEqual((schedule[index] ?? 0) - 1));
}

const header = (delivery: Delivery | undefined, name: string) => String(delivery?.headers[name] ?? '');

const verify = (secret: string, { headers, body }: Delivery) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

function lastAt(path: string): Delivery {
  const last = shop.at(path).at(-1);
  if (!last) throw new Error(`No notice came to ${path}`);
  return last;
}

describe('a shop that does not take the notice', () => {
  it.each([
    ['500', '/500', { status: 500 }],
    ['301', '/301', { status: 301 }],
    ['nothing', '/hang', { reason: 'timeout' }],
    ['one byte a second', '/dribble', { reason: 'timeout' }],
    ['by breaking the connection', '/reset', { reason: 'reset' }],
  ])('gets each try on schedule until the last, where it answers %s', async (_what, path, outcome) => {
    const deliveries = shop.at(path);
    expect(deliveries).toHaveLength(tries);
    expectOnSchedule(deliveries);
    expect(new Set(deliveries.map((each) => header(each, 'webhook-id'))).size).toBe(1);
    expect(new Set(deliveries.map(({ body }) => body)).size).toBe(1);
    const states = ['due', 'due', 'due', 'exhausted'];
    const expected = states.map((state, index) => ({ attempt: index + 1, state, ...outcome }));
    expect(await triesAt(path)).toEqual(expected);
    expect(await noticeOf(paymentAt(path))).toMatchObject({ state: 'exhausted', attempts: tries });
    expect((await world.query(paymentAt(path))).body.data.status).toBe('paid');
  });

  it('is not looked for where it says to have moved', () => {
    expect(elsewhere.at('/moved')).toEqual([]);
  });

  it('is left alone after 410', async () => {
    expect(shop.at('/410')).toHaveLength(1);
    const notice = await noticeOf(paymentAt('/410'));
    expect(notice).toMatchObject({ attempts: 1, state: 'gone' });
    expect(notice?.nextAt).toBeUndefined();
  });

  it('is seen by the operator, who sends it again: the same id, the same bytes', async () => {
    const paymentNo = paymentAt('/500');
    const [first] = shop.at('/500');
    expect(await world.cli('payment', 'show', paymentNo)).toMatchObject({
      status: 'paid',
      notice: { id: header(first, 'webhook-id'), state: 'exhausted', attempts: tries, host: shop.host },
      events: expect.arrayContaining([expect.objectContaining({ type: 'notice' })]),
    });
    const before = shop.at('/500').length;
    shop.on('/500', (res) => answer(res, 202));
    expect(await world.cli('payment', 'resend-notice', paymentNo)).toEqual({ due: true });
    await untilOver(paymentNo);
    expect(await noticeOf(paymentNo)).toMatchObject({ state: 'delivered' });
    expect(shop.at('/500')).toHaveLength(before + 1);
    expect(lastAt('/500').body).toBe(first?.body);
    expect(header(lastAt('/500'), 'webhook-id')).toBe(header(first, 'webhook-id'));
  }, 120_000);
});

describe('a shop that takes the notice', () => {
  it.each([
    ['in seconds', '/429'],
    ['as a date', '/503'],
  ])('gets the notice again after its Retry-After %s, not sooner', async (_how, path) => {
    expect(await noticeOf(paymentAt(path))).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(gaps(shop.at(path))[0]).toBeGreaterThanOrEqual(1_999);
  });

  it('cannot hurry the schedule by its Retry-After', () => {
    expect(shop.at('/hurry')).toHaveLength(3);
    expectOnSchedule(shop.at('/hurry'));
  });

  it('has taken it with 200 and a body of 10 MB', async () => {
    expect(await triesAt('/huge')).toEqual([{ attempt: 1, state: 'delivered', status: 200 }]);
  });

  it('is not delayed by another one that hangs with many notices', async () => {
    let open = 0;
    let most = 0;
    const slow = elsewhere.on('/slow', (res) => {
      most = Math.max(most, (open += 1));
      res.on('close', () => (open -= 1));
    });
    const waiting = await Promise.all(Array.from({ length: 40 }, () => paid(slow)));
    // One at a time once the first try has timed out, which may be before the tenth is begun.
    await world.until('the slow shop is busy', async () => most >= 1 && open >= 1);
    // Refused once, so that the scheduler must send it while it is busy with the others.
    const quick = await paid(shop.on('/quick', (res, nth) => answer(res, nth === 1 ? 500 : 200)));
    await untilOver(quick);
    const states = (await world.documents({ _id: { $in: waiting } })).map(({ notice }) => notice?.state);
    expect(new Set(states)).toEqual(new Set(['due']));
    // 10 by each process that delivers: webhooks and scheduler.
    expect(most).toBeLessThanOrEqual(20);
  }, 120_000);
});

describe('the signature', () => {
  it('is of the project, over id, time and body', () => {
    const secret = world.demo.project.notice_secret;
    const delivery = lastAt('/ok');
    expect(verify(secret, delivery)).toMatchObject({ type: 'payment.paid', data: { status: 'paid' } });
    const { headers, body } = delivery;
    const changes: Partial<Delivery>[] = [
      { body: body.replace('980', '981') },
      { body: `${body} ` },
      { headers: { ...headers, 'webhook-id': `${header(delivery, 'webhook-id')}x` } },
      { headers: { ...headers, 'webhook-timestamp': String(Number(header(delivery, 'webhook-timestamp')) - 1) } },
      { headers: { ...headers, 'webhook-signature': flipped(header(delivery, 'webhook-signature')) } },
    ];
    for (const change of changes) {
      expect(() => verify(secret, { ...delivery, ...change })).toThrow('No matching signature');
    }
  });

  it('is given by both secrets during a rotation', async () => {
    const old = world.demo.project.notice_secret;
    const { project } = await world.document(paymentAt('/ok'));
    const rotated = await world.cli('project', 'secret', 'rotate', project);
    expect(rotated).toEqual({ notice_secrets: [expect.stringMatching(/^whsec_/), old] });
    // A process may know the old secret alone for 2 s more.
    const both: Behaviour = (res, _nth, delivery) =>
      answer(res, header(delivery, 'webhook-signature').includes(' ') ? 200 : 500, { 'retry-after': '1' });
    await untilOver(await paid(shop.on('/rotated', both)));
    const { notice_secrets: secrets } = rotated as { notice_secrets: string[] };
    for (const secret of secrets) {
      expect(verify(secret, lastAt('/rotated'))).toMatchObject({ type: 'payment.paid' });
    }
    const foreign = `whsec_${Buffer.alloc(24).toString('base64')}`;
    expect(() => verify(foreign, lastAt('/rotated'))).toThrow('No matching signature');
  }, 120_000);
});

/** One bit of the signature's bytes changed. */
function flipped(signature: string): string {
  const [version = '', text = ''] = signature.split(',');
  const bytes = Buffer.from(text, 'base64');
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  return `${version},${bytes.toString('base64')}`;
}
