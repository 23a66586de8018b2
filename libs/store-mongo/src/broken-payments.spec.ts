import { randomBytes } from 'node:crypto';
import { createConnection, type Connection } from 'mongoose';
import { BrokenPaymentError, merchantOrderOf, Secret, type Notice, type Payment } from '@paycore/core';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { anAttempt, aPayment, fakeLog, firstAttempt, type PaymentDifferences } from '@paycore/testing';
import { prepareIndexes } from './indexes/prepare-indexes.ts';
import { MongoPaymentStore } from './mongo-payment-store.ts';
import type { PaymentDocument } from './payment-schema.ts';
import { Seal } from './seal.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [first, second] = [key('k1'), key('k2')];
const at = new Date('2026-06-22T03:00:00Z');
const due = new Date('2026-06-22T01:00:00Z');

let mongo: SpecMongo;
let connection: Connection;
let store: MongoPaymentStore;
let broken: string[];

beforeAll(async () => {
  mongo = await startSpecMongo();
});

afterAll(() => mongo?.stop());

beforeEach(async () => {
  const uri = mongo.fresh();
  connection = await createConnection(uri, { autoCreate: false, autoIndex: false }).asPromise();
  await prepareIndexes(connection, fakeLog());
  broken = [];
  store = storeOf(first);
});

afterEach(() => connection.close());

function storeOf(...keys: [ReturnType<typeof key>, ...ReturnType<typeof key>[]]): MongoPaymentStore {
  const onBroken = ({ paymentNo }: BrokenPaymentError) => broken.push(paymentNo);
  return new MongoPaymentStore(connection, new Seal(keys), { isMacRequired: () => true, onBroken });
}

const raw = () => connection.collection<PaymentDocument>('payments');

async function stored(differences: PaymentDifferences = {}): Promise<Payment> {
  const payment = aPayment(differences);
  expect(await store.insert(payment)).toBe('inserted');
  return payment;
}

/** As whoever can write to the database would. */
const change = ({ paymentNo }: Payment, set: object) => raw().updateOne({ _id: paymentNo }, { $set: set });

async function brokenOne(differences: PaymentDifferences = {}): Promise<Payment> {
  const payment = await stored(differences);
  await change(payment, { 'request.amount': 1 });
  return payment;
}

const numbers = (payments: readonly Payment[]) => payments.map(({ paymentNo }) => paymentNo);

describe('a payment whose amount was changed in the database', () => {
  it('is found by none of its numbers, and whoever asks for it alone is told', async () => {
    const payment = await brokenOne({ gatewayTradeNo: 'T1', holdsPaid: true });
    const { gatewayOrderNo } = firstAttempt(payment);
    const { merchantOrderNo } = payment.request;
    const asks = [
      () => store.find(payment.paymentNo),
      () => store.findByKey('ecpay', { by: 'paymentNo', value: payment.paymentNo }),
      () => store.findByKey('ecpay', { by: 'gatewayOrderNo', value: gatewayOrderNo }),
      () => store.findByKey('ecpay', { by: 'gatewayTradeNo', value: 'T1' }),
      () => store.findByKey('ecpay', { by: 'merchantOrderNo', value: merchantOrderNo }),
      () => store.findByNumber(merchantOrderNo),
      () => store.findHolder(merchantOrderOf(payment)),
      () => store.findPaid(merchantOrderOf(payment)),
    ];
    for (const ask of asks) await expect(ask()).rejects.toThrow(BrokenPaymentError);
    expect(new Set(broken)).toEqual(new Set([payment.paymentNo]));
  });

  it('is in no list, and keeps none of the others from being listed, page by page', async () => {
    const all: Payment[] = [];
    for (let n = 0; n < 9; n += 1) {
      const createdAt = new Date(Date.UTC(2026, 5, 1 + n));
      all.push(await (n % 3 === 1 ? brokenOne({ createdAt }) : stored({ createdAt })));
    }
    const good = all.filter((_, n) => n % 3 !== 1).reverse();
    for (const status of [undefined, 'pending'] as const) {
      const found: Payment[] = [];
      let after: { createdAt: Date; paymentNo: string } | undefined;
      do {
        const page = await store.list({ project: 'prj_1', environment: 'test', status }, { after, limit: 2 });
        found.push(...page.payments);
        after = page.next;
      } while (after);
      expect(numbers(found)).toEqual(numbers(good));
    }
    await change(good[0] as Payment, { createdAt: 'x' });
    const page = await store.list({ project: 'prj_1', environment: 'test' }, { limit: 20 });
    expect(numbers(page.payments)).toEqual(numbers(good.slice(1)));
  });

  it('hides no other payment with the same number', async () => {
    const payment = await stored({ gatewayTradeNo: 'T1' });
    await brokenOne({ gatewayTradeNo: 'T1', project: 'prj_2' });
    const found = await store.findByKey('ecpay', { by: 'gatewayTradeNo', value: 'T1' });
    expect(numbers(found)).toEqual([payment.paymentNo]);
    expect(numbers(await store.findByNumber('T1'))).toEqual([payment.paymentNo]);
    expect(await store.credentialsOf('ecpay', '3002607')).toHaveLength(1);
  });

  it('is no due work, and takes no room of the others however many there are', async () => {
    for (let n = 0; n < 5; n += 1) await brokenOne({ closesAt: due });
    const good: Payment[] = [];
    for (let n = 0; n < 3; n += 1) good.push(await stored({ closesAt: new Date(due.getTime() + 1_000 + n) }));
    expect(numbers(await store.due('close', at, 2))).toEqual(numbers(good.slice(0, 2)));
    expect(numbers(await store.due('close', at, 10))).toEqual(numbers(good));
    const listed = await store.duePage('close', at, 10);
    expect(listed).toHaveLength(8);
    const found = await store.findAll(listed.map(({ paymentNo }) => paymentNo));
    expect(numbers(found).sort()).toEqual(numbers(good).sort());
    expect(broken.length).toBeGreaterThanOrEqual(10);
    for (const { paymentNo } of good) expect(broken).not.toContain(paymentNo);
  });

  it('stays broken whatever is written to it by somebody who had read it before', async () => {
    const payment = await brokenOne();
    const asksAt = new Date('2026-07-01');
    expect(await store.update(payment, { attempts: [{ no: 1, set: { asksAt } }] })).toBe('saved');
    await expect(store.find(payment.paymentNo)).rejects.toThrow(BrokenPaymentError);
    await store.countRefusedCallback(payment.paymentNo);
    await expect(store.reseal()).rejects.toThrow(payment.paymentNo);
    await expect(store.find(payment.paymentNo)).rejects.toThrow(BrokenPaymentError);
    await change(payment, { 'request.amount': 980 });
    expect((await store.find(payment.paymentNo))?.attempts[0]?.asksAt).toEqual(asksAt);
  });
});

describe('a payment that PayCore changed itself', () => {
  const notice: Notice = {
    ...{ id: 'msg_1', state: 'due', url: 'https://shop.example/payok', host: 'shop.example', body: '{}', attempts: 0 },
    ...{ nextAt: due, token: 't' },
  };
  const urls = { payok: 'https://shop.example/payok', success: 'https://shop.example/thanks' };
  const request = { ...aPayment().request, buyer: { email: 'a@example.com' }, urls };

  it('is whole after each change, purge and reseal', async () => {
    const payment = await stored({ request, createdAt: new Date('2025-01-01') });
    const fresh = async (from = store) => (await from.find(payment.paymentNo)) as Payment;
    const paidAt = new Date('2025-01-02');
    const added = anAttempt({ no: 2, gateway: 'stripe', credentials: Secret.of('two') });
    await store.update(await fresh(), { attempts: [{ no: 1, set: { info: { code: '1' } } }], added });
    const paid = { holdsOrder: false, holdsPaid: true, keptAttempt: 2, paidAt, notice };
    await store.update(await fresh(), { set: paid, attempts: [{ no: 2, set: { status: 'paid', paidAt } }] });
    await store.update(await fresh(), { attempts: [{ no: 1, set: { status: 'failed' } }] });
    expect(await fresh()).toMatchObject({
      status: 'paid',
      notice,
      holdsPaid: true,
      request: { buyer: request.buyer, urls },
    });
    expect(await store.purge(new Date('2026-01-01'), at)).toBe(1);
    expect(await fresh()).toMatchObject({ status: 'paid', notice, request: { buyer: {}, urls } });
    const both = storeOf(second, first);
    expect([await both.reseal(), await both.reseal()]).toEqual([1, 0]);
    expect(await fresh(storeOf(second))).toMatchObject({ notice, request: { buyer: {}, urls } });
    await expect(store.find(payment.paymentNo)).rejects.toThrow(/PAYCORE_KEYS has no key "k2"/);
  });

  it('has buyer, addresses, host and the first credentials in one sealed text', async () => {
    const credentials = Secret.of({ hash_key: 'canary-key' });
    const payment = await stored({ request, credentials, notice });
    const document = await raw().findOne({ _id: payment.paymentNo });
    expect(JSON.stringify(document)).not.toMatch(/canary|shop\.example|a@example/);
    for (const name of ['buyer', 'urls']) expect(document?.request).not.toHaveProperty(name);
    expect(document?.attempts[0]).not.toHaveProperty('sealed');
    expect(document?.notice).not.toHaveProperty('sealed');
    expect(document?.notice?.host).toMatch(/^k1\.[\w-]{22}$/);
    const elsewhere = await stored({ request, holdsOrder: false, notice: { ...notice, host: 'shop.example:8443' } });
    expect((await store.find(elsewhere.paymentNo))?.notice?.host).toBe('shop.example:8443');
  });

  it('keeps what a payer picked first sealed with the payment', async () => {
    const link = { expiresAt: new Date('2026-07-01'), isOpen: true };
    const payment = await stored({ mode: 'all_in_one', link, attempts: [], request });
    const credentials = Secret.of('picked');
    await store.update(payment, { added: anAttempt({ credentials }) });
    const document = await raw().findOne({ _id: payment.paymentNo });
    expect(document?.attempts[0]).not.toHaveProperty('sealed');
    const after = await store.find(payment.paymentNo);
    expect(after?.attempts[0]?.credentials.reveal()).toBe('picked');
    expect(after?.request).toMatchObject({ urls, buyer: request.buyer });
  });

  it('is left out of due notices by its host, whichever key the host was hashed by', async () => {
    const [one, two] = [
      await stored({ request, notice }),
      await stored({ notice: { ...notice, host: 'slow.example' } }),
    ];
    const both = storeOf(second, first);
    expect(await both.insert(aPayment({ paymentNo: 'PAY202606221200ZZZZZZZZ', notice }))).toBe('inserted');
    const found = async (hosts: string[]) => numbers(await both.due('notice', at, 10, { hosts }));
    expect((await found([])).sort()).toEqual([one.paymentNo, two.paymentNo, 'PAY202606221200ZZZZZZZZ'].sort());
    expect(await found(['shop.example'])).toEqual([two.paymentNo]);
    const sides = [{ project: 'prj_1', environment: 'test', butHosts: ['shop.example'] } as const];
    expect(await both.countDue('notice', at, { sides })).toBe(2);
    const receivers = [{ project: 'prj_1', host: 'shop.example' }];
    expect(numbers(await both.due('notice', at, 10, { receivers }))).toEqual([two.paymentNo]);
  });
});

describe('a write that changes nothing under the mac', () => {
  const asked = { attempts: [{ no: 1, set: { asks: 1 } }] };

  it('leaves it as it is', async () => {
    const payment = await stored();
    const before = await raw().findOne({ _id: payment.paymentNo });
    expect(await store.update(payment, asked)).toBe('saved');
    const after = await raw().findOne({ _id: payment.paymentNo });
    expect(after).toMatchObject({ version: payment.version + 1, mac: before?.mac });
    expect(await store.find(payment.paymentNo)).toMatchObject({ attempts: [{ asks: 1 }] });
  });

  it.each(['read', 'made'])('does not vouch for what somebody else changed in one that was %s before', async (how) => {
    const made = await stored();
    const payment = how === 'made' ? made : await store.find(made.paymentNo);
    if (!payment) throw new Error('It was just stored.');
    await change(payment, { 'request.amount': 1 });
    expect(await store.update(payment, asked)).toBe('saved');
    await expect(store.find(payment.paymentNo)).rejects.toThrow(BrokenPaymentError);
  });

  it('gives one to a payment that had none', async () => {
    const { paymentNo } = await stored();
    await raw().updateOne({ _id: paymentNo }, { $unset: { mac: '' } });
    const lenient = new MongoPaymentStore(connection, new Seal([first]));
    const payment = await lenient.find(paymentNo);
    if (!payment) throw new Error('It was just stored.');
    expect(await lenient.update(payment, asked)).toBe('saved');
    expect(await store.find(paymentNo)).toMatchObject({ attempts: [{ asks: 1 }] });
  });
});
