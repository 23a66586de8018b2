import { aPayment, firstAttempt, MemoryPaymentStore } from '@paycore/testing';
import { PayCoreError } from '../domain/errors.ts';
import { merchantOrderOf, type Payment, type PaymentChange } from '../domain/payment.ts';
import { WritesTogether } from './writes-together.ts';

let payments: MemoryPaymentStore;
let together: WritesTogether;
let bulks: number[];
let open: (() => void)[];

beforeEach(() => {
  payments = new MemoryPaymentStore();
  together = new WritesTogether(payments);
  [bulks, open] = [[], []];
  const { updateAll } = payments;
  payments.updateAll = async (writes) => {
    bulks.push(writes.length);
    await new Promise<void>((resolve) => open.push(resolve));
    return updateAll.call(payments, writes);
  };
});

const stored = async (count: number): Promise<Payment[]> => {
  const all = Array.from({ length: count }, () => aPayment());
  for (const payment of all) await payments.insert(payment);
  return all;
};
const noted = (n: number): PaymentChange => ({ attempts: [{ no: 1, set: { info: { n } } }] });
const turn = () => new Promise((resolve) => setImmediate(resolve));
const finish = async () => {
  for (await turn(); open.length > 0; await turn()) open.shift()?.();
};

it('writes together what begins at the same time, and what came while that was written', async () => {
  const all = await stored(260);
  const first = all.slice(0, 3).map((payment) => together.update(payment, noted(1)));
  await turn();
  const rest = all.slice(3).map((payment) => together.update(payment, noted(2)));
  await finish();
  expect(new Set(await Promise.all([...first, ...rest]))).toEqual(new Set(['saved']));
  expect(bulks).toEqual([3, 50, 50, 50, 50, 50, 7]);
  const last = (await together.find(all[259]?.paymentNo ?? '')) as Payment;
  expect(firstAttempt(last).info).toEqual({ n: 2 });
});

it('tells each what came of its own', async () => {
  const [one, two] = (await stored(2)) as [Payment, Payment];
  await payments.update(two, noted(9));
  const results = Promise.all([together.update(one, noted(1)), together.update(two, noted(1))]);
  await finish();
  expect(await results).toEqual(['saved', 'stale']);
});

it.each<[string, PaymentChange]>([
  [
    'paid',
    { set: { paidAt: new Date(), holdsPaid: true, keptAttempt: 1 }, attempts: [{ no: 1, set: { status: 'paid' } }] },
  ],
  ['paid again', { set: { morePaidAgain: { times: 1, latest: ['T2'] } } }],
  ['refunded', { events: [{ at: new Date(), type: 'refunded' }] }],
])('writes by itself what somebody is told of once: %s', async (_, change) => {
  const [payment] = (await stored(1)) as [Payment];
  expect(await together.update(payment, change)).toBe('saved');
  expect(bulks).toEqual([]);
  const paid = await together.findPaid(merchantOrderOf(payment));
  expect(paid?.paymentNo).toBe(change.set?.holdsPaid ? payment.paymentNo : undefined);
});

it('has one that cannot be written fail alone', async () => {
  const all = await stored(5);
  const fault = new Error('written by nobody');
  const { update } = payments;
  payments.update = (payment, change) =>
    payment === all[2] ? Promise.reject(fault) : update.call(payments, payment, change);
  const results = Promise.allSettled(all.map((payment) => together.update(payment, noted(1))));
  await finish();
  expect((await results).map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  ]);
  for (const payment of all) {
    const { version } = (await payments.find(payment.paymentNo)) as Payment;
    expect(version).toBe(payment.version + (payment === all[2] ? 0 : 1));
  }
});

it('fails with the database, and goes on once it is back', async () => {
  const [one, two] = (await stored(2)) as [Payment, Payment];
  const { updateAll } = payments;
  payments.updateAll = () => Promise.reject(new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Away.'));
  const results = await Promise.allSettled([together.update(one, noted(1)), together.update(two, noted(1))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  payments.updateAll = updateAll;
  const again = together.update(one, noted(1));
  await finish();
  expect(await again).toBe('saved');
});
