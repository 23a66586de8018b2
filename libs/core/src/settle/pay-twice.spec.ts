import { anAttempt, aPayment, coreOnFakes, fakeCallback, type PaymentDifferences } from '@paycore/testing';
import { amountToReturn, isPaidTwice, receivedAmount } from '../domain/attempts.ts';
import type { Payment } from '../domain/payment.ts';

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const stored = async (differences: PaymentDifferences = {}) => {
  const attempts = [anAttempt(), anAttempt({ no: 2, gateway: 'smilepay', route: 'barcode' })];
  const request = { ...aPayment().request, urls: { payok: 'https://shop.example/payok' } };
  const payment = aPayment({ attempts, request, ...differences });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const pay = (payment: Payment, no: number) =>
  core.settlePayment.execute(payment, no, { status: 'paid', gatewayTradeNo: `T-${no}` });
const moneyOf = (payment: Payment) => [receivedAmount(payment), amountToReturn(payment), isPaidTwice(payment)];

describe('the first attempt that turns paid is kept', () => {
  it('with its status, places and notice in one write', async () => {
    const payment = await stored();
    await pay(payment, 2);
    const after = await fresh(payment);
    expect(after).toMatchObject({
      ...{ status: 'paid', keptAttempt: 2, paidAt: core.clock.now(), holdsOrder: true, holdsPaid: true },
      ...{ notice: { state: 'due' }, tidyAt: core.clock.now(), version: payment.version + 1 },
      attempts: [{ status: 'pending' }, { status: 'paid', paidAt: core.clock.now() }],
    });
    expect(after.events).toMatchObject([{ type: 'paid', attempt: 2 }]);
    expect(moneyOf(after)).toEqual([980, 0, false]);
  });

  it('whichever of 50 writers wins, and only that one', async () => {
    const payment = await stored();
    const after = await Promise.all(Array.from({ length: 50 }, (_, n) => pay(payment, (n % 2) + 1)));
    await core.deliverNotices.idle();
    const end = await fresh(payment);
    expect(new Set(after.map(({ keptAttempt }) => keptAttempt))).toEqual(new Set([end.keptAttempt]));
    expect(end.attempts.map(({ status }) => status)).toEqual(['paid', 'paid']);
    const types = end.events.map(({ type }) => type).sort();
    expect(types).toEqual(['notice', 'paid', 'paid_again']);
    expect(core.merchant.posted).toHaveLength(1);
    expect(moneyOf(end)).toEqual([1960, 980, true]);
  });

  it('also of a payment that we closed: the money is real', async () => {
    const payment = await stored({ closedReason: 'cancelled', holdsOrder: false });
    expect(payment.status).toBe('failed');
    const after = await pay(payment, 1);
    expect(after).toMatchObject({ status: 'paid', keptAttempt: 1, holdsOrder: true, holdsPaid: true });
    expect(after.closedReason).toBeUndefined();
  });
});

describe('another attempt that turns paid', () => {
  it('is recorded as to be returned, acknowledged, and changes nothing of what was paid', async () => {
    const payment = await stored();
    const first = await pay(payment, 1);
    await core.deliverNotices.idle();
    core.clock.advance(60_000);
    const key = { by: 'gatewayOrderNo', value: payment.attempts[1]?.gatewayOrderNo ?? '' } as const;
    core.other.verify.answer = () => ({ status: 'paid', gatewayTradeNo: 'T-2' });
    expect(await core.receiveCallback.execute('smilepay', fakeCallback([key]))).toMatchObject({ status: 200 });
    await core.deliverNotices.idle();
    const after = await fresh(payment);
    expect(after).toMatchObject({
      status: 'paid',
      keptAttempt: 1,
      paidAt: first.paidAt,
      notice: { id: first.notice?.id },
    });
    expect(after.attempts[1]).toMatchObject({ status: 'paid', paidAt: core.clock.now(), gatewayTradeNo: 'T-2' });
    expect(after.events.at(-1)).toEqual({
      ...{ at: core.clock.now(), type: 'paid_again', attempt: 2 },
      detail: { gatewayTradeNo: 'T-2', kept_attempt: 1 },
    });
    expect(moneyOf(after)).toEqual([1960, 980, true]);
    expect(core.merchant.posted).toHaveLength(1);
    expect([core.metrics.counts.get('payments_paid'), core.metrics.counts.get('paid_again')]).toEqual([1, 1]);
    expect(core.log.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { detail: { paymentNo: payment.paymentNo, attempt: 2, kept_attempt: 1 } },
    ]);
  });

  it('is recorded once, however often it is told', async () => {
    const payment = await stored();
    await pay(payment, 1);
    for (let n = 0; n < 3; n += 1) await pay(await fresh(payment), 2);
    const { events } = await fresh(payment);
    expect(events.filter(({ type }) => type === 'paid_again')).toHaveLength(1);
  });

  it('counts beside a second transaction of one attempt', async () => {
    const payment = await stored();
    await pay(payment, 1);
    await core.settlePayment.execute(await fresh(payment), 1, { status: 'paid', gatewayTradeNo: 'T-1b' });
    expect(moneyOf(await fresh(payment))).toEqual([1960, 980, true]);
    await pay(await fresh(payment), 2);
    expect(moneyOf(await fresh(payment))).toEqual([2940, 1960, true]);
  });

  it('is money to return as a whole where another payment has paid the order', async () => {
    const first = await stored();
    const expired = await core.settlePayment.execute(first, 1, { status: 'expired' });
    const closed = await core.settlePayment.execute(expired, 2, { status: 'expired' });
    const second = await stored({ request: first.request });
    await pay(second, 1);
    const beside = await pay(closed, 1);
    expect(beside).toMatchObject({ status: 'paid', paidBeside: second.paymentNo, holdsPaid: false });
    expect(moneyOf(beside)).toEqual([980, 980, false]);
  });
});

describe('a payment that is paid again and again', () => {
  const again = async (payment: Payment, tradeNo: string) =>
    core.settlePayment.execute(await fresh(payment), 1, { status: 'paid', gatewayTradeNo: tradeNo });

  it('keeps few events, and loses nothing of the sums and the error lines', async () => {
    const payment = await stored();
    for (let no = 0; no <= 183; no += 1) await again(payment, `T-${no}`);
    const after = await fresh(payment);
    expect(after.events.filter(({ type }) => type === 'paid_again')).toHaveLength(20);
    expect(moneyOf(after)).toEqual([184 * 980, 183 * 980, true]);
    expect(after.morePaidAgain?.latest).toHaveLength(20);
    expect(core.log.lines.filter(({ level }) => level === 'error')).toHaveLength(183);
    expect(core.metrics.counts.get('paid_again')).toBe(183);
  });

  it('counts none twice that its gateway sends again', async () => {
    const payment = await stored();
    for (let no = 0; no <= 30; no += 1) await again(payment, `T-${no}`);
    for (const no of ['T-0', 'T-5', 'T-20', 'T-21', 'T-29', 'T-30', 'T-30']) await again(payment, no);
    expect(moneyOf(await fresh(payment))).toEqual([31 * 980, 30 * 980, true]);
  });
});
