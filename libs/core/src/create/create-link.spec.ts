import { coreOnFakes, firstAttempt, setUpShop } from '@paycore/testing';
import type { Payment, PaymentRequest } from '../domain/payment.ts';
import { requestedAmount } from '../domain/sent-amount.ts';
import type { Caller } from '../ports/project-store.ts';
import type { CreateLinkOrder } from './create-link.ts';

const hour = 3_600_000;
const day = 24 * hour;

let core: ReturnType<typeof coreOnFakes>;
let caller: Caller;
beforeEach(async () => {
  core = coreOnFakes();
  caller = { project: await core.projects.create('Shop'), environment: 'test' };
  await setUpShop(core.shops, caller.project.id, [['ecpay/atm'], ['smilepay/wallet']]);
});

const request = (fields: Partial<PaymentRequest> = {}): PaymentRequest => ({
  ...{ merchantOrderNo: 'A-1', amount: 980, currency: 'TWD', buyer: {}, urls: {}, extra: {} },
  ...fields,
});
const create = (fields: Partial<PaymentRequest> = {}, more: Omit<CreateLinkOrder, 'request'> = {}) =>
  core.createLink.execute(caller, { request: request(fields), ...more });
const money = (sent: number | string, currency = 'TWD') => ({ ...requestedAmount(sent), currency });
const fresh = async ({ paymentNo }: Payment) => (await core.payments.find(paymentNo)) as Payment;
const pick = (payment: Payment, name = 'ecpay/atm') => {
  const [gateway = '', ...route] = name.split('/');
  const { paymentNo, attempts } = payment;
  const choice = { gateway, route: route.join('/'), fields: {} };
  return core.pressButton.execute({ paymentNo, token: `token-of-${paymentNo}`, after: attempts.length, choice });
};

describe('a create for which the payer picks', () => {
  it('stores the payment, calls no gateway, and can be paid for seven days', async () => {
    const { payment, created } = await create();
    expect(created).toBe(true);
    expect(payment).toEqual(await fresh(payment));
    expect(payment).toMatchObject({ mode: 'all_in_one', status: 'pending', holdsOrder: true, attempts: [] });
    expect(payment.link).toEqual({ expiresAt: new Date(core.clock.now().getTime() + 7 * day), isOpen: true });
    expect(core.gateway.create.calls).toEqual([]);
  });

  it('keeps the language of the create, else the shop’s', async () => {
    const shop = await core.shops.read(caller.project.id, 'test');
    const entry = { at: core.clock.now(), by: 'cli', action: 'page_changed' as const, detail: {} };
    await core.shops.save({ ...shop, page: { defaultLocale: 'en' } }, entry);
    expect((await create()).payment.request.locale).toBe('en');
    expect((await create({ merchantOrderNo: 'A-2', locale: 'zh-tw' })).payment.request.locale).toBe('zh-tw');
  });

  it('is one payment, however many ask for it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => create()));
    expect(new Set(answers.map(({ payment }) => payment.paymentNo)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
  });

  it.each([
    [980, '980'],
    ['980', 980],
    ['980.00', '980'],
  ])('is the same with the same money, written %p and %p', async (first, second) => {
    await setUpShop(core.shops, caller.project.id, [['smilepay/wallet']]);
    const { payment } = await create(money(first, 'USD'));
    expect(await create(money(second, 'USD'))).toMatchObject({ created: false, payment: { request: payment.request } });
  });

  it.each([
    ['another amount', { amount: 981 }],
    ['another currency', { currency: 'USD' }],
  ])('is a conflict with %s', async (_, fields) => {
    const { payment } = await create();
    await expect(create(fields)).rejects.toMatchObject({ code: 'ORDER_CONFLICT', paymentNo: payment.paymentNo });
  });

  it('is a conflict with a payment whose method the merchant named, and the reverse', async () => {
    const direct = { gateway: 'ecpay', route: 'atm', credentials: { merchant_id: '3002607' } };
    const { payment } = await core.createPayment.execute(caller, { ...direct, request: request() });
    await expect(create()).rejects.toMatchObject({ code: 'ORDER_CONFLICT', paymentNo: payment.paymentNo });
    const { payment: link } = await create({ merchantOrderNo: 'A-2' });
    const other = core.createPayment.execute(caller, { ...direct, request: request({ merchantOrderNo: 'A-2' }) });
    await expect(other).rejects.toMatchObject({ code: 'ORDER_CONFLICT', paymentNo: link.paymentNo });
  });

  it('answers the paid payment of its order', async () => {
    const { payment } = await create();
    const { payment: picked } = await pick(payment);
    await core.settlePayment.execute(picked, 1, { status: 'paid' });
    expect(await create()).toMatchObject({ created: false, payment: { paymentNo: payment.paymentNo, status: 'paid' } });
  });

  it('makes a new payment once the earlier one has ended', async () => {
    const { payment } = await create({}, { linkExpiresAt: new Date(core.clock.now().getTime() + hour) });
    core.clock.advance(hour);
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'expired', holdsOrder: false, link: { isOpen: false } });
    const { payment: next, created } = await create();
    expect([created, next.paymentNo === payment.paymentNo]).toEqual([true, false]);
  });

  it('opens the link again where an earlier code is merely awaited', async () => {
    const { payment } = await create({}, { linkExpiresAt: new Date(core.clock.now().getTime() + hour) });
    await pick(payment);
    core.clock.advance(day);
    await core.expirePayments.execute();
    expect(await fresh(payment)).toMatchObject({ status: 'pending', link: { isOpen: false } });
    const { payment: same, created } = await create();
    expect([created, same.paymentNo]).toEqual([false, payment.paymentNo]);
    expect(same).toEqual(await fresh(payment));
    expect(same.link).toEqual({ expiresAt: new Date(core.clock.now().getTime() + 7 * day), isOpen: true });
    expect((await pick(same)).attempt).toBe(2);
  });

  it('leaves the link as it is while the payer can pay', async () => {
    const { payment } = await create({}, { linkExpiresAt: new Date(core.clock.now().getTime() + hour) });
    const { payment: picked } = await pick(payment);
    core.clock.advance(hour);
    await core.expirePayments.execute();
    const ended = await fresh(payment);
    expect(ended).toMatchObject({ status: 'pending', link: { isOpen: false } });
    expect(firstAttempt(ended).expiresAt).toEqual(firstAttempt(picked).expiresAt);
    expect(await create()).toEqual({ payment: ended, created: false });
  });
});

describe('a create that none of the methods can take', () => {
  it.each([
    ['a currency', money(980, 'USD'), [['ecpay/atm']], 'currency'],
    ['decimals', money('980.5'), [['ecpay/atm']], 'amount'],
    ['an amount below', money(29), [['ecpay/atm', { min: 30 }]], 'amount'],
    ['an amount above', money(20_001), [['ecpay/atm', { max: 20_000 }]], 'amount'],
    ['methods', { methods: ['ecpay/barcode'] }, [['ecpay/atm']], 'methods'],
    ['disabled methods', {}, [['ecpay/atm', { isEnabled: false }]], 'currency'],
    ['methods of no installed gateway', {}, [['acme/atm']], 'currency'],
    ['routes that no gateway has any more', {}, [['ecpay/toString']], 'currency'],
  ] as const)('is refused for %s, and stores nothing', async (_, fields, methods, field) => {
    await setUpShop(core.shops, caller.project.id, methods);
    await expect(create(fields)).rejects.toMatchObject({
      ...{ kind: 'invalid', code: 'INVALID_ARGUMENT', fields: { [field]: [expect.any(String)] } },
    });
    expect(core.payments.all()).toEqual([]);
  });

  it('answers all the same where the payment is there already', async () => {
    const { payment } = await create();
    await setUpShop(core.shops, caller.project.id, []);
    expect(await create()).toEqual({ payment, created: false });
  });

  it('uses the shop of the key’s own side alone', async () => {
    await expect(
      core.createLink.execute({ ...caller, environment: 'production' }, { request: request() }),
    ).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('a create without credentials', () => {
  const direct = (gateway: string, environment = caller.environment) =>
    core.createPayment.execute({ ...caller, environment }, { gateway, route: 'atm', request: request() });

  it('uses the stored account', async () => {
    const { payment } = await direct('ecpay');
    expect(payment).toMatchObject({ mode: 'direct', attempts: [{ accountId: '3002607', gateway: 'ecpay' }] });
    expect(payment.link).toBeUndefined();
  });

  it('is refused where none is stored, or only on the other side', async () => {
    await setUpShop(core.shops, caller.project.id, [['smilepay/atm']]);
    const required = { code: 'VALIDATION_FAILED', fields: { gateway_credentials: [expect.any(String)] } };
    await expect(direct('ecpay')).rejects.toMatchObject(required);
    await expect(direct('smilepay', 'production')).rejects.toMatchObject(required);
  });
});

describe('what can be used now', () => {
  const offers = async (amount: number | string | undefined, currency = 'TWD') =>
    (await core.offerMethods.execute(caller, { amount, currency })).map(({ gateway, route }) => `${gateway}/${route}`);

  it('is what is enabled and fits the money, in the shop’s order', async () => {
    await setUpShop(core.shops, caller.project.id, [
      ...([['smilepay/wallet'], ['ecpay/atm', { min: 100, max: 20_000 }], ['ecpay/aio']] as const),
      ...([['ecpay/barcode', { isEnabled: false }]] as const),
    ]);
    expect(await offers(980)).toEqual(['smilepay/wallet', 'ecpay/atm', 'ecpay/aio']);
    expect(await offers(undefined)).toEqual(['smilepay/wallet', 'ecpay/atm', 'ecpay/aio']);
    expect(await offers(99)).toEqual(['smilepay/wallet', 'ecpay/aio']);
    expect(await offers('100')).toEqual(['smilepay/wallet', 'ecpay/atm', 'ecpay/aio']);
    expect(await offers('20000.01')).toEqual([]);
    expect(await offers('9.99', 'USD')).toEqual(['smilepay/wallet']);
    expect(await offers(9, 'USD')).toEqual(['smilepay/wallet', 'ecpay/aio']);
  });
});
