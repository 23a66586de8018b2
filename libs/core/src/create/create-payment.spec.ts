import { coreOnFakes, deferred, firstAttempt } from '@paycore/testing';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Payment, PaymentRequest } from '../domain/payment.ts';
import type { Created } from '../ports/gateway.ts';
import type { Caller } from '../ports/project-store.ts';
import type { CreateOrder } from './create-payment.ts';
import type { CreateAnswer } from './one-payment.ts';

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;
beforeEach(async () => {
  core = coreOnFakes();
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
});

const order = (request: Partial<PaymentRequest> = {}, where: Partial<CreateOrder> = {}): CreateOrder => ({
  gateway: 'ecpay',
  route: 'atm',
  request: { merchantOrderNo: 'A-1', amount: 980, currency: 'TWD', buyer: {}, urls: {}, extra: {}, ...request },
  credentials: { merchant_id: '3002607' },
  ...where,
});
const create = (...how: Parameters<typeof order>) => core.createPayment.execute(caller, order(...how));
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const holder = () =>
  core.payments.findHolder({ project: caller.project.id, environment: 'test', merchantOrderNo: 'A-1' });
const turns = async (count = 5) => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
};
const never = () => new Promise<never>(() => undefined);
const unclear = () => {
  throw gatewayUnavailable(new Error('timeout'));
};
const refused = (details = {}) => {
  throw new PayCoreError('rejected', 'ECPAY_BACKGROUND_CODE_FAILED', 'The gateway refused.', details);
};
const numbers = () => core.gateway.create.calls.map(([{ gatewayOrderNo }]) => gatewayOrderNo);
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: PayCoreError) => error,
  );
const whole = { status: 'pending', holdsOrder: true, attempts: [{ info: { bank_code: '822' } }] };
const creatingOf = (payment: Payment | undefined) => payment && firstAttempt(payment).creating;

describe('CreatePayment', () => {
  it('has the shop’s language where it names none, and the gateway is told of one that somebody chose', async () => {
    await create({ merchantOrderNo: 'A-0' });
    const shop = await core.shops.read(caller.project.id, 'test');
    const entry = { at: core.clock.now(), by: 'cli', action: 'page_changed' as const, detail: {} };
    await core.shops.save({ ...shop, page: { defaultLocale: 'ja' } }, entry);
    expect((await create()).payment.request.locale).toBe('ja');
    expect((await create({ merchantOrderNo: 'A-2', locale: 'zh-tw' })).payment.request.locale).toBe('zh-tw');
    expect(core.gateway.create.calls.map(([{ urls }]) => [urls.locale, urls.page.split('/')[3]])).toEqual([
      [undefined, 'zh-tw'],
      ['ja', 'ja'],
      ['zh-TW', 'zh-tw'],
    ]);
  });

  it('stores of the credentials what the gateway understood, and takes them for the same however they were sent', async () => {
    const deep = JSON.parse(`${'['.repeat(9_000)}${']'.repeat(9_000)}`) as unknown;
    const { payment } = await create({}, { credentials: { merchant_id: '3002607', x: deep, y: 'y'.repeat(60_000) } });
    const { credentials } = firstAttempt(payment);
    expect(credentials.reveal()).toEqual({ merchant_id: '3002607', environment: 'test' });
    const again = await create({}, { credentials: { merchant_id: '3002607', environment: 'test' } });
    expect([again.created, again.payment.paymentNo]).toEqual([false, payment.paymentNo]);
    expect(await core.syncPayment.execute(caller, payment.paymentNo)).toMatchObject({ status: 'pending' });
    expect(await core.provenKeys.list('ecpay', '3002607')).toHaveLength(1);
  });

  it('stores the intent, asks the gateway, stores what it issued', async () => {
    let intent: Payment | undefined;
    const { answer } = core.gateway.create;
    core.gateway.create.answer = async (asked) => {
      intent = await core.payments.find(asked.paymentNo);
      return answer(asked);
    };
    const { payment, created } = await create({ itemName: 'Tea', expireDays: 3 });
    expect(created).toBe(true);
    expect(intent).toMatchObject({ status: 'pending', holdsOrder: true });
    expect(creatingOf(intent)).toMatchObject({ attempts: 1, isReleased: false });
    expect(creatingOf(intent)?.until).toEqual(new Date(core.clock.now().getTime() + 25_000));
    expect(payment).toEqual(await fresh(payment));
    expect(payment).toMatchObject({
      ...whole,
      project: caller.project.id,
      environment: 'test',
    });
    const attempt = firstAttempt(payment);
    expect(attempt).toMatchObject({
      no: 1,
      method: 'atm',
      accountId: '3002607',
      gatewayTradeNo: `T-${attempt.gatewayOrderNo}`,
      expiresAt: new Date('2026-06-25T04:00:00Z'),
      closesAt: new Date('2026-06-25T05:00:00Z'),
      asksAt: new Date('2026-06-22T04:10:00Z'),
    });
    expect(attempt.creating).toBeUndefined();
    expect(payment.events.map(({ type }) => type)).toEqual(['created', 'issued']);
    expect(core.gateway.create.calls[0]?.[0]).toMatchObject({
      itemName: 'Tea',
      expireDays: 3,
      urls: { callback: expect.stringContaining(`secret-of-${payment.paymentNo}`) as string },
    });
  });

  it('gives a method without a deadline its open hours, and reports their lag', async () => {
    core.gateway.create.answer = () => ({ info: {}, page: { kind: 'redirect', url: 'https://gateway.example/' } });
    core.gateway.canQuery = false;
    const { payment } = await create({}, { route: 'barcode' });
    const { expiresAt, closesAt, asksAt } = firstAttempt(payment);
    expect([expiresAt, closesAt]).toEqual([new Date('2026-06-23T04:00:00Z'), new Date('2026-06-26T04:00:00Z')]);
    expect(asksAt).toBeUndefined();
  });

  it('makes one order at the gateway of 50 parallel creates, and 50 full answers', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => create()));
    expect(core.gateway.create.calls).toHaveLength(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ payment }) => payment.paymentNo)).size).toBe(1);
    for (const { payment } of answers) expect(payment).toMatchObject(whole);
    expect(core.payments.all()).toHaveLength(1);
  });

  it.each<[string, Partial<PaymentRequest>, Partial<CreateOrder>]>([
    ['amount', { amount: 981 }, {}],
    ['route', {}, { route: 'barcode' }],
    ['account', {}, { credentials: { merchant_id: '2000132' } }],
  ])('refuses a repeat of another %s, open and paid', async (_, request, where) => {
    const { payment } = await create();
    expect(await errorOf(create(request, where))).toMatchObject({ kind: 'conflict', code: 'ORDER_CONFLICT' });
    await core.settlePayment.execute(payment, 1, { status: 'paid' });
    expect(await errorOf(create(request, where))).toMatchObject({ kind: 'conflict', code: 'ORDER_CONFLICT' });
    expect(core.gateway.create.calls).toHaveLength(1);
  });

  it('refuses a repeat in another currency', async () => {
    await create({}, { route: 'aio' });
    expect(await errorOf(create({ currency: 'USD' }, { route: 'aio' }))).toMatchObject({ code: 'ORDER_CONFLICT' });
  });

  it('ignores what else a repeat changes, and leaves other projects alone', async () => {
    const first = await create();
    expect(await create({ itemName: 'Coffee', buyer: { name: 'A' } })).toEqual({ ...first, created: false });
    const other = { project: await core.projects.create('Other'), environment: 'test' as const };
    expect((await core.createPayment.execute(other, order({ amount: 1 }))).created).toBe(true);
  });

  it('answers a paid payment, and makes a new one after an expired or failed one', async () => {
    const first = await create();
    await core.settlePayment.execute(first.payment, 1, { status: 'expired' });
    const second = await create({ amount: 1 });
    expect(second.created).toBe(true);
    await core.settlePayment.execute(second.payment, 1, { status: 'failed' });
    const third = await create();
    await core.settlePayment.execute(third.payment, 1, { status: 'paid' });
    const fourth = await create();
    expect([fourth.created, fourth.payment.paymentNo]).toEqual([false, third.payment.paymentNo]);
    expect(new Set(numbers()).size).toBe(3);
  });

  it('answers the payment that was paid late beside a newer one', async () => {
    const first = await create();
    await core.settlePayment.execute(first.payment, 1, { status: 'expired' });
    await create();
    await core.settlePayment.execute(await fresh(first.payment), 1, { status: 'paid' });
    expect((await create()).payment.paymentNo).toBe(first.payment.paymentNo);
  });

  it('draws new numbers where one is taken', async () => {
    const { payment } = await create();
    const pick = core.random.pick.bind(core.random);
    let again = 2;
    core.random.pick = (alphabet, length) => (again-- > 0 ? payment.paymentNo.slice(-length) : pick(alphabet, length));
    const other = await create({ merchantOrderNo: 'A-2' });
    expect(other.created).toBe(true);
    expect(other.payment.paymentNo).not.toBe(payment.paymentNo);
  });

  it('refuses before it stores: method, credentials, environment, currency', async () => {
    const live = { merchant_id: '3002607', environment: 'production' };
    const cases: [Partial<PaymentRequest>, Partial<CreateOrder>, object][] = [
      [{}, { route: 'toString' }, { kind: 'notFound' }],
      [{}, { gateway: '__proto__' }, { kind: 'notFound' }],
      [{}, { credentials: {} }, { kind: 'invalid' }],
      [
        {},
        { credentials: live },
        { code: 'INVALID_ARGUMENT', fields: { 'gateway_credentials.environment': [expect.any(String)] } },
      ],
      [{ currency: 'USD' }, {}, { code: 'INVALID_ARGUMENT', fields: { currency: [expect.any(String)] } }],
      [{ currency: 'JPY' }, { route: 'aio' }, { kind: 'invalid', code: 'FAKE_CURRENCY_UNSUPPORTED' }],
    ];
    for (const [request, where, fault] of cases) expect(await errorOf(create(request, where))).toMatchObject(fault);
    expect([core.payments.all(), core.gateway.create.calls]).toEqual([[], []]);
  });

  it('lets a live key use test credentials', async () => {
    const credentials = { merchant_id: '3002607', environment: 'test' };
    const live: Caller = { ...caller, environment: 'production' };
    const { payment } = await core.createPayment.execute(live, order({}, { credentials }));
    expect(payment.environment).toBe('test');
  });
});

describe('a create that the gateway refuses', () => {
  it('fails, frees the order and is remembered', async () => {
    core.gateway.create.next(() => refused());
    expect(await errorOf(create())).toMatchObject({ kind: 'rejected', code: 'ECPAY_BACKGROUND_CODE_FAILED' });
    expect(core.payments.all()).toEqual([expect.objectContaining({ status: 'failed', holdsOrder: false })]);
    expect((await create()).created).toBe(true);
  });

  it('gives everyone who waited for it the same refusal', async () => {
    const gate = deferred<Created>();
    core.gateway.create.next(() => gate.promise);
    const answers = Array.from({ length: 50 }, () => errorOf(create()));
    await turns(2);
    gate.reject(new PayCoreError('rejected', 'ECPAY_BACKGROUND_CODE_FAILED', 'The gateway refused.'));
    const refusals = (await Promise.all(answers)).map((error) => [error?.kind, error?.code, error?.message]);
    expect(new Set(refusals.map(String))).toEqual(
      new Set(['rejected,ECPAY_BACKGROUND_CODE_FAILED,The gateway refused.']),
    );
    expect(core.gateway.create.calls).toHaveLength(1);
  });

  it('leaves no payment where the contract wants none', async () => {
    core.gateway.create.next(() => refused({ leavesNoPayment: true }));
    expect(await errorOf(create())).toMatchObject({ kind: 'rejected' });
    expect(core.payments.all()).toEqual([]);
    expect((await create()).created).toBe(true);
  });
});

describe('a create whose answer is unclear', () => {
  it('is reported as such, and its repeat finishes the same order at once', async () => {
    core.gateway.create.next(unclear);
    expect(await errorOf(create())).toMatchObject({ kind: 'unavailable' });
    const repeat = await create();
    expect(repeat).toMatchObject({ created: false, payment: whole });
    expect(new Set(numbers()).size).toBe(1);
    expect(core.payments.all()).toHaveLength(1);
  });

  it.each([
    ['a bug', () => Promise.reject(new TypeError('x'))],
    ['no answer', unclear],
  ])('after %s is finished by the scheduler when its time comes', async (_, fault) => {
    core.gateway.create.next(fault);
    await errorOf(create());
    expect(await core.finishCreates.execute()).toBe(0);
    core.clock.advance(5_000);
    expect(await core.finishCreates.execute()).toBe(1);
    expect(await holder()).toMatchObject(whole);
    expect(new Set(numbers()).size).toBe(1);
    expect(await core.finishCreates.execute()).toBe(0);
  });

  it('is given up after as many tries as the gateway lets, longer and longer apart', async () => {
    core.gateway.create.answer = unclear;
    await errorOf(create());
    expect(creatingOf(await holder())).toMatchObject({
      attempts: 1,
      isReleased: true,
      until: new Date('2026-06-22T04:00:05Z'),
    });
    core.clock.advance(5_000);
    await core.finishCreates.execute();
    expect(creatingOf(await holder())).toMatchObject({ attempts: 2, until: new Date('2026-06-22T04:00:15Z') });
    core.clock.advance(10_000);
    await core.finishCreates.execute();
    expect(numbers()).toHaveLength(3);
    expect(core.payments.all()).toEqual([expect.objectContaining({ status: 'failed', holdsOrder: false })]);
    expect(creatingOf(core.payments.all()[0])).toBeUndefined();
  });

  it('gives everyone who waited for it the same refusal, and uses up one try of the gateway', async () => {
    for (const tries of [1, 2]) {
      const gate = deferred<Created>();
      core.gateway.create.next(() => gate.promise);
      const answers = Array.from({ length: 50 }, () => errorOf(create()));
      await turns(2);
      gate.reject(gatewayUnavailable(new Error('timeout')));
      for (const error of await Promise.all(answers)) expect(error).toMatchObject({ kind: 'unavailable' });
      expect(numbers()).toHaveLength(tries);
      expect(creatingOf(await holder())).toMatchObject({ attempts: tries, isReleased: true });
    }
    expect(await create()).toMatchObject({ created: false, payment: whole });
    expect(new Set(numbers()).size).toBe(1);
  });

  it('tells who waited that the gateway is away, once given up', async () => {
    core.gateway.createAttempts = 1;
    const gate = deferred<Created>();
    core.gateway.create.next(() => gate.promise);
    const answers = [errorOf(create()), errorOf(create())];
    await turns(2);
    gate.reject(gatewayUnavailable(new Error('timeout')));
    for (const error of await Promise.all(answers)) expect(error).toMatchObject({ kind: 'unavailable' });
  });

  it('is not tried again and again where its credentials can no longer be opened', async () => {
    core.gateway.create.next(unclear);
    await errorOf(create());
    const { open } = core.gateway;
    core.gateway.open = () => refused();
    core.clock.advance(5_000);
    await core.finishCreates.execute();
    core.gateway.open = open;
    expect(core.payments.all()).toEqual([expect.objectContaining({ status: 'failed', holdsOrder: false })]);
  });
});

describe('the lease of a create', () => {
  it('makes a repeat wait while the creator works', async () => {
    const gate = deferred<Created>();
    core.gateway.create.next(() => gate.promise);
    const first = create();
    await turns();
    const second = create();
    await turns();
    gate.resolve({ info: { bank_code: '822' }, page: { kind: 'code', code: '1' } });
    const [one, two] = await Promise.all([first, second]);
    expect([one.created, two.created]).toEqual([true, false]);
    expect(two.payment).toEqual(one.payment);
    expect(core.gateway.create.calls).toHaveLength(1);
  });

  it('lets no repeat wait longer than 20 s', async () => {
    core.gateway.create.next(never);
    void create();
    await turns();
    const from = core.clock.now().getTime();
    expect(await errorOf(create())).toMatchObject({ kind: 'conflict', code: 'ORDER_CONFLICT' });
    const waited = core.clock.now().getTime() - from;
    expect(waited).toBeGreaterThanOrEqual(20_000);
    expect(waited).toBeLessThan(20_500);
    expect(core.gateway.create.calls).toHaveLength(1);
  });

  it('gives the create to a repeat when it has run out', async () => {
    core.gateway.create.next(never);
    void create();
    await turns();
    core.clock.advance(25_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => create()));
    for (const { payment, created } of answers) expect([created, payment]).toMatchObject([false, whole]);
    expect(core.gateway.create.calls).toHaveLength(2);
    expect(new Set(numbers()).size).toBe(1);
  });

  it('gives the create to one scheduler when it has run out', async () => {
    core.gateway.create.next(never);
    void create();
    await turns();
    expect(await core.finishCreates.execute()).toBe(0);
    core.clock.advance(25_000);
    await Promise.all([core.finishCreates.execute(), core.process().finishCreates.execute()]);
    expect(await holder()).toMatchObject(whole);
    expect(new Set(numbers()).size).toBe(1);
    expect(numbers()).toHaveLength(2);
  });
});

describe('a creator that comes late', () => {
  const gate = { early: deferred<Created>(), late: deferred<Created>() };
  let early: Promise<CreateAnswer | PayCoreError | undefined>;
  let late: Promise<CreateAnswer | PayCoreError | undefined>;
  const issued: Created = { info: { bank_code: '822' }, page: { kind: 'code', code: 'late' } };

  beforeEach(async () => {
    Object.assign(gate, { early: deferred(), late: deferred() });
    core.gateway.create.next(
      () => gate.early.promise,
      () => gate.late.promise,
    );
    early = create().catch((error: PayCoreError) => error);
    await turns();
    core.clock.advance(25_000);
    late = create().catch((error: PayCoreError) => error);
    await turns();
    expect(core.gateway.create.calls).toHaveLength(2);
  });

  it('changes nothing of what the taker stored', async () => {
    gate.late.resolve(issued);
    const taken = (await late) as CreateAnswer;
    gate.early.resolve({ ...issued, info: { bank_code: '007' }, page: { kind: 'code', code: 'early' } });
    expect(await early).toEqual({ payment: taken.payment, created: true });
    expect(await fresh(taken.payment)).toEqual(taken.payment);
  });

  it('and is first after all stores the same order', async () => {
    gate.early.resolve(issued);
    const first = (await early) as CreateAnswer;
    gate.late.resolve({ ...issued, page: { kind: 'code', code: 'other' } });
    expect(await late).toEqual({ payment: first.payment, created: false });
  });

  it.each([
    ['a refusal', refused],
    ['no answer', unclear],
  ])('with %s does not undo the taker’s', async (_, fault) => {
    core.gateway.createAttempts = 1;
    gate.late.resolve(issued);
    const taken = (await late) as CreateAnswer;
    gate.early.reject(
      await Promise.resolve()
        .then(() => fault())
        .catch((error: unknown) => error),
    );
    expect(await early).toBeInstanceOf(PayCoreError);
    expect(await fresh(taken.payment)).toEqual(taken.payment);
    expect((await create()).payment).toEqual(taken.payment);
  });

  it('with a refusal does not stop a taker that still works', async () => {
    gate.early.reject(new PayCoreError('rejected', 'X', 'The gateway refused.'));
    await early;
    expect(creatingOf(await holder())).toMatchObject({ attempts: 2, isReleased: false });
    gate.late.resolve(issued);
    expect(((await late) as CreateAnswer).payment).toMatchObject(whole);
  });
});

describe('a payment that moves while it is created', () => {
  let gate: ReturnType<typeof deferred<Created>>;
  let answer: Promise<CreateAnswer>;
  let payment: Payment;
  beforeEach(async () => {
    gate = deferred<Created>();
    core.gateway.create.next(() => gate.promise);
    answer = create();
    await turns();
    payment = (await holder()) as Payment;
  });
  const issued: Created = { info: { bank_code: '822' }, page: { kind: 'redirect', url: 'https://gateway.example/' } };

  it('stays paid', async () => {
    await core.settlePayment.execute(payment, 1, { status: 'paid', info: { bank_code: '007' } });
    gate.resolve(issued);
    const { payment: after } = await answer;
    expect(after).toMatchObject({ status: 'paid', attempts: [{ info: { bank_code: '007' } }], holdsPaid: true });
    const { closesAt, asksAt, creating } = firstAttempt(after);
    expect([closesAt, asksAt, creating]).toEqual([undefined, undefined, undefined]);
  });

  it('keeps the code that was shown already', async () => {
    const page = { kind: 'code' as const, code: 'SHOWN' };
    const expiresAt = new Date('2026-06-23T00:00:00Z');
    await core.settlePayment.execute(payment, 1, { status: 'pending', page, expiresAt });
    gate.resolve(issued);
    const after = firstAttempt((await answer).payment);
    expect(after.page?.reveal()).toEqual(page);
    expect([after.expiresAt, after.closesAt]).toEqual([expiresAt, new Date('2026-06-23T01:00:00Z')]);
    expect(after.creating).toBeUndefined();
  });

  it('cannot be cancelled before it is whole', async () => {
    await expect(core.cancelPayment.execute(payment.paymentNo)).rejects.toMatchObject({
      ...{ kind: 'conflict', code: 'ORDER_CONFLICT', paymentNo: payment.paymentNo },
    });
    gate.resolve(issued);
    const { payment: after } = await answer;
    expect(after.status).toBe('pending');
    expect(await core.cancelPayment.execute(after.paymentNo)).toMatchObject({ status: 'failed', holdsOrder: false });
    expect((await create()).created).toBe(true);
  });
});
