import { aPayment, coreOnFakes, deferred, type Deferred } from '@paycore/testing';
import type { Notice, NoticeAnswer } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';

type Core = ReturnType<typeof coreOnFakes>;
const lease = 25_000;

let core: Core;
beforeEach(() => {
  core = coreOnFakes({ schedule: [5_000, 300_000] });
});

const aNotice = (differences: Partial<Notice> = {}): Notice => ({
  id: 'msg_1',
  state: 'due',
  url: 'https://shop.example/payok',
  host: 'shop.example',
  body: '{"type":"payment.paid"}',
  attempts: 0,
  nextAt: core.clock.now(),
  token: 'taker',
  ...differences,
});
const stored = async (notice: Partial<Notice> = {}) => {
  const payment = aPayment({ status: 'paid', notice: aNotice(notice) });
  await core.payments.insert(payment);
  return payment;
};
const many = (count: number, notice: Partial<Notice> = {}) =>
  Promise.all(Array.from({ length: count }, () => stored(notice)));
const noticeOf = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo))?.notice as Notice;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const tick = async (process: Pick<Core, 'deliverNotices'> = core) => {
  const begun = await process.deliverNotices.execute();
  await process.deliverNotices.idle();
  return begun;
};

/** Deliveries stay under way until a spec lets them go. */
const hold = (...hosts: string[]) => {
  const held: Deferred<NoticeAnswer>[] = [];
  core.merchant.tries.answer = ({ host }) => {
    if (hosts.length > 0 && !hosts.includes(host)) return { status: 200 };
    const answer = deferred<NoticeAnswer>();
    held.push(answer);
    return answer.promise;
  };
  return held;
};

describe('DeliverNotices', () => {
  it('delivers what is due, once, and records it', async () => {
    const payment = await stored();
    await stored({ nextAt: new Date(core.clock.now().getTime() + 1) });
    expect(await tick()).toBe(1);
    const { nextAt, token, ...delivered } = await noticeOf(payment);
    expect(delivered).toMatchObject({ id: 'msg_1', state: 'delivered', attempts: 1 });
    expect([nextAt, token]).toEqual([undefined, undefined]);
    expect((await core.payments.find(payment.paymentNo))?.events).toEqual([
      { at: core.clock.now(), type: 'notice', detail: { attempt: 1, state: 'delivered', status: 200 } },
    ]);
    expect(await tick()).toBe(0);
    expect(core.merchant.posted).toHaveLength(1);
  });

  it('signs with the secrets of the project', async () => {
    const project = await core.projects.create('Shop');
    await core.projects.rotateNoticeSecret(project.id);
    await core.payments.insert(aPayment({ project: project.id, notice: aNotice() }));
    await tick();
    expect(core.merchant.tries.calls[0]?.[1]).toHaveLength(2);
  });

  it('tries again by the schedule with the same id and body, then gives up where all can see', async () => {
    core.merchant.tries.answer = () => ({ status: 500 });
    const payment = await stored();
    await tick();
    core.clock.advance(4_999);
    expect(await tick()).toBe(0);
    core.clock.advance(1);
    expect(await tick()).toBe(1);
    core.clock.advance(300_000);
    expect(await tick()).toBe(1);
    expect(await noticeOf(payment)).toMatchObject({ state: 'exhausted', attempts: 3 });
    core.clock.advance(86_400_000);
    expect(await tick()).toBe(0);
    expect(new Set(core.merchant.posted.map(({ id, body }) => id + body)).size).toBe(1);
    expect(core.merchant.posted).toHaveLength(3);
    expect(core.metrics.counts.get('notices_exhausted')).toBe(1);
    expect(core.log.lines.at(-1)).toMatchObject({ level: 'error', message: 'Notice given up' });
  });

  it('ends with 410', async () => {
    core.merchant.tries.answer = () => ({ status: 410 });
    const payment = await stored();
    await tick();
    expect(await noticeOf(payment)).toMatchObject({ state: 'gone', attempts: 1 });
    core.clock.advance(86_400_000);
    expect(await tick()).toBe(0);
  });

  it('delivers after the lease what a dead process had taken', async () => {
    const payment = await stored({ nextAt: new Date(core.clock.now().getTime() + lease) });
    expect(await tick()).toBe(0);
    core.clock.advance(lease);
    expect(await tick()).toBe(1);
    expect((await noticeOf(payment)).state).toBe('delivered');
  });

  it('makes one delivery per lease, however many processes tick', async () => {
    const payments = await many(50);
    const others = [core.process(), core.process()];
    for (let n = 0; n < 6; n += 1) await Promise.all([core, ...others].map(tick));
    expect(core.merchant.posted).toHaveLength(50);
    for (const payment of payments) expect(await noticeOf(payment)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('writes nothing after it lost its lease', async () => {
    const held = hold();
    const payment = await stored();
    await core.deliverNotices.execute();
    core.clock.advance(lease);
    const other = core.process();
    await other.deliverNotices.execute();
    held[0]?.resolve({ status: 410 });
    await core.deliverNotices.idle();
    expect(await noticeOf(payment)).toMatchObject({ state: 'due', attempts: 0 });
    expect(core.metrics.counts.get('notice_tries')).toBeUndefined();
    held[1]?.resolve({ status: 200 });
    await other.deliverNotices.idle();
    expect(await noticeOf(payment)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(core.merchant.posted.map(({ id }) => id)).toEqual(['msg_1', 'msg_1']);
  });

  it('has at most 10 under way per host, and goes on as they end', async () => {
    const held = hold();
    await many(25);
    expect(await core.deliverNotices.execute()).toBe(10);
    expect(held).toHaveLength(10);
    held[0]?.resolve({ status: 200 });
    for (let n = 0; n < 5; n += 1) await turn();
    expect(held).toHaveLength(11);
    for (let next = 1; next < 25; next += 1) {
      held[next]?.resolve({ status: 200 });
      for (let n = 0; n < 3; n += 1) await turn();
    }
    await core.deliverNotices.idle();
    expect(core.payments.all().every(({ notice }) => notice?.state === 'delivered')).toBe(true);
    expect(core.merchant.posted).toHaveLength(25);
  });

  it('lets one slow host delay no other', async () => {
    hold('slow.example');
    await many(300, { host: 'slow.example', url: 'https://slow.example/' });
    core.clock.advance(1);
    const quick = await many(5);
    await core.deliverNotices.execute();
    for (let n = 0; n < 5; n += 1) await turn();
    for (const payment of quick) expect((await noticeOf(payment)).state).toBe('delivered');
    expect(core.merchant.posted.filter(({ host }) => host === 'slow.example')).toHaveLength(10);
  });

  it('has at most so many under way in all', async () => {
    core = coreOnFakes({ maxInProcess: 20 });
    const held = hold();
    for (let n = 0; n < 50; n += 1) {
      await core.payments.insert(aPayment({ project: `prj_${n}`, notice: aNotice({ host: `shop-${n}.example` }) }));
    }
    await core.deliverNotices.execute();
    // The last quarter is kept for shops that have answered.
    expect(held).toHaveLength(15);
    for (let next = 0; next < 50; next += 1) {
      held[next]?.resolve({ status: 200 });
      for (let n = 0; n < 3; n += 1) await turn();
      expect(held.length - next - 1).toBeLessThanOrEqual(20);
    }
    await core.deliverNotices.idle();
    expect(core.merchant.posted).toHaveLength(50);
  });

  it('keeps a notice due whose result could not be written', async () => {
    const payment = await stored();
    const { update } = core.payments;
    core.payments.update = (current, change) =>
      change.events ? Promise.reject(new Error('away')) : update.call(core.payments, current, change);
    await tick();
    expect(core.log.lines).toEqual([expect.objectContaining({ message: 'Notice delivery will be retried' })]);
    core.payments.update = update;
    core.clock.advance(lease);
    await tick();
    expect(await noticeOf(payment)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('is idle when no delivery is under way, and begins none while it is waited for', async () => {
    const held = hold();
    await many(25);
    void core.deliverNotices.execute();
    let isIdle = false;
    const idle = core.deliverNotices.idle().then(() => (isIdle = true));
    await turn();
    for (const answer of held.slice(0, 9)) answer.resolve({ status: 200 });
    for (let n = 0; n < 5; n += 1) await turn();
    expect([isIdle, held.length]).toEqual([false, 10]);
    held[9]?.resolve({ status: 200 });
    await idle;
    expect(held).toHaveLength(10);
  });

  it('is idle even where the database is away', async () => {
    core.payments.due = () => Promise.reject(new Error('away'));
    const round = expect(core.deliverNotices.execute()).rejects.toThrow('away');
    await expect(core.deliverNotices.idle()).resolves.toBeUndefined();
    await round;
  });
});

describe('ResendNotice', () => {
  it.each(['delivered', 'exhausted', 'gone', 'due'] as const)('sends a %s notice again, the same', async (state) => {
    const { nextAt: _never, token: _nobody, ...done } = aNotice({ state, attempts: 10 });
    const payment = aPayment({ status: 'paid', notice: done });
    await core.payments.insert(payment);
    const after = await core.resendNotice.execute(payment.paymentNo);
    expect(after.notice).toEqual({ ...done, state: 'due', attempts: 0, nextAt: core.clock.now() });
    await tick();
    expect(core.merchant.posted).toEqual([expect.objectContaining({ id: done.id, body: done.body })]);
    expect(await noticeOf(payment)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('takes the lease from whoever sends at the moment', async () => {
    const held = hold();
    const payment = await stored();
    await core.deliverNotices.execute();
    await core.resendNotice.execute(payment.paymentNo);
    held[0]?.resolve({ status: 500 });
    await core.deliverNotices.idle();
    expect(await noticeOf(payment)).toMatchObject({ state: 'due', attempts: 0, nextAt: core.clock.now() });
  });

  it('says where there is nothing to send', async () => {
    const payment = aPayment();
    await core.payments.insert(payment);
    await expect(core.resendNotice.execute(payment.paymentNo)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(core.resendNotice.execute('PAY202606221200ZZZZZZZZ')).rejects.toMatchObject({ kind: 'notFound' });
  });
});
