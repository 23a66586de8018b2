import { merchantOrderOf, PayCoreError, type MarkedPayment, type OpenedPage, type Payment } from '@paycore/core';
import { aPayment, fakeLog, MemoryPaymentStore } from '@paycore/testing';
import { PaymentWatch, type Follower } from './payment-watch.ts';

/** A watch over a store that counts its reads, and can be away. */
function aWatch() {
  const payments = new MemoryPaymentStore();
  const log = fakeLog();
  const reads: number[] = [];
  const waiting = new Set<() => void>();
  const state: { fault?: Error } = {};
  const marks = async (wanted: readonly MarkedPayment[]) => {
    reads.push(wanted.length);
    waiting.forEach((go) => go());
    waiting.clear();
    if (state.fault) throw state.fault;
    return payments.marksOf(wanted);
  };
  const watch = new PaymentWatch({ marks }, log, { tickMs: 5, maxPauseMs: 20 });
  /** Resolves at the read after next: what the next one found has been shown by then. */
  const ticks = async (count = 2) => {
    for (let tick = 0; tick < count; tick += 1) await new Promise<void>((go) => waiting.add(go));
  };
  const pageOf = (payment: Payment): OpenedPage => ({ payment, isPaidBeside: false, offered: [], page: {} });
  const stored = async (differences: Parameters<typeof aPayment>[0] = {}) => {
    const payment = aPayment(differences);
    await payments.insert(payment);
    return payment;
  };
  /** Opens a page; tells the versions that it was shown. */
  const opened = (payment: Payment, more: Partial<Follower> = {}) => {
    const shown: number[] = [];
    const open = async () => pageOf((await payments.find(payment.paymentNo)) ?? payment);
    const follower = { open, show: (page: OpenedPage) => void shown.push(page.payment.version), ...more };
    return { shown, close: watch.follow(pageOf(payment), follower) };
  };
  const write = async (payment: Payment) => {
    const current = (await payments.find(payment.paymentNo)) ?? payment;
    await payments.update(current, { set: { closedReason: 'cancelled' } });
  };
  return { payments, log, reads, state, watch, ticks, stored, opened, write };
}

it('reads once a tick for a thousand open pages, and shows a change to its own page alone', async () => {
  const { reads, watch, ticks, stored, opened, write } = aWatch();
  const payments = await Promise.all(Array.from({ length: 1_000 }, () => stored()));
  const pages = payments.map((payment) => opened(payment));
  expect(watch.count).toBe(1_000);
  await ticks(5);
  expect(new Set(reads)).toEqual(new Set([1_000]));
  const before = reads.length;
  const [paid = aPayment()] = payments;
  await write(paid);
  await ticks(3);
  expect(reads.length - before).toBe(3);
  expect(pages.map(({ shown }) => shown)).toEqual([[2], ...pages.slice(1).map(() => [])]);
  pages.forEach(({ close }) => close());
});

it('reads nothing while no page is open', async () => {
  const { reads, watch, ticks, stored, opened } = aWatch();
  const { close } = opened(await stored());
  await ticks(1);
  close();
  close();
  expect(watch.count).toBe(0);
  const before = reads.length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(reads.length).toBe(before);
  const again = opened(await stored());
  await ticks(1);
  again.close();
});

it('opens a payment once for all its pages', async () => {
  const { ticks, stored, opened, write, watch } = aWatch();
  const payment = await stored();
  const opens: number[] = [];
  const open = async () => {
    opens.push(1);
    return { payment: { ...payment, version: 2 }, isPaidBeside: false, offered: [], page: {} };
  };
  const pages = [opened(payment, { open }), opened(payment, { open }), opened(payment, { open })];
  expect(watch.countOf(payment.paymentNo)).toBe(3);
  await write(payment);
  await ticks(3);
  expect(opens).toHaveLength(1);
  expect(pages.map(({ shown }) => shown)).toEqual([[2], [2], [2]]);
  pages.forEach(({ close }) => close());
});

it('tells a page that its order was paid by another payment', async () => {
  const { payments, ticks, stored, opened } = aWatch();
  const first = await stored({ status: 'expired', holdsOrder: false });
  const second = await stored({ request: first.request });
  expect(merchantOrderOf(second)).toEqual(merchantOrderOf(first));
  const { shown, close } = opened(second);
  await payments.update(first, { set: { holdsPaid: true } });
  await ticks(3);
  expect(shown).toEqual([1]);
  close();
});

it('keeps its pages while the database is away, asks less often, and tells of it once', async () => {
  const { log, state, ticks, stored, opened, write } = aWatch();
  const payment = await stored();
  const { shown, close } = opened(payment);
  state.fault = new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Try again.');
  await ticks(4);
  await write(payment);
  delete state.fault;
  await ticks(3);
  expect(shown).toEqual([2]);
  const messages = log.lines.map(({ message }) => message);
  expect(messages).toEqual(['Open pages cannot be followed', 'Open pages are followed again']);
  close();
});

it('tries again where only the page could not be read, and gives up what fails for another reason', async () => {
  const { log, ticks, stored, opened, write } = aWatch();
  const [away, broken] = [await stored(), await stored()];
  const faults = [new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Try again.')];
  const opens: string[] = [];
  const open = (payment: Payment) => async () => {
    opens.push(payment.paymentNo);
    const fault = payment === broken ? new Error('bug') : faults.pop();
    if (fault) throw fault;
    return { payment: { ...payment, version: 2 }, isPaidBeside: false, offered: [], page: {} };
  };
  const pages = [opened(away, { open: open(away) }), opened(broken, { open: open(broken) })];
  await Promise.all([write(away), write(broken)]);
  await ticks(6);
  expect(pages.map(({ shown }) => shown)).toEqual([[2], []]);
  expect(opens.filter((no) => no === away.paymentNo)).toHaveLength(2);
  expect(opens.filter((no) => no === broken.paymentNo)).toHaveLength(1);
  expect(log.lines).toMatchObject([{ level: 'error', detail: { paymentNo: broken.paymentNo } }]);
  pages.forEach(({ close }) => close());
});

it('leaves alone what is gone from the store', async () => {
  const { payments, ticks, stored, opened } = aWatch();
  const payment = await stored();
  const { shown, close } = opened(payment);
  await payments.remove(payment);
  await ticks(3);
  expect(shown).toEqual([]);
  close();
});
