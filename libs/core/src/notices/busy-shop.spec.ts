import { aPayment, coreOnFakes, deferred, PatientClock, type Deferred } from '@paycore/testing';
import type { Notice, NoticeAnswer } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';

const second = 1_000;
const lease = 25 * second;

let core: ReturnType<typeof coreOnFakes>;
let held: Deferred<NoticeAnswer>[];
let drawn = 0;

beforeEach(() => {
  core = coreOnFakes({}, new PatientClock());
  held = [];
  core.merchant.tries.answer = () => {
    const answer = deferred<NoticeAnswer>();
    held.push(answer);
    return answer.promise;
  };
});

const turns = async (count = 6) => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** As the write that pays leaves it: this process holds the lease. */
const paid = async (notice: Partial<Notice> = {}, project = 'prj_1'): Promise<Payment> => {
  drawn += 1;
  const payment = aPayment({
    project,
    status: 'paid',
    notice: {
      id: `msg_${drawn}`,
      state: 'due',
      url: 'https://shop.example/payok',
      host: 'shop.example',
      body: '{}',
      attempts: 0,
      nextAt: new Date(core.clock.now().getTime() + lease),
      token: `taker-${drawn}`,
      ...notice,
    },
  });
  await core.payments.insert(payment);
  return payment;
};
const startMany = async (count: number) => {
  const all: Payment[] = [];
  for (let n = 0; n < count; n += 1) all.push(await paid());
  for (const payment of all) core.deliverNotices.start(payment);
  await turns();
  return all;
};
const noticeOf = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo))?.notice;
const states = () => core.payments.all().map(({ notice }) => notice?.state);

describe('a shop that is paid faster than it answers', () => {
  it('is told of the next as soon as it has answered, without waiting for a lease', async () => {
    await startMany(200);
    expect(held).toHaveLength(10);
    for (let next = 0; next < 200; next += 1) {
      held[next]?.resolve({ status: 200 });
      await turns();
    }
    expect(new Set(states())).toEqual(new Set(['delivered']));
    expect(new Set(core.merchant.posted.map(({ id }) => id)).size).toBe(200);
    expect(core.merchant.posted).toHaveLength(200);
  });

  it('gets more at a time while it answers quickly, up to a quarter of all slots', async () => {
    await startMany(300);
    let [next, most] = [0, 0];
    for (; next < 250; next += 1) {
      held[next]?.resolve({ status: 200 });
      await turns();
      most = Math.max(most, held.length - next - 1);
    }
    expect(most).toBe(50);
  });

  it('gets no more at a time while it takes half a second', async () => {
    await startMany(100);
    for (let next = 0; next < 60; next += 1) {
      if (next % 10 === 0) core.clock.advance(500);
      held[next]?.resolve({ status: 200 });
      await turns();
      expect(held.length - next - 1).toBeLessThanOrEqual(10);
    }
  });

  it('has what waits too long for this process given back, for whoever has room', async () => {
    const all = await startMany(30);
    core.clock.advance(9 * second);
    await turns();
    expect(await noticeOf(all[10] as Payment)).toMatchObject({ token: all[10]?.notice?.token });
    core.clock.advance(second);
    await turns();
    for (const payment of all.slice(10)) {
      const notice = await noticeOf(payment);
      expect(notice).toMatchObject({ state: 'due', attempts: 0, nextAt: core.clock.now(), id: payment.notice?.id });
      expect(notice?.token).toBeUndefined();
    }
    for (const payment of all.slice(0, 10)) expect((await noticeOf(payment))?.token).toBe(payment.notice?.token);
    const other = core.process();
    expect(await other.deliverNotices.execute()).toBe(10);
  });

  it('has at most a thousand wait in this process; the rest is given back at once', async () => {
    const all = await startMany(1_015);
    const free = all.filter(({ paymentNo }) => {
      const notice = core.payments.all().find((one) => one.paymentNo === paymentNo)?.notice;
      return notice?.token === undefined && notice?.nextAt?.getTime() === core.clock.now().getTime();
    });
    expect(free.map(({ paymentNo }) => paymentNo)).toEqual(all.slice(1_010).map(({ paymentNo }) => paymentNo));
    expect(core.deliverNotices.state).toMatchObject({ underWay: 10, queued: 1_000 });
  });

  it('is told after the lease of what waited in a process that died', async () => {
    const all = await startMany(30);
    core.merchant.tries.answer = () => ({ status: 200 });
    const other = core.process();
    expect(await other.deliverNotices.execute()).toBe(0);
    for (let n = 0; n < 4; n += 1) {
      core.clock.advance(lease);
      await other.deliverNotices.execute();
      await turns(40);
    }
    for (const payment of all) expect((await noticeOf(payment))?.state).toBe('delivered');
  });

  it('is told by a stopping process of what is under way, and the rest is given back', async () => {
    const all = await startMany(25);
    const idle = core.deliverNotices.idle();
    await turns();
    for (const answer of held) answer.resolve({ status: 200 });
    await idle;
    expect(held).toHaveLength(10);
    expect(states().filter((state) => state === 'delivered')).toHaveLength(10);
    for (const payment of all.slice(10)) expect((await noticeOf(payment))?.token).toBeUndefined();
  });

  it('is not told by a process whose lease somebody else has taken while the notice waited', async () => {
    const all = await startMany(11);
    const waiting = all[10] as Payment;
    await core.resendNotice.execute(waiting.paymentNo);
    held[0]?.resolve({ status: 200 });
    await turns();
    expect(held).toHaveLength(10);
    expect(await noticeOf(waiting)).toMatchObject({ state: 'due', attempts: 0 });
  });

  it('is told soon after the database was away when its turn came', async () => {
    const all = await startMany(12);
    const { find } = core.payments;
    core.payments.find = () => Promise.reject(new Error('away'));
    held[0]?.resolve({ status: 200 });
    await turns();
    core.payments.find = find;
    expect(core.log.lines).toContainEqual(expect.objectContaining({ message: 'Notice delivery will be retried' }));
    core.clock.advance(500);
    await turns();
    core.clock.advance(500);
    await turns();
    for (const { resolve } of held) resolve({ status: 200 });
    await turns(20);
    for (const { resolve } of held) resolve({ status: 200 });
    await turns(20);
    for (const payment of all) expect(await noticeOf(payment)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(core.merchant.posted).toHaveLength(12);
  });
});
