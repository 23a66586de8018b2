import { anAttempt, aPayment, coreOnFakes, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import { isPayable } from '../domain/attempts.ts';
import type { Page } from '../domain/page.ts';
import type { Payment } from '../domain/payment.ts';

const minute = 60_000;
const hour = 60 * minute;

let core: ReturnType<typeof coreOnFakes>;
beforeEach(() => {
  core = coreOnFakes();
});

const from = (ms: number) => new Date(core.clock.now().getTime() + ms);
const stored = async (attempts: readonly Attempt[], differences: PaymentDifferences = {}) => {
  const payment = aPayment({ attempts, ...differences });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const create = async (route: string) => {
  const caller = { project: await core.projects.create('Shop'), environment: 'test' as const };
  const request = {
    merchantOrderNo: 'A-1',
    amount: 980,
    currency: 'TWD',
    buyer: {},
    urls: {},
    extra: {},
    expireDays: 1,
  };
  const where = { gateway: 'ecpay', route, credentials: { merchant_id: '3002607' } };
  return (await core.createPayment.execute(caller, { ...where, request })).payment;
};

describe('an attempt is awaited beyond its deadline by the lag of its reports', () => {
  it.each([
    ['atm', 1],
    ['barcode', 72],
  ])('at %s for %i hours, its method’s', async (route, lag) => {
    const { expiresAt, closesAt } = firstAttempt(await create(route));
    expect(expiresAt).toEqual(from(24 * hour));
    expect(closesAt).toEqual(from((24 + lag) * hour));
  });

  it('for that of what was issued, where it has one of its own', async () => {
    const payment = await create('atm');
    const page: Page = { kind: 'barcode', segments: ['1', '2', '3'], introUrl: 'https://gateway.example/' };
    const cashier = await stored([anAttempt({ closesAt: from(hour) })]);
    await core.settlePayment.execute(cashier, 1, { status: 'pending', page, expiresAt: from(48 * hour), lagHours: 72 });
    expect(firstAttempt(await fresh(cashier))).toMatchObject({ lagHours: 72, closesAt: from(120 * hour) });
    expect(firstAttempt(payment).lagHours).toBeUndefined();
  });

  it('for the method’s where what was issued has none of its own', async () => {
    const cashier = await stored([anAttempt({ route: 'barcode', closesAt: from(hour) })]);
    const page: Page = { kind: 'code', code: '1' };
    await core.settlePayment.execute(cashier, 1, { status: 'pending', page, expiresAt: from(48 * hour) });
    expect(firstAttempt(await fresh(cashier)).closesAt).toEqual(from(120 * hour));
  });

  it('and keeps it where a code came before the create’s answer', async () => {
    const page: Page = { kind: 'code', code: '1' };
    core.gateway.create.next(async ({ paymentNo }) => {
      const payment = (await core.payments.find(paymentNo)) as Payment;
      await core.settlePayment.execute(payment, 1, {
        status: 'pending',
        page,
        expiresAt: from(48 * hour),
        lagHours: 72,
      });
      return { info: {}, page: { kind: 'form', action: 'https://cashier.example/', fields: {} } };
    });
    expect(firstAttempt(await create('atm')).closesAt).toEqual(from(120 * hour));
  });

  it('without being payable: nothing happens to it between deadline and closing', async () => {
    const payment = await stored([anAttempt({ expiresAt: from(hour), closesAt: from(73 * hour) })]);
    for (const elapsed of [hour, 71 * hour, hour - 1]) {
      core.clock.advance(elapsed);
      expect(isPayable(firstAttempt(payment), core.clock.now())).toBe(false);
      expect(await core.expirePayments.execute()).toBe(0);
      expect(await fresh(payment)).toEqual(payment);
    }
    core.clock.advance(1);
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'expired', holdsOrder: false });
  });

  it('is paid by money that is reported in that time', async () => {
    const payment = await stored([anAttempt({ expiresAt: from(hour), closesAt: from(73 * hour) })]);
    core.clock.advance(70 * hour);
    await core.settlePayment.execute(payment, 1, { status: 'paid' });
    expect(await fresh(payment)).toMatchObject({ status: 'paid', keptAttempt: 1 });
  });
});

describe('a payment with several attempts', () => {
  it('expires with its last one', async () => {
    const payment = await stored([
      anAttempt({ closesAt: from(hour) }),
      anAttempt({ no: 2, closesAt: from(48 * hour) }),
    ]);
    core.clock.advance(hour);
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({
      ...{ status: 'pending', holdsOrder: true },
      attempts: [{ status: 'expired' }, { status: 'pending' }],
    });
    core.clock.advance(47 * hour);
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'expired', holdsOrder: false });
  });

  it('closes all that are due in one run', async () => {
    const payment = await stored([1, 2, 3].map((no) => anAttempt({ no, closesAt: from(0) })));
    await core.expirePayments.execute();
    expect((await fresh(payment)).attempts.map(({ status }) => status)).toEqual(['expired', 'expired', 'expired']);
    expect(core.gateway.query.calls).toHaveLength(3);
  });

  it('asks each attempt’s own gateway a last time, and takes what it says', async () => {
    const attempts = [anAttempt({ closesAt: from(0) }), anAttempt({ no: 2, gateway: 'smilepay', closesAt: from(0) })];
    const payment = await stored(attempts);
    core.other.query.next(() => ({ status: 'paid' }));
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({
      ...{ status: 'paid', keptAttempt: 2 },
      attempts: [{ status: 'expired' }, { status: 'paid' }],
    });
  });

  it('is failed where one attempt failed, and not merely expired', async () => {
    const payment = await stored([anAttempt({ status: 'failed' }), anAttempt({ no: 2, closesAt: from(0) })]);
    await core.expirePayments.execute();
    expect((await fresh(payment)).status).toBe('failed');
  });
});

describe('an attempt that we closed', () => {
  it.each<[string, PaymentDifferences]>([
    ['by cancelling its payment', { closedReason: 'cancelled', holdsOrder: false }],
    ['beside a paid one', {}],
  ])('%s is watched until its own closing time, then no more', async (_, differences) => {
    const closed = { status: 'failed', closesAt: from(hour), asksAt: from(2 * hour) } as const;
    const paid = differences.closedReason === undefined ? [anAttempt({ no: 2, status: 'paid' })] : [];
    const payment = await stored([anAttempt(closed), ...paid], differences);
    expect(await core.expirePayments.execute()).toBe(0);
    core.clock.advance(hour);
    expect(await core.expirePayments.execute()).toBe(1);
    const { closesAt, asksAt, status } = firstAttempt(await fresh(payment));
    expect([closesAt, asksAt, status]).toEqual([undefined, undefined, 'failed']);
    expect((await fresh(payment)).events).toEqual(payment.events);
    expect(core.gateway.query.calls).toHaveLength(1);
  });

  it('is paid by what the last question finds', async () => {
    const payment = await stored([anAttempt({ status: 'failed', closesAt: from(0) })], { closedReason: 'cancelled' });
    core.gateway.query.next(() => ({ status: 'paid' }));
    await core.expirePayments.execute();
    const after = await fresh(payment);
    expect([after.status, after.closedReason]).toEqual(['paid', undefined]);
  });
});
