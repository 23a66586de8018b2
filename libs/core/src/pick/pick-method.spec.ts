import { coreOn, coreOnFakes, deferred, FakeGateway, setUpShop, type WantedMethod } from '@paycore/testing';
import { gatewayUnavailable, PayCoreError } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';
import type { Payment, PaymentRequest } from '../domain/payment.ts';
import { Secret } from '../domain/secret.ts';
import { requestedAmount } from '../domain/sent-amount.ts';
import type { Caller } from '../ports/project-store.ts';
import type { Created, Order } from '../ports/gateway.ts';

const hour = 3_600_000;
const day = 24 * hour;

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;

const all: readonly WantedMethod[] = [['ecpay/atm'], ['ecpay/barcode'], ['smilepay/wallet'], ['ecpay/aio']];

beforeEach(async () => {
  core = coreOnFakes();
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
  await setUpShop(core.shops, caller.project.id, all);
  const element: Page = { kind: 'element', params: {} };
  const form = ({ gatewayOrderNo }: Order): Page => ({
    ...{ kind: 'form', action: 'https://cashier.example/', fields: { no: gatewayOrderNo } },
  });
  const account = core.gateway.create.answer;
  core.gateway.create.answer = (order) => (order.route === 'aio' ? { info: {}, page: form(order) } : account(order));
  core.other.create.answer = () => ({ info: {}, page: element });
  core.other.canCancel = true;
});

const link = async (fields: Partial<PaymentRequest> = {}, linkExpiresAt?: Date): Promise<Payment> => {
  const request = { merchantOrderNo: 'A-1', amount: 980, currency: 'TWD', buyer: {}, urls: {}, extra: {}, ...fields };
  return (await core.createLink.execute(caller, { request, ...(linkExpiresAt && { linkExpiresAt }) })).payment;
};
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const pick = (
  payment: Payment,
  name: string,
  how: { after?: number | undefined; fields?: Record<string, unknown>; locale?: string } = {},
) => {
  const { after, fields = {}, locale } = { after: payment.attempts.length, ...how };
  const [gateway = '', ...route] = name.split('/');
  const { paymentNo } = payment;
  const choice = { gateway, route: route.join('/'), fields, ...(locale !== undefined && { locale }) };
  return core.pressButton.execute({ paymentNo, token: `token-of-${paymentNo}`, after, choice });
};
const calls = () => core.gateway.create.calls.length + core.other.create.calls.length;
const refusal = () => Promise.reject(new PayCoreError('rejected', 'NO', 'No.', { leavesNoPayment: true }));

describe('a pick', () => {
  it('speaks at the gateway the language in which it was made, also when it is tried again', async () => {
    const payment = await link({ locale: 'zh-tw' });
    const { answer } = core.gateway.create;
    core.gateway.create.answer = () => {
      throw gatewayUnavailable(new Error('timeout'));
    };
    await pick(payment, 'ecpay/atm', { locale: 'ja' });
    core.gateway.create.answer = answer;
    const { payment: after } = await pick(await fresh(payment), 'ecpay/atm', { locale: 'en' });
    expect(after.attempts).toMatchObject([{ locale: 'ja' }]);
    expect(core.gateway.create.calls.map(([{ urls }]) => urls.locale)).toEqual(['ja', 'ja']);
    expect(core.gateway.create.calls[0]?.[0].urls.return).toContain('/ja/');
  });

  it('places an order by the stored account', async () => {
    const payment = await link({ itemName: 'Tea' });
    const { payment: after, attempt, form } = await pick(payment, 'ecpay/atm');
    expect([attempt, form]).toEqual([1, undefined]);
    expect(after).toEqual(await fresh(payment));
    expect(after).toMatchObject({
      ...{ status: 'pending', mode: 'all_in_one' },
      attempts: [
        { gateway: 'ecpay', route: 'atm', accountId: '3002607', amount: 980, page: expect.anything() as unknown },
      ],
    });
  });

  it('hands out the cashier’s form, with another number each time', async () => {
    let payment = await link();
    const numbers = new Set<string | undefined>();
    for (let n = 1; n <= 3; n += 1) {
      const picked = await pick(payment, 'ecpay/aio');
      payment = picked.payment;
      numbers.add(picked.form?.fields['no']);
      expect(picked).toMatchObject({ attempt: n, payment: { attempts: { length: n } } });
    }
    expect(numbers.size).toBe(3);
    expect(payment.attempts.every(({ isOut }) => isOut)).toBe(true);
  });

  it('of many at once makes one order', async () => {
    const payment = await link();
    const picks = await Promise.all(Array.from({ length: 50 }, () => pick(payment, 'ecpay/atm', { after: 0 })));
    expect(calls()).toBe(1);
    expect((await fresh(payment)).attempts).toHaveLength(1);
    expect(picks.every(({ refusal: refused }) => refused === undefined)).toBe(true);
  });

  it('of two methods at once makes one order', async () => {
    const payment = await link();
    await Promise.all([pick(payment, 'ecpay/atm'), pick(payment, 'smilepay/wallet')]);
    expect((await fresh(payment)).attempts).toHaveLength(1);
    expect(calls()).toBe(1);
  });

  it.each([undefined, 1, -1, 0.5])('on a page that showed %p attempts makes nothing', async (after) => {
    const payment = await link();
    expect(await pick(payment, 'ecpay/atm', { after })).toEqual({ payment });
    expect(calls()).toBe(0);
  });

  it('of what lives already leads to it, wherever the payer went since', async () => {
    const { payment: first } = await pick(await link(), 'ecpay/atm');
    expect(await pick(first, 'ecpay/atm')).toEqual({ payment: first, attempt: 1 });
    const { payment: second } = await pick(first, 'smilepay/wallet');
    expect(await pick(second, 'smilepay/wallet')).toEqual({ payment: second, attempt: 2 });
    expect(await pick(second, 'ecpay/atm')).toEqual({ payment: second, attempt: 1 });
    expect(calls()).toBe(2);
  });

  it('places another order once the earlier one’s deadline has passed', async () => {
    const { payment: first } = await pick(await link({ expireDays: 1 }), 'ecpay/atm');
    core.clock.advance(day);
    expect(await pick(first, 'ecpay/atm')).toMatchObject({ attempt: 2 });
  });

  it.each([['ecpay/wallet'], ['acme/atm'], ['ecpay/constructor'], ['__proto__/atm'], ['ecpay/']])(
    'of %s, which is not offered, makes nothing',
    async (name) => {
      const payment = await link();
      expect(await pick(payment, name)).toEqual({ payment, refusal: 'unfit' });
      expect(calls()).toBe(0);
    },
  );

  it('of a method that was switched off, or left out by the merchant, makes nothing', async () => {
    const payment = await link({ methods: ['ecpay/atm', 'ecpay/aio'] });
    expect(await pick(payment, 'smilepay/wallet')).toMatchObject({ refusal: 'unfit' });
    await setUpShop(core.shops, caller.project.id, [['ecpay/atm', { isEnabled: false }], ['ecpay/aio']]);
    expect(await pick(payment, 'ecpay/atm')).toMatchObject({ refusal: 'unfit' });
    expect(await pick(payment, 'ecpay/aio')).toMatchObject({ attempt: 1 });
  });

  it('makes nothing once the link is over, the payment closed, or paid', async () => {
    const over = await link({ merchantOrderNo: 'A-2' }, new Date(core.clock.now().getTime() + hour));
    core.clock.advance(hour);
    expect(await pick(over, 'ecpay/atm')).toEqual({ payment: over });
    const payment = await link();
    await core.cancelPayment.execute(payment.paymentNo);
    const closed = await fresh(payment);
    expect(closed).toMatchObject({
      status: 'failed',
      closedReason: 'cancelled',
      link: { isOpen: false },
      holdsOrder: false,
    });
    expect(await pick(closed, 'ecpay/atm')).toEqual({ payment: closed });
    const { payment: picked } = await pick(await link({ merchantOrderNo: 'A-3' }), 'ecpay/atm');
    const paid = await core.settlePayment.execute(picked, 1, { status: 'paid' });
    expect(paid.link?.isOpen).toBe(false);
    expect(await pick(paid, 'ecpay/barcode')).toEqual({ payment: paid });
    expect(calls()).toBe(1);
  });

  it('makes nothing where another payment has paid the order', async () => {
    const { payment: first } = await pick(await link(), 'ecpay/atm');
    await core.cancelPayment.execute(first.paymentNo);
    const second = await link();
    await core.settlePayment.execute(await fresh(first), 1, { status: 'paid' });
    expect(await pick(second, 'ecpay/atm')).toEqual({ payment: await fresh(second) });
    expect(calls()).toBe(1);
  });

  it('makes no more than twenty, after which nothing is offered', async () => {
    let payment = await link();
    const { paymentNo } = payment;
    const offered = async () => (await core.openPayPage.execute(paymentNo, `token-of-${paymentNo}`)).offered.length;
    for (let n = 0; n < 19; n += 1) ({ payment } = await pick(payment, 'ecpay/aio'));
    expect(await offered()).toBe(4);
    for (let n = 0; n < 2; n += 1) ({ payment } = await pick(payment, 'ecpay/aio'));
    expect(payment.attempts).toHaveLength(20);
    expect(await offered()).toBe(0);
    expect(await pick(payment, 'ecpay/atm')).toEqual({ payment });
  });

  it('takes the account as it is now, and open orders keep theirs', async () => {
    const { payment: first } = await pick(await link(), 'ecpay/atm');
    const shop = await core.shops.read(caller.project.id, 'test');
    const [account, ...others] = shop.accounts;
    if (!account) throw new Error('no account');
    const changed = {
      ...account,
      version: 2,
      credentials: Secret.of({ merchant_id: '3085340' }),
      accountId: '3085340',
    };
    const entry = { at: core.clock.now(), by: 'cli', action: 'account_stored' as const, detail: {} };
    await core.shops.save({ ...shop, accounts: [changed, ...others] }, entry);
    const { payment: second } = await pick(first, 'ecpay/barcode');
    expect(second.attempts.map(({ accountId }) => accountId)).toEqual(['3002607', '3085340']);
    expect(second.attempts[0]?.credentials.reveal()).toEqual({ merchant_id: '3002607', environment: 'test' });
  });
});

describe('money of a pick', () => {
  it('is in the unit of its method', async () => {
    class Cents extends FakeGateway {
      override readonly methods = { credit: { name: 'credit', decimalsOf: () => 2 } };
    }
    core = coreOnFakes();
    const cents = new Cents('cents');
    const { payments, clock, shops, projects, merchant } = core;
    const own = coreOn({
      payments,
      clock,
      shops,
      projects,
      gateway: core.gateway,
      others: [cents],
      post: merchant.post,
    });
    caller = { project: await projects.create('Shop'), environment: 'test' };
    await setUpShop(shops, caller.project.id, [['cents/credit'], ['ecpay/wallet']]);
    const request = {
      merchantOrderNo: 'A-1',
      currency: 'USD',
      buyer: {},
      urls: {},
      extra: {},
      ...requestedAmount('9.9'),
    };
    const { payment } = await own.createLink.execute(caller, { request });
    const { paymentNo } = payment;
    const press = (gateway: string, route: string, after: number) =>
      own.pressButton.execute({
        paymentNo,
        token: `token-of-${paymentNo}`,
        after,
        choice: { gateway, route, fields: {} },
      });
    await press('cents', 'credit', 0);
    await press('ecpay', 'wallet', 1);
    const [stripe, wallet] = (await fresh(payment)).attempts;
    expect(stripe?.amount).toBe(990);
    expect(stripe?.decimals).toBeUndefined();
    expect(wallet).toMatchObject({ amount: 990, decimals: 2 });
    expect(cents.create.calls[0]?.[0]).toMatchObject({ amount: 990, currency: 'USD' });
  });

  it('gives a code no more days than the link has', async () => {
    const payment = await link({ expireDays: 7 }, new Date(core.clock.now().getTime() + 2 * day - hour));
    await pick(payment, 'ecpay/atm');
    expect(core.gateway.create.calls[0]?.[0]).toMatchObject({ expireDays: 2 });
  });
});

describe('a pick that its gateway does not take', () => {
  it('ends alone: the payer may pick another, or the same again', async () => {
    const payment = await link();
    core.gateway.create.next(refusal);
    const { payment: after, refusal: why } = await pick(payment, 'ecpay/atm');
    expect(why).toBe('refused');
    expect(after).toMatchObject({ status: 'pending', holdsOrder: true, attempts: [{ status: 'failed' }] });
    expect(await pick(after, 'ecpay/atm')).toMatchObject({ attempt: 2 });
  });

  it('without an answer is tried again with the same number when the payer picks it again', async () => {
    const payment = await link();
    core.gateway.create.next(() => Promise.reject(gatewayUnavailable(new Error('timeout'))));
    const { payment: after, refusal: why } = await pick(payment, 'ecpay/atm');
    expect([why, after.attempts.length]).toEqual(['failed', 1]);
    expect(await pick(after, 'ecpay/atm')).toMatchObject({ attempt: 1, payment: { attempts: { length: 1 } } });
    const numbers = core.gateway.create.calls.map(([{ gatewayOrderNo }]) => gatewayOrderNo);
    expect([numbers.length, new Set(numbers).size]).toEqual([2, 1]);
  });

  it('without an answer is only asked for once the payer has picked another', async () => {
    const payment = await link();
    core.gateway.create.next(() => Promise.reject(gatewayUnavailable(new Error('timeout'))));
    const { payment: after } = await pick(payment, 'ecpay/atm');
    expect(await pick(after, 'ecpay/barcode')).toMatchObject({ attempt: 2 });
    core.clock.advance(5_000);
    await core.finishCreates.execute();
    expect(core.gateway.create.calls).toHaveLength(2);
    expect(core.gateway.query.calls).toHaveLength(1);
    expect((await fresh(payment)).attempts[0]).toMatchObject({ status: 'pending', closesAt: expect.any(Date) as Date });
  });

  it('is waited for while it is under way', async () => {
    const payment = await link();
    const gate = deferred<Created>();
    core.gateway.create.next(() => gate.promise);
    const first = pick(payment, 'ecpay/atm');
    while (calls() === 0) await new Promise((resolve) => setImmediate(resolve));
    const current = await fresh(payment);
    expect(await pick(current, 'smilepay/wallet')).toEqual({ payment: current });
    gate.resolve({ info: {}, page: { kind: 'account', account: '9103522175887271' } });
    expect(await first).toMatchObject({ attempt: 1 });
    expect(calls()).toBe(1);
  });
});

describe('a payer who picks another way', () => {
  it('leaves a code that stays payable', async () => {
    const { payment: first } = await pick(await link(), 'ecpay/atm');
    const { payment: second } = await pick(first, 'ecpay/barcode');
    expect(second.attempts.map(({ status }) => status)).toEqual(['pending', 'pending']);
    const paid = await core.settlePayment.execute(second, 1, { status: 'paid' });
    expect(paid).toMatchObject({ status: 'paid', keptAttempt: 1 });
  });

  it.each(['failed', 'expired'] as const)('leaves an intent that is cancelled in the same step, %s', async (status) => {
    core.other.cancel.answer = () => ({ status });
    const { payment: first } = await pick(await link(), 'smilepay/wallet');
    const { payment: second } = await pick(first, 'ecpay/atm');
    expect(second.attempts.map(({ status }) => status)).toEqual(['failed', 'pending']);
    expect(second).toMatchObject({ status: 'pending', holdsOrder: true });
    expect(core.other.cancel.calls).toHaveLength(1);
  });

  it('gets the order although the gateway tells of the cancelled intent meanwhile', async () => {
    const { payment: first } = await pick(await link(), 'smilepay/wallet');
    core.other.cancel.answer = async () => {
      await core.settlePayment.execute(await fresh(first), 1, { status: 'failed' });
      return { status: 'failed' };
    };
    expect(await pick(first, 'ecpay/atm')).toMatchObject({ attempt: 2, payment: { status: 'pending' } });
    expect((await fresh(first)).attempts.map(({ status }) => status)).toEqual(['failed', 'pending']);
  });

  it('learns that the intent was paid, and makes nothing', async () => {
    const { payment: first } = await pick(await link(), 'smilepay/wallet');
    core.other.cancel.answer = () => ({ status: 'paid' });
    expect(await pick(first, 'ecpay/atm')).toMatchObject({ payment: { status: 'paid', attempts: { length: 1 } } });
    expect(core.gateway.create.calls).toEqual([]);
  });

  it('waits while money of the intent is moving', async () => {
    const { payment: first } = await pick(await link(), 'smilepay/wallet');
    core.other.cancel.answer = () => ({ status: 'pending', underWay: true });
    expect(await pick(first, 'ecpay/atm')).toMatchObject({ refusal: 'checking', payment: { attempts: { length: 1 } } });
    const moving = await fresh(first);
    expect(await pick(moving, 'ecpay/atm')).toEqual({ payment: moving, refusal: 'checking' });
    expect(core.other.cancel.calls).toHaveLength(1);
  });

  it.each([
    ['is away', gatewayUnavailable(new Error('timeout'))],
    ['would not cancel it', new PayCoreError('rejected', 'STRIPE_AUTH_FAILED', 'No.')],
  ])('is asked to try again while the intent’s gateway %s', async (_, error) => {
    const { payment: first } = await pick(await link(), 'smilepay/wallet');
    core.other.cancel.next(() => Promise.reject(error));
    expect(await pick(first, 'ecpay/atm')).toMatchObject({ refusal: 'stuck', payment: { attempts: { length: 1 } } });
    expect(await pick(await fresh(first), 'ecpay/atm')).toMatchObject({ attempt: 2 });
  });

  it('holds five codes at most, and may still pay otherwise', async () => {
    let payment = await link({ expireDays: 1 });
    // Each of another method: one whose code lives is not issued again.
    for (const n of [1, 2, 3, 4, 5]) {
      const methods = core.gateway.methods;
      methods[`code${n}`] = { name: `code${n}`, lagHours: 24, decimalsOf: () => 0 };
    }
    const codes = [1, 2, 3, 4, 5].map((n): WantedMethod => [`ecpay/code${n}`]);
    await setUpShop(core.shops, caller.project.id, [...codes, ...all]);
    const { paymentNo } = payment;
    const offered = async () =>
      (await core.openPayPage.execute(paymentNo, `token-of-${paymentNo}`)).offered.map(({ route }) => route);
    expect(await offered()).toContain('barcode');
    for (const [name] of codes) ({ payment } = await pick(payment, name));
    expect(payment.attempts).toHaveLength(5);
    // Methods whose code is held lead to it.
    expect(await offered()).toEqual(['code1', 'code2', 'code3', 'code4', 'code5', 'atm', 'wallet', 'aio']);
    expect(await pick(payment, 'ecpay/barcode')).toEqual({ payment, refusal: 'tooManyCodes' });
    expect(await pick(payment, 'ecpay/code3')).toEqual({ payment, attempt: 3 });
    expect(await pick(payment, 'smilepay/wallet')).toMatchObject({ attempt: 6 });
  });
});
