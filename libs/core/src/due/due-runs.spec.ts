import { aPayment, FakeClock } from '@paycore/testing';
import type { Payment } from '../domain/payment.ts';
import type { DuePayment, DuePosition } from '../ports/payment-store.ts';
import { DueRuns } from './due-runs.ts';
import type { DueItem, DueSource } from './due-source.ts';

const limits = { perGateway: 4, perAccount: 2, maxWaiting: 500 };

/** What is due, in order; of payments that cannot be read, the numbers alone. */
let due: Map<string, Payment | undefined>;
/** Where each payment is in that order, since it was added. */
let order: string[];
let clock: FakeClock;
let runs: DueRuns;
let lists: number[];
let reads: number[];
let listMs: number;
/** What was due by then was asked for last. */
let askedFor: Date | undefined;

beforeEach(() => {
  clock = new FakeClock();
  [due, order, lists, reads, listMs] = [new Map(), [], [], [], 0];
  runs = new DueRuns({ duePage, findAll }, limits, clock);
});

async function duePage(_work: string, at: Date, limit: number, after?: DuePosition): Promise<DuePayment[]> {
  askedFor = at;
  clock.advance(listMs);
  const rest = order.map((paymentNo, place) => ({ paymentNo, dueAt: new Date(place) }));
  const listed = rest
    .slice(after ? after.dueAt.getTime() + 1 : 0)
    .filter(({ paymentNo }) => due.has(paymentNo))
    .slice(0, limit);
  lists.push(listed.length);
  return listed.map(({ paymentNo, dueAt }) => {
    const payment = due.get(paymentNo);
    const places = payment && [placeOf(payment)];
    return { paymentNo, version: payment?.version ?? 1, dueAt, ...(places && { places }) };
  });
}

const placeOf = ({ paymentNo, attempts }: Payment) => ({
  gateway: attempts[0]?.gateway ?? '',
  accountId: paymentNo,
});

async function findAll(paymentNos: readonly string[]) {
  reads.push(paymentNos.length);
  return paymentNos.flatMap((paymentNo) => due.get(paymentNo) ?? []);
}

function added(count: number, gateway = 'ecpay'): Payment[] {
  const all = Array.from({ length: count }, () => aPayment({ gateway }));
  for (const payment of all) {
    due.set(payment.paymentNo, payment);
    order.push(payment.paymentNo);
  }
  return all;
}
const close = async ({ paymentNo }: Payment) => void due.delete(paymentNo);
const turns = async () => {
  for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Work that `act` does, in the room of its gateway where `isPlaced`. */
const source = (act: (payment: Payment) => Promise<unknown>, isPlaced = false): DueSource => ({
  work: 'close',
  at: () => clock.now(),
  itemsOf: (payment): DueItem[] => [
    {
      key: payment.paymentNo,
      run: () => act(payment),
      ...(isPlaced && { place: placeOf(payment) }),
    },
  ],
});

it('lists numbers by the hundred and reads payments by the fifty', async () => {
  added(1_200);
  expect(await runs.run(source(close))).toBe(1_200);
  expect(lists).toEqual([250, 250, 250, 250, 200]);
  expect(Math.max(...reads)).toBe(50);
  expect(reads).toHaveLength(24);
});

it('gets past what stays due, whether it cannot be read or cannot be done', async () => {
  const stuck = added(12_000);
  for (const { paymentNo } of stuck.slice(0, 9_000)) due.set(paymentNo, undefined);
  const hopeless = new Set(stuck.slice(9_000).map(({ paymentNo }) => paymentNo));
  const good = added(300);
  const fault = new Error('not to be done');
  const act = (payment: Payment) => (hopeless.has(payment.paymentNo) ? Promise.reject(fault) : close(payment));
  await expect(runs.run(source(act))).rejects.toBe(fault);
  expect(good.filter(({ paymentNo }) => due.has(paymentNo))).toEqual([]);
  expect(lists).toEqual([...Array.from({ length: 49 }, () => 250), 50]);
});

describe('while a gateway hangs', () => {
  let answers: (() => void)[];
  let tried: string[];
  beforeEach(() => ([answers, tried] = [[], []]));

  /** Smilepay hangs until it is told to answer, stripe fails, and what is at others is done at once. */
  const act = async (payment: Payment) => {
    tried.push(payment.paymentNo);
    const { gateway } = placeOf(payment);
    if (gateway === 'stripe') throw new Error('not to be done');
    if (gateway === 'smilepay') await new Promise<void>((resolve) => answers.push(resolve));
    await close(payment);
  };
  const begun = () => runs.run(source(act, true));
  const isOpen = ({ paymentNo }: Payment) => due.has(paymentNo);
  const answered = async (run: Promise<number>) => {
    let isOver = false;
    const end = run.catch((error: unknown) => error).finally(() => (isOver = true));
    for (; !isOver; await turns()) for (const answer of answers.splice(0)) answer();
    return end;
  };

  it.each([
    ['far behind', 1_000, 12],
    ['on the same page', 120, 40],
  ])('takes up what is due elsewhere, %s, and looks at no more than a page at once', async (_, hanging, open) => {
    added(hanging, 'smilepay');
    const others = added(open, 'paypal');
    const run = begun();
    await turns();
    expect(others.filter(isOpen)).toEqual([]);
    expect(Math.max(...lists)).toBe(Math.min(250, hanging + open));
    expect(await answered(run)).toBe(hanging + open);
  });

  it('meets nothing twice that stays due elsewhere', async () => {
    added(700, 'smilepay');
    const hopeless = added(30, 'stripe');
    added(300, 'paypal');
    const failure = await answered(begun());
    expect(failure).toEqual(new Error('not to be done'));
    expect(due.size).toBe(hopeless.length);
    expect(tried).toHaveLength(1_030);
    expect(new Set(tried).size).toBe(1_030);
    expect(reads.reduce((sum, count) => sum + count, 0)).toBe(1_030);
  });

  it('goes on from where the run is, once that has come past where it had looked ahead', async () => {
    listMs = 10;
    added(4, 'smilepay');
    added(496, 'paypal');
    const hopeless = added(250, 'stripe');
    added(260, 'smilepay');
    const run = begun();
    while (lists.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(await answered(run)).toEqual(new Error('not to be done'));
    expect(due.size).toBe(hopeless.length);
    expect(tried).toHaveLength(1_010);
  });

  it('rests four times as long as a page took before it looks further', async () => {
    listMs = 10;
    added(800, 'smilepay');
    const [other] = added(1, 'paypal');
    const from = clock.now().getTime();
    void begun();
    await turns();
    expect(other && isOpen(other)).toBe(false);
    // Once more from the front, since the first walk ahead had found something.
    expect(lists).toEqual([250, 250, 250, 51, 250, 250, 50]);
    expect(clock.now().getTime() - from).toBeGreaterThanOrEqual(7 * 10 + 6 * 40);
  });

  it('no other run begins for as long as one walks', async () => {
    listMs = 10;
    added(800, 'smilepay');
    void begun();
    while (lists.length < 3) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1_000);
    expect(await begun()).toBe(0);
    expect(lists).toHaveLength(3);
    await turns();
    const before = lists.length;
    clock.advance(1_000);
    expect(await begun()).toBe(0);
    expect(lists.length).toBe(before + 4);
  });

  it('takes up elsewhere what becomes due meanwhile', async () => {
    added(300, 'smilepay');
    const run = begun();
    await turns();
    clock.advance(60_000);
    const later = added(3, 'paypal');
    for (let n = 0; n < 20; n += 1) {
      for (const answer of answers.splice(0)) answer();
      await turns();
    }
    expect(later.filter(isOpen)).toEqual([]);
    expect(due.size).toBeGreaterThan(200);
    expect(askedFor).toEqual(clock.now());
    expect(await answered(run)).toBe(303);
  });

  it('another run passes over what has no room, and rests between pages of it', async () => {
    added(600, 'smilepay');
    void begun();
    await turns();
    const others = added(2, 'paypal');
    [lists, listMs] = [[], 10];
    const from = clock.now().getTime();
    expect(await begun()).toBe(2);
    expect(others.filter(isOpen)).toEqual([]);
    expect(lists.slice(0, 3)).toEqual([250, 250, 102]);
    expect(clock.now().getTime() - from).toBeGreaterThanOrEqual(30 + 2 * 40);
  });
});

it('begins nothing beside a run that gets on, and another where it stands still', async () => {
  const waiting: (() => void)[] = [];
  added(3);
  const slow = source(async (payment) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return close(payment);
  });
  const first = runs.run(slow);
  await turns();
  const later = added(2);
  waiting.shift()?.();
  await turns();
  expect(await runs.run(source(close))).toBe(0);
  expect(lists).toHaveLength(1);
  expect(await runs.run(source(close))).toBe(later.length);
  for (const end of waiting) end();
  expect(await first).toBe(3);
});

it('begins another at once where a gateway has no room, and takes nothing up twice', async () => {
  const waiting: (() => void)[] = [];
  added(6, 'smilepay');
  const slow = source(async (payment) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return close(payment);
  }, true);
  const first = runs.run(slow);
  await turns();
  waiting.shift()?.();
  await turns();
  added(2);
  expect(await runs.run(source(close, true))).toBe(2);
  while (waiting.length > 0) {
    waiting.shift()?.();
    await turns();
  }
  expect(await first).toBe(6);
});

it('does not ask again for a list that took long, until four times as long has passed', async () => {
  listMs = 1_000;
  added(1);
  const first = runs.run(source(() => new Promise(() => undefined)));
  await turns();
  expect(lists).toHaveLength(1);
  for (const seconds of [1, 1, 1]) {
    clock.advance(seconds * 1_000);
    expect(await runs.run(source(close))).toBe(0);
  }
  expect(lists).toHaveLength(1);
  clock.advance(1_000);
  await runs.run(source(close));
  expect(lists).toHaveLength(2);
  void first;
});

it('leaves the front to another process that is at it, and comes back in the end', async () => {
  const all = added(400);
  const taken: string[] = [];
  const together = async (batch: readonly Payment[]) => {
    taken.push(batch[0]?.paymentNo ?? '');
    const isLost = taken.length === 1;
    if (!isLost) for (const payment of batch) await close(payment);
    return { done: isLost ? 0 : batch.length, lost: isLost ? batch.length : 0, left: [] };
  };
  expect(await runs.run({ ...source(close), together })).toBe(350);
  const places = taken.map((no) => all.findIndex(({ paymentNo }) => paymentNo === no));
  expect(places).toEqual([0, 150, 200, 50, 100, 250, 300, 350]);
});

it('rests a quarter of what payments done together took, and not after the last', async () => {
  added(120);
  const begun: number[] = [];
  const from = clock.now().getTime();
  const together = async (batch: readonly Payment[]) => {
    begun.push(clock.now().getTime() - from);
    clock.advance(40);
    for (const payment of batch) await close(payment);
    return { done: batch.length, lost: 0, left: [] };
  };
  expect(await runs.run({ ...source(close), together })).toBe(120);
  expect(begun).toEqual([0, 50, 100]);
  expect(clock.now().getTime() - from).toBe(140);
});

it('reads the next payments while the last ones are being written, once some were done together', async () => {
  added(200);
  const readSoFar: number[] = [];
  const together = async (batch: readonly Payment[]) => {
    await turns();
    readSoFar.push(reads.reduce((sum, count) => sum + count, 0));
    for (const payment of batch) await close(payment);
    return { done: batch.length, lost: 0, left: [] };
  };
  expect(await runs.run({ ...source(close), together })).toBe(200);
  expect(readSoFar).toEqual([50, 150, 200, 200]);
});

it('gives back what it has read ahead where those before wait for a gateway', async () => {
  const all = added(150);
  const late = all[70]?.paymentNo;
  const taken: string[] = [];
  let answer: () => void = () => undefined;
  const together = async (batch: readonly Payment[]) => {
    const left = batch.filter(({ paymentNo }) => paymentNo === late);
    for (const payment of batch.filter(({ paymentNo }) => paymentNo !== late)) {
      taken.push(payment.paymentNo);
      await close(payment);
    }
    return { done: batch.length - left.length, lost: 0, left };
  };
  const act = async (payment: Payment) => {
    await new Promise<void>((resolve) => (answer = resolve));
    await close(payment);
  };
  const run = runs.run({ ...source(act, true), together });
  await turns();
  expect(reads).toEqual([50, 50, 50]);
  // Somebody else has done them by the time the gateway answers.
  for (const { paymentNo } of all.slice(100)) due.delete(paymentNo);
  answer();
  expect(await run).toBe(100);
  expect(reads).toEqual([50, 50, 50, 50]);
  expect(new Set(taken)).toEqual(
    new Set(all.slice(0, 100).flatMap(({ paymentNo }) => (paymentNo === late ? [] : paymentNo))),
  );
});
