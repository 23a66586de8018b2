import { aPayment, coreOnFakes, deferred, PatientClock, type Deferred } from '@paycore/testing';
import type { NoticeAnswer } from '../domain/notice.ts';
import type { Payment } from '../domain/payment.ts';
import type { AddressFound } from '../ports/runtime.ts';

const second = 1_000;
const lease = 25 * second;

interface Held extends Deferred<NoticeAnswer> {
  readonly host: string;
  readonly timeoutMs: number;
}

let core: ReturnType<typeof coreOnFakes>;
/** Tries at shops that hang, those that are not over. */
let hanging: Held[];
let drawn = 0;

const isDead = (host: string) => host.startsWith('dead');

beforeEach(() => {
  core = coreOnFakes({ schedule: [5 * second, 300 * second] }, new PatientClock());
  hanging = [];
  core.merchant.tries.answer = ({ host }, _secrets, timeoutMs) => {
    if (!isDead(host)) return { status: 200 };
    const answer = { ...deferred<NoticeAnswer>(), host, timeoutMs };
    hanging.push(answer);
    return answer.promise;
  };
});

const turns = async (count = 8) => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
};
const paymentFor = (host: string, project: string, nextAt: Date, token?: string): Payment => {
  drawn += 1;
  return aPayment({
    project,
    status: 'paid',
    notice: {
      ...{ id: `msg_${drawn}`, state: 'due', url: `https://${host}/payok`, host, body: '{}', attempts: 0, nextAt },
      ...(token !== undefined && { token }),
    },
  });
};

/** As the write that pays leaves it. */
const start = async (host: string, project = 'prj_evil') => {
  const payment = paymentFor(host, project, new Date(core.clock.now().getTime() + lease), `taker-${drawn}`);
  await core.payments.insert(payment);
  core.deliverNotices.start(payment);
  return payment;
};
const due = async (host: string, project = 'prj_evil') => {
  const payment = paymentFor(host, project, core.clock.now());
  await core.payments.insert(payment);
  return payment;
};
const stateOf = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo))?.notice?.state;

/** All tries under way run into their time limit, the earliest first; later ones take their place. */
const timeOut = async () => {
  const over = hanging;
  hanging = [];
  core.clock.advance(Math.max(...over.map(({ timeoutMs }) => timeoutMs), 0));
  for (const { resolve } of over) resolve({ reason: 'timeout' });
  await turns();
};

describe('shops that hang', () => {
  it.each([
    [430, 45],
    [400, 200],
  ])('take at most a quarter of the slots for one project: %i payments on %i hosts', async (payments, hosts) => {
    for (let n = 0; n < payments; n += 1) await start(`dead-${n % hosts}.example`);
    await turns();
    expect(hanging.length).toBeLessThanOrEqual(50);
    const other = await start('shop.example', 'prj_shop');
    await turns();
    expect(await stateOf(other)).toBe('delivered');
  });

  it('leave a shop of the same project its room once that has answered', async () => {
    expect(await stateOf(await start('shop.example').then(async (one) => (await turns(), one)))).toBe('delivered');
    for (let n = 0; n < 400; n += 1) await start(`dead-${n % 200}.example`);
    await turns();
    const own = await start('shop.example');
    await turns();
    expect(await stateOf(own)).toBe('delivered');
  });

  it('of many projects leave room to shops that have answered', async () => {
    await start('shop.example', 'prj_shop');
    await turns();
    for (let n = 0; n < 800; n += 1) await start(`dead-${n}.example`, `prj_evil_${n % 20}`);
    await turns();
    expect(hanging.length).toBeLessThanOrEqual(150);
    const other = await start('shop.example', 'prj_shop');
    await turns();
    expect(await stateOf(other)).toBe('delivered');
  });

  it('are left out by the query while nothing for them could begin', async () => {
    for (let n = 0; n < 300; n += 1) await due(`dead-${n % 30}.example`);
    const other = await due('shop.example', 'prj_shop');
    const asked: number[] = [];
    const { due: find } = core.payments;
    core.payments.due = async (...args) => {
      const found = await find.apply(core.payments, args);
      asked.push(found.length);
      return found;
    };
    await core.deliverNotices.execute();
    await turns();
    expect(await stateOf(other)).toBe('delivered');
    asked.length = 0;
    await core.deliverNotices.execute();
    expect(asked).toEqual([0]);
  });

  it('are tried one at a time after a time-out, in less time, until they answer', async () => {
    for (let n = 0; n < 40; n += 1) await due('dead.example');
    await core.deliverNotices.execute();
    expect(hanging.map(({ timeoutMs }) => timeoutMs)).toEqual(Array.from({ length: 10 }, () => 15 * second));
    await timeOut();
    await core.deliverNotices.execute();
    expect(hanging.map(({ timeoutMs }) => timeoutMs)).toEqual([5 * second]);
    hanging[0]?.resolve({ status: 500 });
    hanging = [];
    await turns();
    await core.deliverNotices.execute();
    expect(hanging.map(({ timeoutMs }) => timeoutMs)).toEqual(Array.from({ length: 10 }, () => 15 * second));
  });

  it('do not slow down another project on the same host', async () => {
    await due('dead.example');
    await core.deliverNotices.execute();
    await timeOut();
    for (let n = 0; n < 5; n += 1) await due('dead.example', 'prj_shop');
    await core.deliverNotices.execute();
    expect(hanging).toHaveLength(5);
  });

  it('get the full time at a notice’s last try, and now and then between', async () => {
    for (let n = 0; n < 20; n += 1) await due('dead.example');
    const given: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      await core.deliverNotices.execute();
      given.push(hanging[0]?.timeoutMs ?? NaN);
      await timeOut();
    }
    expect(given).toEqual([15, 5, 5, 5, 15].map((each) => each * second));
    const payment = await due('dead-last.example');
    for (let n = 0; n < 3; n += 1) {
      core.clock.advance(400 * second);
      await core.deliverNotices.execute();
      const own = hanging.find(({ host }) => host === 'dead-last.example');
      expect(own?.timeoutMs).toBe([15, 5, 15][n]! * second);
      await timeOut();
    }
    expect(await stateOf(payment)).toBe('exhausted');
  });

  it('are not tried for a while after five time-outs in a row, which the operator sees', async () => {
    for (let n = 0; n < 60; n += 1) await due('dead.example');
    for (let n = 0; n < 5; n += 1) {
      await core.deliverNotices.execute();
      await timeOut();
    }
    expect(hanging).toEqual([]);
    const { project, host } = { project: 'prj_evil', host: 'dead.example' };
    expect(core.deliverNotices.state.troubled).toEqual([{ project, host, state: 'open' }]);
    const until = new Date(core.clock.now().getTime() + 10 * second).toISOString();
    expect(core.log.lines).toContainEqual({
      level: 'warn',
      message: 'Shop times out again and again: its notices are paused',
      detail: { project, host, until },
    });
    expect(await core.deliverNotices.execute()).toBe(0);
    core.clock.advance(10 * second);
    expect(await core.deliverNotices.execute()).toBe(1);
    hanging[0]?.resolve({ status: 200 });
    await turns();
    expect(core.log.lines).toContainEqual(expect.objectContaining({ message: 'Shop answers again' }));
    expect(core.deliverNotices.state.troubled).toEqual([]);
  });
});

describe('an address with fifty slow deliveries', () => {
  const cdn = '192.0.2.1';
  beforeEach(async () => {
    for (let n = 0; n < 60; n += 1) core.addresses.known.set(`dead-${n}.example`, cdn);
    for (const host of ['shop.example', 'new.example', 'new-2.example']) core.addresses.known.set(host, cdn);
    await start('shop.example', 'prj_shop');
    for (let n = 0; n < 60; n += 1) await start(`dead-${n}.example`, `prj_evil_${n % 3}`);
    core.clock.advance(1_001);
    await turns();
    expect(hanging).toHaveLength(60);
  });

  it('takes no more from those that hang there', async () => {
    await start('dead-1.example', 'prj_evil_1');
    core.addresses.known.set('dead-elsewhere.example', '192.0.2.2');
    await turns();
    expect(hanging).toHaveLength(60);
    await start('dead-elsewhere.example', 'prj_evil_1');
    await turns();
    expect(hanging).toHaveLength(61);
  });

  it('takes what goes to neighbours that answer, and a first one of others', async () => {
    const [proven, first] = [await start('shop.example', 'prj_shop'), await start('new.example', 'prj_new')];
    await turns();
    expect([await stateOf(proven), await stateOf(first)]).toEqual(['delivered', 'delivered']);
  });

  it('goes on as they end', async () => {
    const payment = await start('dead-1.example', 'prj_evil_1');
    for (const { resolve } of hanging.splice(0, 20)) resolve({ status: 200 });
    await turns();
    expect(hanging.at(-1)?.host).toBe('dead-1.example');
    hanging.at(-1)?.resolve({ status: 200 });
    await turns();
    expect(await stateOf(payment)).toBe('delivered');
  });
});

describe('a name that is being looked up', () => {
  let looking: Deferred<AddressFound>;
  beforeEach(() => {
    looking = deferred<AddressFound>();
    core.addresses.known.set('named.example', () => looking.promise);
  });

  it('holds no slot, and is looked up once for all its notices', async () => {
    let looks = 0;
    core.addresses.known.set('named.example', () => {
      looks += 1;
      return looking.promise;
    });
    const all = [await start('named.example'), await start('named.example'), await due('named.example')];
    await core.deliverNotices.execute();
    expect([looks, core.deliverNotices.state.underWay]).toEqual([1, 0]);
    looking.resolve({ address: '192.0.2.1' });
    await turns(20);
    await core.deliverNotices.execute();
    await turns();
    for (const payment of all) expect(await stateOf(payment)).toBe('delivered');
    expect(looks).toBe(1);
  });

  it('that has no address fails the try, on schedule', async () => {
    const payment = await start('named.example');
    looking.resolve({ reason: 'dns' });
    await turns();
    const { notice, events } = (await core.payments.find(payment.paymentNo)) as Payment;
    expect(notice).toMatchObject({ state: 'due', attempts: 1, nextAt: new Date(core.clock.now().getTime() + 5_000) });
    expect(events.at(-1)?.detail).toEqual({ attempt: 1, state: 'due', reason: 'dns' });
    expect(core.merchant.posted).toEqual([]);
  });

  it('slowly without end counts as a time-out', async () => {
    await start('named.example');
    core.clock.advance(5 * second);
    looking.resolve({ reason: 'dns' });
    await turns();
    expect(core.deliverNotices.state.troubled).toEqual([expect.objectContaining({ state: 'doubted' })]);
  });

  it('has its notice wait where there is no room any more once it is known', async () => {
    const payment = await start('named.example');
    for (let n = 0; n < 60; n += 1) await start(`dead-${n}.example`);
    looking.resolve({ address: '192.0.2.1' });
    await turns();
    expect(await stateOf(payment)).toBe('due');
    for (const { resolve } of hanging.splice(0, 5)) resolve({ status: 200 });
    await turns();
    for (let n = 0; n < 60; n += 1) {
      hanging.shift()?.resolve({ status: 200 });
      await turns();
    }
    expect(await stateOf(payment)).toBe('delivered');
  });
});
