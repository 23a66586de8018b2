import { anAttempt, aPayment, coreOnFakes, deferred, type PaymentDifferences } from '@paycore/testing';
import type { Attempt } from '../domain/attempt.ts';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Page } from '../domain/page.ts';
import type { Payment, PaymentRequest } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import type { Created } from '../ports/gateway.ts';
import type { Caller } from '../ports/project-store.ts';
import type { CreateOrder } from './create-payment.ts';

const minute = 60_000;
const hour = 60 * minute;

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;
beforeEach(async () => {
  core = coreOnFakes();
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
});

const request: PaymentRequest = {
  ...{ merchantOrderNo: 'A-1', amount: 980, currency: 'TWD', buyer: { name: '王小明' }, urls: {}, extra: { a: 1 } },
  ...{ itemName: 'Tea', expireDays: 3 },
};
const create = (changes: Partial<PaymentRequest> = {}, where: Partial<CreateOrder> = {}) =>
  core.createPayment.execute(caller, {
    ...{ gateway: 'ecpay', route: 'atm', request: { ...request, ...changes } },
    credentials: { merchant_id: '3002607' },
    ...where,
  });
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const code: Secret<Page> = Secret.of({ kind: 'account', bankCode: '822', account: '9103522175887271' });
const form: Secret<Page> = Secret.of({ kind: 'form', action: 'https://cashier.example/', fields: { no: '1' } });
const from = (ms: number) => new Date(core.clock.now().getTime() + ms);

/** The order's payment with one attempt, whose code may be paid for another hour. */
const holding = async (attempt: Partial<Attempt> = {}, differences: PaymentDifferences = {}) => {
  const [createdAt, expiresAt, closesAt] = [core.clock.now(), from(hour), from(25 * hour)];
  const first = anAttempt({ page: code, createdAt, expiresAt, closesAt, ...attempt });
  const payment = aPayment({ project: caller.project.id, request, attempts: [first], ...differences });
  expect(await core.payments.insert(payment)).toBe('inserted');
  return payment;
};
const pastDeadline = () => core.clock.advance(hour);
/** Whether it was answered with this payment as it stands. */
const sameAs = (payment: Payment) => ({ payment, created: false });
const conflict = ({ paymentNo }: Payment) => ({ kind: 'conflict', code: 'ORDER_CONFLICT', paymentNo });

describe('a repeated create is answered', () => {
  it('while a code can be paid: with the same payment', async () => {
    const payment = await holding();
    core.clock.advance(hour - 1);
    expect(await create()).toEqual(sameAs(payment));
    expect(core.gateway.create.calls).toEqual([]);
  });

  it('while money is moving: with the same payment, past the deadline too', async () => {
    const payment = await holding({ isUnderWay: true });
    pastDeadline();
    expect(await create()).toEqual(sameAs(payment));
  });

  it('while a completion may be moving money: with the same payment, however long it is unclear', async () => {
    const payment = await holding({}, { completing: { attempt: 1, until: core.clock.now() } });
    core.clock.advance(20 * hour);
    expect(await create()).toEqual(sameAs(payment));
  });

  it('while the payer’s return is awaited: with the same payment, past the deadline too', async () => {
    const payment = await holding({ page: form, returnedAt: from(50 * minute) });
    pastDeadline();
    expect(await create()).toEqual(sameAs(payment));
    core.clock.advance(hour);
    expect((await create()).payment.attempts).toHaveLength(2);
  });

  it('past the deadline, while late money is awaited: with a new attempt in the same payment', async () => {
    const payment = await holding();
    pastDeadline();
    const { payment: after, created } = await create({ itemName: 'Coffee', buyer: {}, expireDays: 9 });
    expect([created, after.paymentNo, after.status]).toEqual([false, payment.paymentNo, 'pending']);
    expect(after).toEqual(await fresh(payment));
    const [first, second] = after.attempts;
    expect(first).toEqual(payment.attempts[0]);
    expect(second).toMatchObject({
      ...{ no: 2, status: 'pending', gateway: 'ecpay', route: 'atm', amount: 980, createdAt: core.clock.now() },
      ...{ info: { bank_code: '822', virtual_account: second?.gatewayOrderNo }, expiresAt: from(72 * hour) },
    });
    expect(second?.gatewayOrderNo).not.toBe(first?.gatewayOrderNo);
    expect(after.events.map(({ type, attempt }) => [type, attempt])).toEqual([
      ['attempt_added', 2],
      ['issued', 2],
    ]);
    expect(core.gateway.create.calls[0]?.[0]).toMatchObject({
      ...{ itemName: 'Tea', buyer: { name: '王小明' }, expireDays: 3, extra: { a: 1 } },
      urls: { callback: expect.stringContaining(`&attempt=2&secret=secret-of-${payment.paymentNo}-2-ecpay`) as string },
    });
  });

  it('with an attempt by the credentials of this call', async () => {
    await holding({ credentials: Secret.of({ merchant_id: '3002607', hash_key: 'old' }) });
    pastDeadline();
    const credentials = { merchant_id: '3002607', hash_key: 'new' };
    const { payment } = await create({}, { credentials });
    expect(payment.attempts.map((attempt) => attempt.credentials.reveal())).toMatchObject([
      { hash_key: 'old' },
      credentials,
    ]);
  });

  it('by the new attempt’s code from then on', async () => {
    await holding();
    pastDeadline();
    const first = await create();
    expect(await create()).toEqual(first);
    expect(core.gateway.create.calls).toHaveLength(1);
  });

  it('in 50 parallel calls past the deadline by one new attempt', async () => {
    const payment = await holding();
    pastDeadline();
    const answers = await Promise.all(Array.from({ length: 50 }, () => create()));
    for (const answer of answers) expect(answer).toEqual(sameAs(await fresh(payment)));
    expect((await fresh(payment)).attempts).toHaveLength(2);
    expect(core.gateway.create.calls).toHaveLength(1);
  });

  it('after 20 attempts: by a conflict that names the payment, and cancels nothing', async () => {
    core.gateway.canCancel = true;
    const attempts = Array.from({ length: 20 }, (_, n) =>
      anAttempt({ no: n + 1, page: code, expiresAt: from(0), closesAt: from(hour) }),
    );
    const payment = await holding({}, { attempts });
    await expect(create()).rejects.toMatchObject(conflict(payment));
    expect([await fresh(payment), core.gateway.cancel.calls]).toEqual([payment, []]);
  });

  it('once paid: with that payment, whichever attempt paid it', async () => {
    const payment = await holding();
    pastDeadline();
    await create();
    await core.settlePayment.execute(await fresh(payment), 1, { status: 'paid' });
    expect(await create()).toEqual(sameAs(await fresh(payment)));
  });

  it.each<[string, Partial<Attempt>, PaymentDifferences]>([
    ['failed', { status: 'failed' }, {}],
    ['expired', { status: 'expired' }, {}],
    ['cancelled', { status: 'failed' }, { closedReason: 'cancelled' }],
  ])('once %s: with a new payment', async (_, attempt, differences) => {
    const payment = await holding(attempt, { ...differences, holdsOrder: false });
    const { payment: next, created } = await create();
    expect([created, next.paymentNo === payment.paymentNo]).toEqual([true, false]);
  });

  const others: [string, Partial<PaymentRequest>, Partial<CreateOrder>][] = [
    ['amount', { amount: 981 }, {}],
    ['currency', { currency: 'USD' }, { route: 'aio' }],
    ['route', {}, { route: 'barcode' }],
    ['gateway', {}, { gateway: 'smilepay' }],
    ['account', {}, { credentials: { merchant_id: '2000132' } }],
  ];
  describe.each(others)('of another %s', (_, changes, where) => {
    it('by a conflict while the payment is pending or paid', async () => {
      const payment = await holding();
      await expect(create(changes, where)).rejects.toMatchObject(conflict(payment));
      await core.settlePayment.execute(payment, 1, { status: 'paid' });
      await expect(create(changes, where)).rejects.toMatchObject(conflict(payment));
    });

    it('by a conflict while late money is awaited, which a cancel cures', async () => {
      const payment = await holding();
      pastDeadline();
      await expect(create(changes, where)).rejects.toMatchObject(conflict(payment));
      await core.cancelPayment.execute(payment.paymentNo);
      expect(await create(changes, where)).toMatchObject({ created: true });
      expect(core.payments.all()).toHaveLength(2);
    });
  });

  it('by a conflict where the payer chooses how to pay', async () => {
    const payment = await holding({}, { mode: 'all_in_one' });
    await expect(create()).rejects.toMatchObject(conflict(payment));
  });
});

describe('a repeated create whose gateway can cancel the order left behind', () => {
  beforeEach(() => {
    core.gateway.canCancel = true;
  });

  it('has it cancelled first, then adds an attempt', async () => {
    const payment = await holding();
    pastDeadline();
    core.gateway.cancel.answer = (order) => {
      expect([order.gatewayOrderNo, core.gateway.create.calls]).toEqual([payment.attempts[0]?.gatewayOrderNo, []]);
      return { status: 'failed' };
    };
    const { payment: after, created } = await create();
    expect([created, after.paymentNo, after.status]).toEqual([false, payment.paymentNo, 'pending']);
    expect(after.attempts.map(({ status }) => status)).toEqual(['failed', 'pending']);
    expect([after.attempts[0]?.closesAt, after.attempts[0]?.asksAt]).toEqual([undefined, undefined]);
    expect(after.events.map(({ type }) => type)).toEqual(['failed', 'attempt_added', 'issued']);
  });

  it('has a payable order left alone', async () => {
    const payment = await holding();
    expect(await create()).toEqual(sameAs(payment));
    expect(core.gateway.cancel.calls).toEqual([]);
  });

  it('answers paid where the money was faster, and adds nothing', async () => {
    const payment = await holding();
    pastDeadline();
    core.gateway.cancel.next(() => ({ status: 'paid' }));
    expect(await create()).toEqual(sameAs(await fresh(payment)));
    expect(await fresh(payment)).toMatchObject({ status: 'paid', attempts: [{ status: 'paid' }] });
    expect(core.gateway.create.calls).toEqual([]);
  });

  it.each<[string, Outcome]>([
    ['money is under way', { status: 'pending', underWay: true }],
    ['it could not be cancelled', { status: 'pending' }],
  ])('adds nothing where %s', async (_, outcome) => {
    const payment = await holding();
    pastDeadline();
    core.gateway.cancel.next(() => outcome);
    expect(await create()).toMatchObject({ created: false, payment: { status: 'pending', attempts: [{ no: 1 }] } });
    expect((await fresh(payment)).attempts).toHaveLength(1);
    expect(core.gateway.create.calls).toEqual([]);
  });

  it('changes nothing where the gateway is away, and notes that it was', async () => {
    const payment = await holding();
    pastDeadline();
    core.gateway.cancel.next(() => Promise.reject(gatewayUnavailable(new Error('timeout'))));
    await expect(create()).rejects.toMatchObject({ kind: 'unavailable', code: 'PAYMENT_GATEWAY_ERROR' });
    const answers = [{ at: core.clock.now(), by: 'create', result: 'unreachable' }];
    const attempts = [{ ...payment.attempts[0], answers }];
    expect(await fresh(payment)).toEqual({ ...payment, attempts, version: payment.version + 1 });
  });
});

describe('a new attempt that the gateway refuses', () => {
  const refusal = () =>
    new PayCoreError('rejected', 'ECPAY_BACKGROUND_CODE_FAILED', 'The gateway refused.', { leavesNoPayment: true });

  it('ends alone: the payment stays, and the one before it is awaited', async () => {
    const payment = await holding();
    pastDeadline();
    core.gateway.create.next(() => {
      throw refusal();
    });
    await expect(create()).rejects.toMatchObject({ code: 'ECPAY_BACKGROUND_CODE_FAILED' });
    const after = await fresh(payment);
    expect(after).toMatchObject({
      status: 'pending',
      holdsOrder: true,
      attempts: [{ status: 'pending' }, { status: 'failed' }],
    });
    expect(after.events.at(-1)).toMatchObject({ type: 'failed', attempt: 2, detail: { kind: 'rejected' } });
    expect((await create()).payment.attempts.map(({ status }) => status)).toEqual(['pending', 'failed', 'pending']);
  });

  it('gives everyone who waited for it the same refusal', async () => {
    await holding();
    pastDeadline();
    const gate = deferred<Created>();
    gate.promise.catch(() => undefined);
    core.gateway.create.next(() => gate.promise);
    const answers = Array.from({ length: 20 }, () => create().catch((error: PayCoreError) => error.code));
    for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setImmediate(resolve));
    gate.reject(refusal());
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['ECPAY_BACKGROUND_CODE_FAILED']));
    expect(core.gateway.create.calls).toHaveLength(1);
  });

  it('is not what a repeat hears of a later attempt whose end is unclear', async () => {
    await holding();
    pastDeadline();
    core.gateway.create.next(() => Promise.reject(refusal()));
    await expect(create()).rejects.toMatchObject({ kind: 'rejected' });
    const gate = deferred<Created>();
    core.gateway.create.next(() => gate.promise);
    const answers = [1, 2].map(() => create().catch((error: PayCoreError) => error.kind));
    for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setImmediate(resolve));
    gate.reject(gatewayUnavailable(new Error('timeout')));
    expect(await Promise.all(answers)).toEqual(['unavailable', 'unavailable']);
  });
});

describe('a repeated create of a cashier', () => {
  const cashier = (attempt: Partial<Attempt> = {}) => holding({ page: form, expiresAt: from(24 * hour), ...attempt });
  beforeEach(() => {
    core.gateway.create.answer = ({ gatewayOrderNo }) => ({
      info: {},
      page: { kind: 'form', action: 'https://cashier.example/', fields: { no: gatewayOrderNo } },
    });
  });

  it('answers the same form for ten minutes, then one with a new number', async () => {
    const payment = await cashier();
    core.clock.advance(10 * minute - 1);
    expect(await create()).toEqual(sameAs(payment));
    core.clock.advance(1);
    const { payment: after, created } = await create();
    expect([created, after.paymentNo]).toEqual([false, payment.paymentNo]);
    expect(after.attempts.map(({ status }) => status)).toEqual(['pending', 'pending']);
    const [, second] = after.attempts;
    expect(second?.page?.reveal()).toMatchObject({ fields: { no: second?.gatewayOrderNo } });
    expect(await create()).toEqual(sameAs(after));
  });

  it('answers the same form for ten minutes though a number that our page gave out was declined', async () => {
    const declined = anAttempt({ no: 2, page: form, isOut: true, status: 'failed' });
    const payment = await holding(
      {},
      { attempts: [anAttempt({ page: form, createdAt: from(0), expiresAt: from(hour) }), declined] },
    );
    expect(await create()).toEqual(sameAs(payment));
    core.clock.advance(10 * minute);
    expect((await create()).payment.attempts).toHaveLength(3);
  });

  it('answers a new form at once where the one of the create was declined', async () => {
    const out = anAttempt({ no: 2, page: form, isOut: true, expiresAt: from(hour) });
    await holding({}, { attempts: [anAttempt({ page: form, createdAt: from(0), status: 'failed' }), out] });
    const { payment } = await create();
    expect(payment.attempts.map(({ status }) => status)).toEqual(['failed', 'pending', 'pending']);
    expect(await create()).toEqual(sameAs(payment));
  });

  it('answers the old form while a payer who came back may have paid', async () => {
    const payment = await cashier({ returnedAt: from(0) });
    core.clock.advance(59 * minute);
    expect(await create()).toEqual(sameAs(payment));
    core.clock.advance(minute);
    expect((await create()).payment.attempts).toHaveLength(2);
  });

  it('answers the old form while money is moving', async () => {
    const payment = await cashier({ isUnderWay: true });
    core.clock.advance(hour);
    expect(await create()).toEqual(sameAs(payment));
  });

  it('answers the old one while an earlier number has a code that can be paid', async () => {
    const attempts = [
      anAttempt({ page: code, expiresAt: from(hour) }),
      anAttempt({ no: 2, page: form, expiresAt: from(hour) }),
    ];
    const payment = await holding({}, { attempts });
    core.clock.advance(30 * minute);
    expect(await create()).toEqual(sameAs(payment));
    expect(core.gateway.create.calls).toEqual([]);
  });
});
