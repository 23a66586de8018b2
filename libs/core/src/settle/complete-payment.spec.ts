import { aPayment, coreOnFakes, deferred, fakeCallback, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import type { Caller } from '../ports/project-store.ts';

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;
beforeEach(async () => {
  core = coreOnFakes();
  core.gateway.canComplete = true;
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
});

const page = Secret.of<Page>({ kind: 'redirect', url: 'https://gateway.example/' });
const stored = async (differences: PaymentDifferences = {}) => {
  const payment = aPayment({ project: caller.project.id, gatewayTradeNo: 'ORDER1', page, ...differences });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const over = { status: 'expired', holdsOrder: false } as const;
const declined: Outcome = { status: 'pending', declined: 'INSTRUMENT_DECLINED' };
const attempts = () => core.gateway.complete.calls.map(([, attempt]) => attempt);
const away = () => {
  throw gatewayUnavailable(new Error('timeout'));
};
const approved = ({ paymentNo }: Payment) => {
  core.gateway.verify.answer = () => ({ status: 'pending', next: 'complete' });
  return core.receiveCallback.execute('ecpay', fakeCallback([{ by: 'paymentNo', value: paymentNo }]));
};
const back = ({ paymentNo }: Payment, query: Record<string, string> = { token: 'ORDER1' }) =>
  core.receiveReturn.execute('ecpay', paymentNo, query);
const create = ({ request }: Payment) =>
  core.createPayment.execute(caller, {
    gateway: 'ecpay',
    route: 'atm',
    request,
    credentials: { merchant_id: '3002607' },
  });

describe('an approved payment', () => {
  it('is completed by the callback that tells of it', async () => {
    const payment = await stored();
    expect((await approved(payment)).status).toBe(200);
    expect(await fresh(payment)).toMatchObject({ status: 'paid', holdsOrder: true });
    expect((await fresh(payment)).completing).toBeUndefined();
  });

  it('is completed by the scheduler, the merchant’s sync and the last question before it expires', async () => {
    core.gateway.query.answer = () => ({ status: 'pending', next: 'complete' });
    const now = core.clock.now();
    const asked = await stored({ asksAt: now });
    const closing = await stored({ closesAt: now, expiresAt: now });
    const synced = await stored();
    await core.askGateways.execute();
    await core.expirePayments.execute();
    await core.syncPayment.execute(caller, synced.paymentNo);
    for (const payment of [asked, closing, synced]) expect((await fresh(payment)).status).toBe('paid');
  });

  it('is completed by 20 at once under one number', async () => {
    const payment = await stored();
    const all = Array.from({ length: 20 }, (_, n) => (n % 2 ? approved(payment) : back(payment)));
    await Promise.all(all);
    expect(new Set(attempts())).toEqual(new Set([1]));
    const { events, status } = await fresh(payment);
    expect([status, events.filter(({ type }) => type === 'paid').length]).toEqual(['paid', 1]);
  });

  it('is not completed again once it is paid', async () => {
    const payment = await stored({ status: 'paid', holdsPaid: true });
    expect(await back(payment)).toMatchObject({ shows: 'page', isWaiting: false });
    await approved(payment);
    expect(attempts()).toEqual([]);
  });

  it('waits for the end of its create', async () => {
    const until = new Date(core.clock.now().getTime() + 25_000);
    const payment = await stored({ creating: { token: 't', until, attempts: 1, isReleased: false } });
    expect((await approved(payment)).status).toBe(503);
    expect(attempts()).toEqual([]);
  });
});

describe('a decline', () => {
  it('leaves it pending, and the next try has the next number', async () => {
    const payment = await stored();
    core.gateway.complete.next(() => declined);
    expect(await back(payment)).toMatchObject({ shows: 'page', isWaiting: false });
    expect(await fresh(payment)).toMatchObject({
      status: 'pending',
      attempts: [{ failedCompletions: 1 }],
      events: [{ type: 'declined', detail: { reason: 'INSTRUMENT_DECLINED' } }],
    });
    expect(await back(payment)).toMatchObject({ shows: 'page', payment: { status: 'paid' } });
    expect(attempts()).toEqual([1, 2]);
  });

  it('heard of by many counts once', async () => {
    const payment = await stored();
    core.gateway.complete.answer = (_, attempt) => (attempt === 1 ? declined : { status: 'pending' });
    await Promise.all(Array.from({ length: 10 }, () => back(payment)));
    expect(firstAttempt(await fresh(payment)).failedCompletions).toBe(1);
    expect(attempts().filter((attempt) => attempt === 1).length).toBeGreaterThan(1);
  });

  it('does not end another try that is still under way', async () => {
    const payment = await stored();
    const [first, second] = [deferred<Outcome>(), deferred<Outcome>()];
    core.gateway.complete.next(
      () => first.promise,
      () => second.promise,
    );
    const slow = back(payment);
    while (attempts().length < 1) await core.clock.sleep(1);
    const slower = approved(payment);
    while (attempts().length < 2) await core.clock.sleep(1);
    first.resolve(declined);
    await slow;
    expect((await fresh(payment)).completing).toBeDefined();
    second.resolve(declined);
    await slower;
    expect((await fresh(payment)).completing).toBeUndefined();
  });

  it('is no decline where the gateway cannot say: the number stays', async () => {
    const payment = await stored();
    core.gateway.complete.next(away, () => ({ status: 'pending' }));
    expect(await back(payment)).toMatchObject({ shows: 'page', isWaiting: true });
    expect(await back(payment)).toMatchObject({ shows: 'page', isWaiting: true });
    await back(payment);
    expect(attempts()).toEqual([1, 1, 1]);
  });
});

describe('a payment that is over', () => {
  it('takes its order back where that is free', async () => {
    const payment = await stored(over);
    await back(payment);
    expect(await fresh(payment)).toMatchObject({ status: 'paid', holdsOrder: true, holdsPaid: true });
  });

  it.each([
    ['open', { status: 'pending', holdsOrder: true }],
    ['paid', { status: 'paid', holdsOrder: true, holdsPaid: true }],
    ['paid beside', { status: 'paid', holdsOrder: false, holdsPaid: true }],
  ] as const)('is not charged where another payment of the order is %s', async (_, other) => {
    const payment = await stored(over);
    await stored({ ...other, request: payment.request });
    expect(await back(payment)).toEqual({ shows: 'replaced' });
    expect((await approved(payment)).status).toBe(200);
    expect(attempts()).toEqual([]);
    expect(await fresh(payment)).toEqual(payment);
  });

  it('gives the order back where it is not paid after all', async () => {
    const payment = await stored(over);
    core.gateway.complete.next(() => declined);
    await back(payment);
    expect(await fresh(payment)).toMatchObject({
      ...{ status: 'expired', holdsOrder: false },
      attempts: [{ failedCompletions: 1 }],
    });
    core.gateway.complete.next(() => {
      throw new PayCoreError('rejected', 'NO', 'No.');
    });
    await back(payment);
    expect(await fresh(payment)).toMatchObject({ status: 'expired', holdsOrder: false });
  });

  it('keeps the order while nobody knows whether its money moved', async () => {
    const payment = await stored(over);
    core.gateway.complete.next(away);
    await back(payment);
    await expect(create(payment)).rejects.toMatchObject({ code: 'ORDER_CONFLICT' });
    core.clock.advance(25_001);
    core.gateway.query.next(away);
    await expect(create(payment)).rejects.toMatchObject({ kind: 'unavailable' });
    core.clock.advance(5_000);
    core.gateway.query.next(() => ({ status: 'paid' }));
    expect(await create(payment)).toMatchObject({ created: false, payment: { paymentNo: payment.paymentNo } });
  });

  it('frees the order for a new payment once the gateway says that it did not', async () => {
    const payment = await stored(over);
    core.gateway.complete.next(away);
    await back(payment);
    core.clock.advance(25_001);
    expect(await create(payment)).toMatchObject({ created: true });
    expect(await fresh(payment)).toMatchObject({ status: 'expired', holdsOrder: false });
  });
});

describe('while money may be moving', () => {
  it('a payment does not expire', async () => {
    const now = core.clock.now();
    const completing = { attempt: 1, until: new Date(now.getTime() + 20_000) };
    const payment = await stored({ completing, closesAt: now, expiresAt: now });
    await core.expirePayments.execute();
    expect((await fresh(payment)).status).toBe('pending');
    core.clock.advance(60_000);
    await core.expirePayments.execute();
    expect((await fresh(payment)).status).toBe('expired');
  });

  it('a payment of unclear end does not expire unasked, however long the gateway is away', async () => {
    const now = core.clock.now();
    const payment = await stored({ completing: { attempt: 1, until: now }, closesAt: now, expiresAt: now });
    core.gateway.query.answer = away;
    core.clock.advance(100 * 3_600_000);
    await core.expirePayments.execute();
    expect((await fresh(payment)).status).toBe('pending');
  });

  it('an operator cannot cancel it; afterwards the gateway is asked first', async () => {
    const completing = { attempt: 1, until: new Date(core.clock.now().getTime() + 20_000) };
    const payment = await stored({ completing });
    await expect(core.cancelPayment.execute(payment.paymentNo)).rejects.toMatchObject({ kind: 'conflict' });
    core.clock.advance(20_001);
    core.gateway.query.next(() => ({ status: 'paid' }));
    expect(await core.cancelPayment.execute(payment.paymentNo)).toMatchObject({ status: 'paid' });
  });
});

describe('a payment that was cancelled', () => {
  it('is never captured, though the payer approves it afterwards and the gateway tells so', async () => {
    const payment = await stored();
    await core.cancelPayment.execute(payment.paymentNo);
    expect(await back(payment)).toMatchObject({ shows: 'page' });
    await core.completePayment.execute(await fresh(payment), 1);
    expect(attempts()).toEqual([]);
    expect(await fresh(payment)).toMatchObject({ status: 'failed', closedReason: 'cancelled', holdsOrder: false });
    expect((await fresh(payment)).completing).toBeUndefined();
  });
});

describe('a browser that comes back', () => {
  it.each([
    ['no token', {}],
    ['another order’s token', { token: 'ORDER2' }],
    ['another page’s token', { t: 'token-of-another' }],
    ['a name of every object', { t: 'constructor' }],
  ])('sees the state only with %s', async (_, query) => {
    const payment = await stored();
    expect(await back(payment, query as Record<string, string>)).toMatchObject({ shows: 'state' });
    expect(attempts()).toEqual([]);
  });

  it('sees its page with the page’s token, and completes nothing by it', async () => {
    const payment = await stored();
    const token = `token-of-${payment.paymentNo}`;
    expect(await back(payment, { t: token })).toMatchObject({ shows: 'page', isWaiting: true });
    expect(attempts()).toEqual([]);
  });

  it('finds nothing under another gateway or number', async () => {
    const { paymentNo } = await stored();
    for (const [gateway, no] of [
      ['acme', paymentNo],
      ['ecpay', 'PAY202606221200ZZZZZZZZ'],
    ] as const) {
      await expect(core.receiveReturn.execute(gateway, no, {})).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
    }
  });

  it('leads to the page where there is nothing to complete', async () => {
    core.gateway.canComplete = false;
    const payment = await stored();
    expect(await back(payment)).toMatchObject({ shows: 'page', isWaiting: true });
    expect(await back(payment, { token: 'WRONG' })).toMatchObject({ shows: 'state' });
    expect(core.gateway.complete.calls).toEqual([]);
  });

  it('has the scheduler ask after what could not be completed', async () => {
    const payment = await stored();
    core.gateway.complete.next(away);
    await back(payment);
    expect(firstAttempt(await fresh(payment)).asksAt).toEqual(core.clock.now());
    core.gateway.query.next(() => ({ status: 'paid' }));
    await core.askGateways.execute();
    expect((await fresh(payment)).status).toBe('paid');
  });
});
