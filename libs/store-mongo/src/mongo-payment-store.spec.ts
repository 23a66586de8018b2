import { randomBytes } from 'node:crypto';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { BrokenPaymentError, merchantOrderOf, Secret, type Attempt, type Page, type Payment } from '@paycore/core';
import {
  anAttempt,
  aPayment,
  fakeLog,
  firstAttempt,
  paymentStoreContract,
  provenKeysContract,
  refusedCallbacksContract,
} from '@paycore/testing';
import { createConnection } from 'mongoose';
import { Database } from './connect.ts';
import { prepareIndexes } from './indexes/prepare-indexes.ts';
import { MongoPauses } from './mongo-pauses.ts';
import { MongoPaymentStore } from './mongo-payment-store.ts';
import { MongoProvenKeys } from './mongo-proven-keys.ts';
import { MongoProjectStore } from './mongo-project-store.ts';
import { MongoRefusedCallbacks } from './mongo-refused-callbacks.ts';
import { waitLonger } from './patience.ts';
import { Seal } from './seal.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [first, second] = [key('k1'), key('k2')];

let mongo: SpecMongo;
const open: Database[] = [];

beforeAll(async () => {
  // One in Python, which answers 50 racers after seconds.
  if (process.env['WITNESS_URI']) waitLonger(10);
  mongo = await startSpecMongo();
});

afterAll(async () => {
  await Promise.all(open.map((database) => database.close()));
  await mongo.stop();
});

/** A database of its own on the one server. */
async function fresh(): Promise<Database> {
  const database = new Database(mongo.fresh(), fakeLog(), async () => undefined);
  open.push(database);
  await database.connection.asPromise();
  return database;
}

async function storeOn(database: Database, ...keys: [ReturnType<typeof key>, ...ReturnType<typeof key>[]]) {
  const store = new MongoPaymentStore(database.connection, new Seal(keys));
  await prepareIndexes(database.connection, fakeLog());
  return store;
}

interface StoredTexts {
  readonly _id: string;
  readonly sealed: string;
  readonly attempts: readonly { readonly sealed: { readonly credentials?: string; readonly page: string } }[];
}

/** The stored payment's first attempt. */
async function found(store: MongoPaymentStore, { paymentNo }: Payment): Promise<Attempt> {
  const payment = await store.find(paymentNo);
  if (!payment) throw new Error(`${paymentNo} is gone`);
  return firstAttempt(payment);
}

describe('MongoRefusedCallbacks', () => {
  refusedCallbacksContract(async () => {
    const { connection } = await fresh();
    await prepareIndexes(connection, fakeLog());
    return new MongoRefusedCallbacks(connection);
  });
});

describe('MongoPaymentStore', () => {
  paymentStoreContract(async () => storeOn(await fresh(), first));

  it('keeps credentials and page readable nowhere but in the sealed field', async () => {
    const database = await fresh();
    const store = await storeOn(database, first);
    const canary = 'canary-hash-key-1';
    const payment = aPayment({
      credentials: Secret.of({ hash_key: canary }),
      page: Secret.of({ kind: 'redirect', url: `https://gateway.example/?t=${canary}` }),
    });
    await store.insert(payment);
    expect(JSON.stringify(await database.connection.collection('payments').findOne({}))).not.toContain(canary);
  });

  it('does not open what was moved to another payment', async () => {
    const database = await fresh();
    const store = await storeOn(database, first);
    const [mine, theirs] = [aPayment({ credentials: Secret.of('mine') }), aPayment({ project: 'prj_2' })];
    await store.insert(mine);
    await store.insert(theirs);
    const payments = database.connection.collection<StoredTexts>('payments');
    const sealed = (await payments.findOne({ _id: mine.paymentNo }))?.sealed;
    expect(sealed).toEqual(expect.any(String));
    await payments.updateOne({ _id: theirs.paymentNo }, { $set: { sealed } as object });
    await expect(store.find(theirs.paymentNo)).rejects.toThrow(BrokenPaymentError);
  });

  it('opens with every key it has, and without the old one after resealing', async () => {
    const database = await fresh();
    const payment = aPayment({ credentials: Secret.of('c'), page: Secret.of({ kind: 'code', code: 'p' }) });
    await (await storeOn(database, first)).insert(payment);
    const both = await storeOn(database, second, first);
    expect((await found(both, payment)).credentials.reveal()).toBe('c');
    expect(await both.reseal()).toBe(1);
    expect(await both.reseal()).toBe(0);
    const after = await found(await storeOn(database, second), payment);
    expect(after.credentials.reveal()).toBe('c');
    expect(after.page?.reveal()).toEqual({ kind: 'code', code: 'p' });
  });

  it('reads what gateways answered under the name that it was first stored by, and writes its own', async () => {
    const database = await fresh();
    const store = await storeOn(database, first);
    const answer = { at: new Date('2026-06-22T05:00:00Z'), by: 'sync' } as const;
    const payment = aPayment();
    await store.insert(payment);
    const payments = database.connection.collection<StoredTexts>('payments');
    const set = { 'attempts.0.answers': [{ ...answer, said: 'unpaid' }] } as object;
    await payments.updateOne({ _id: payment.paymentNo }, { $set: set });
    const answers = [{ ...answer, result: 'unpaid' }] as const;
    expect((await found(store, payment)).answers).toEqual(answers);
    await store.update(payment, { attempts: [{ no: 1, set: { answers } }] });
    expect(await payments.findOne({ _id: payment.paymentNo })).toMatchObject({ attempts: [{ answers }] });
  });

  it('does not open in the place of one attempt what was sealed for another', async () => {
    const database = await fresh();
    const store = await storeOn(database, first);
    const secrets = (what: string) => ({
      credentials: Secret.of(what),
      page: Secret.of<Page>({ kind: 'code', code: what }),
    });
    const attempts = [1, 2, 3].map((no) => anAttempt({ no, ...secrets(`${no}`) }));
    const payment = aPayment({ attempts });
    await store.insert(payment);
    const payments = database.connection.collection<StoredTexts>('payments');
    const sealed =
      (await payments.findOne({ _id: payment.paymentNo }))?.attempts.map((attempt) => attempt.sealed) ?? [];
    // The first's page is alone: its credentials are sealed with the payment.
    expect(sealed.map((texts) => Object.keys(texts).sort())).toEqual([
      ['page'],
      ['credentials', 'page'],
      ['credentials', 'page'],
    ]);
    // The second's texts where the first's were, the third's where the second's were, and the first's at the end.
    const moved = { 'attempts.0.sealed': sealed[1], 'attempts.1.sealed': sealed[2], 'attempts.2.sealed': sealed[0] };
    await payments.updateOne({ _id: payment.paymentNo }, { $set: moved as object });
    const after = await store.find(payment.paymentNo);
    expect(after?.attempts).toHaveLength(3);
    for (const { page } of after?.attempts ?? []) expect(() => page?.reveal()).toThrow();
    const [one, two, third] = after?.attempts ?? [];
    for (const moved of [one, two]) expect(() => moved?.credentials.reveal()).toThrow();
    expect(third?.credentials.reveal()).toBeUndefined();
  });

  it('reseals each attempt, those added since too', async () => {
    const database = await fresh();
    const store = await storeOn(database, first);
    const secret = (no: number) => ({
      credentials: Secret.of(`c${no}`),
      page: Secret.of<Page>({ kind: 'code', code: `p${no}` }),
    });
    const payment = aPayment({ attempts: [anAttempt(secret(1)), anAttempt({ no: 2, ...secret(2) })] });
    await store.insert(payment);
    const both = await storeOn(database, second, first);
    expect(await both.update(payment, { added: anAttempt({ no: 3, ...secret(3) }) })).toBe('saved');
    expect([await both.reseal(), await both.reseal()]).toEqual([1, 0]);
    const after = await (await storeOn(database, second)).find(payment.paymentNo);
    const texts = after?.attempts.map(({ credentials, page }) => [credentials.reveal(), page?.reveal()]);
    expect(texts).toEqual([1, 2, 3].map((no) => [`c${no}`, { kind: 'code', code: `p${no}` }]));
  });

  it('stores no more of an attempt than it has to', async () => {
    const database = await fresh();
    const store = await storeOn(database, first);
    const payment = aPayment();
    await store.insert(payment);
    const stored = await database.connection.collection('payments').findOne({});
    const { no, gateway, route, method, accountId, gatewayOrderNo, status } = firstAttempt(payment);
    expect(stored?.['attempts']).toEqual([{ no, gateway, route, method, accountId, gatewayOrderNo, status }]);
  });

  it.each<[string, Partial<Attempt>]>([
    ['watched', { closesAt: new Date('2026-07-01') }],
    ['created', { creating: { token: 't', until: new Date('2026-06-01'), attempts: 1, isReleased: true } }],
  ])('purges no payment of which an attempt is still %s', async (_, fields) => {
    const store = await storeOn(await fresh(), first);
    const attempts = [anAttempt({ status: 'paid' }), anAttempt({ no: 2, status: 'failed', ...fields })];
    const payment = aPayment({ attempts, keptAttempt: 1, createdAt: new Date('2025-01-01') });
    await store.insert(payment);
    const purge = () => store.purge(new Date('2026-01-01'), new Date('2026-06-01'));
    expect(await purge()).toBe(0);
    const over = { closesAt: undefined, creating: undefined };
    expect(await store.update(payment, { attempts: [{ no: 2, set: over }] })).toBe('saved');
    expect(await purge()).toBe(1);
    const after = await store.find(payment.paymentNo);
    expect(after?.attempts.map(({ credentials, page }) => [credentials.reveal(), page])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('purges no payment whose payer may still pick, and one that nobody picked a method for after its link', async () => {
    const store = await storeOn(await fresh(), first);
    const link = { expiresAt: new Date('2025-02-01'), isOpen: true };
    const request = { ...aPayment().request, buyer: { email: 'a@example.com' } };
    const old = { mode: 'all_in_one', link, createdAt: new Date('2025-01-01') } as const;
    const unpicked = aPayment({ ...old, request, attempts: [] });
    const refused = aPayment({ ...old, attempts: [anAttempt({ status: 'failed' })] });
    const paid = aPayment({ ...old, attempts: [anAttempt({ status: 'paid' })], keptAttempt: 1 });
    for (const payment of [unpicked, refused, paid]) await store.insert(payment);
    const purge = () => store.purge(new Date('2026-01-01'), new Date('2026-06-01'));
    expect(await purge()).toBe(0);
    for (const payment of [unpicked, refused, paid]) {
      expect(await store.update(payment, { set: { link: { ...link, isOpen: false } } })).toBe('saved');
    }
    expect([await purge(), await purge()]).toEqual([3, 0]);
    expect(await store.find(unpicked.paymentNo)).toMatchObject({ attempts: [], request: { amount: 980, buyer: {} } });
    for (const payment of [refused, paid]) expect((await found(store, payment)).credentials.reveal()).toBeUndefined();
  });

  it('reseals past payments that have no attempt yet', async () => {
    const database = await fresh();
    const store = await storeOn(database, first);
    const unpicked = aPayment({ mode: 'all_in_one', attempts: [], link: { expiresAt: new Date(), isOpen: true } });
    for (const payment of [
      unpicked,
      aPayment(),
      aPayment({ ...unpicked, paymentNo: 'PAY202606221200ZZZZZZZZ', holdsOrder: false }),
    ]) {
      expect(await store.insert(payment)).toBe('inserted');
    }
    const both = await storeOn(database, second, first);
    expect([await both.reseal(), await both.reseal()]).toEqual([3, 0]);
    expect(await both.update(unpicked, { added: anAttempt({ credentials: Secret.of('picked') }) })).toBe('saved');
    expect((await found(await storeOn(database, second), unpicked)).credentials.reveal()).toBe('picked');
  });

  it('purges old closed payments of secrets and buyer, not of money', async () => {
    const store = await storeOn(await fresh(), first);
    const request = { ...aPayment().request, buyer: { email: 'a@example.com' } };
    const old = aPayment({ createdAt: new Date('2025-01-01'), status: 'paid', request });
    const open = aPayment({ createdAt: new Date('2025-01-01') });
    await store.insert(old);
    await store.insert(open);
    expect(await store.purge(new Date('2026-01-01'), new Date('2026-06-01'))).toBe(1);
    const after = await store.find(old.paymentNo);
    expect(after?.request).toMatchObject({ amount: 980, buyer: {} });
    expect((await found(store, old)).credentials.reveal()).toBeUndefined();
    expect((await found(store, open)).credentials.reveal()).toEqual({ merchant_id: '3002607' });
  });
});

describe('the marks of open pages', () => {
  it('take one command for a thousand payments', async () => {
    const connection = await createConnection(mongo.fresh(), { monitorCommands: true }).asPromise();
    const commands: string[] = [];
    connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
    const store = new MongoPaymentStore(connection, new Seal([first]));
    const payments = Array.from({ length: 1_000 }, () => aPayment());
    const wanted = payments.map((payment) => ({ ...merchantOrderOf(payment), paymentNo: payment.paymentNo }));
    for (const payment of payments.slice(0, 300)) await store.insert(payment);
    commands.length = 0;
    expect((await store.marksOf(wanted)).size).toBe(300);
    expect(commands).toEqual(['find']);
    await connection.close();
  });
});

describe('MongoProjectStore', () => {
  it('knows a key only while it is whole and not revoked, and never stores it', async () => {
    const database = await fresh();
    const projects = new MongoProjectStore(database.connection, new Seal([first]));
    const project = await projects.create('Shop');
    const apiKey = await projects.createKey(project.id, 'test');
    expect(apiKey).toMatch(/^pc_test_[A-Za-z0-9]{44}$/);
    expect(await projects.authenticate(apiKey)).toMatchObject({
      project: { id: project.id },
      kind: 'test',
      keyId: apiKey.slice(0, 20),
    });
    const last = apiKey.endsWith('A') ? 'B' : 'A';
    expect(await projects.authenticate(apiKey.slice(0, -1) + last)).toBeUndefined();
    expect(await projects.authenticate('pc_test_')).toBeUndefined();
    expect(JSON.stringify(await database.connection.collection('api_keys').find({}).toArray())).not.toContain(
      apiKey.slice(20),
    );
    expect(await projects.revokeKey(apiKey)).toBe(true);
    expect(await projects.authenticate(apiKey)).toBeUndefined();
  });

  it.each([
    ['test', 'pc_test_'],
    ['production', 'pc_live_'],
    ['management', 'pc_admin_'],
  ] as const)('knows of a %s key what it may do, through listing, resealing and revoking', async (kind, prefix) => {
    const database = await fresh();
    const projects = new MongoProjectStore(database.connection, new Seal([first]));
    const project = await projects.create('Shop');
    const apiKey = await projects.createKey(project.id, kind);
    const id = apiKey.slice(0, prefix.length + 12);
    expect(apiKey).toMatch(new RegExp(`^${prefix}[A-Za-z0-9]{44}$`));
    expect(await projects.listKeys(project.id)).toEqual([{ id, kind, createdAt: expect.any(Date) as Date }]);
    await new MongoProjectStore(database.connection, new Seal([second, first])).reseal();
    const later = new MongoProjectStore(database.connection, new Seal([second]));
    expect(await later.authenticate(apiKey)).toMatchObject({ project: { id: project.id }, keyId: id, kind });
    // The kind is no part that may be swapped.
    for (const other of ['pc_test_', 'pc_live_', 'pc_admin_'].filter((one) => one !== prefix)) {
      expect(await later.authenticate(apiKey.replace(prefix, other))).toBeUndefined();
    }
    expect(await later.revokeKey(id)).toBe(true);
    expect(await later.authenticate(apiKey)).toBeUndefined();
    expect((await later.listKeys(project.id))[0]?.revokedAt).toBeInstanceOf(Date);
  });

  it('refuses a key that another process revoked, at the latest after a second', async () => {
    const database = await fresh();
    const [here, there] = [1, 2].map(() => new MongoProjectStore(database.connection, new Seal([first])));
    const project = await here?.create('Shop');
    const apiKey = (await here?.createKey(project?.id ?? '', 'test')) ?? '';
    expect(await here?.authenticate(apiKey)).toBeDefined();
    const since = performance.now();
    expect(await there?.revokeKey(apiKey)).toBe(true);
    while (await here?.authenticate(apiKey)) expect(performance.now() - since).toBeLessThan(5_000);
    expect(await there?.authenticate(apiKey)).toBeUndefined();
  });

  it('keeps two notice secrets live during a rotation, and keys and secrets through resealing', async () => {
    const database = await fresh();
    const projects = new MongoProjectStore(database.connection, new Seal([first]));
    const project = await projects.create('Shop');
    const apiKey = await projects.createKey(project.id, 'production');
    const rotated = await projects.rotateNoticeSecret(project.id);
    const secrets = rotated?.noticeSecrets.map((secret) => secret.reveal());
    expect(secrets).toHaveLength(2);
    expect(secrets?.[1]).toBe(project.noticeSecrets[0]?.reveal());
    expect((await projects.rotateNoticeSecret(project.id))?.noticeSecrets).toHaveLength(2);
    await new MongoProjectStore(database.connection, new Seal([second, first])).reseal();
    const later = new MongoProjectStore(database.connection, new Seal([second]));
    expect((await later.authenticate(apiKey))?.kind).toBe('production');
    expect((await later.find(project.id))?.noticeSecrets[0]?.reveal()).toMatch(/^whsec_/);
  });

  it('lets unsigned callbacks in only where asked to', async () => {
    const projects = new MongoProjectStore((await fresh()).connection, new Seal([first]));
    const { id, allowsUnsigned } = await projects.create('Shop');
    expect(allowsUnsigned).toBe(false);
    expect((await projects.setAllowsUnsigned(id, true))?.allowsUnsigned).toBe(true);
    expect(await projects.setAllowsUnsigned('prj_none', true)).toBeUndefined();
  });

  it('lets http notices of real money be where asked to, and in projects of earlier versions', async () => {
    const { connection } = await fresh();
    const projects = new MongoProjectStore(connection, new Seal([first]));
    const { id, allowsHttpNotices } = await projects.create('Shop');
    expect(allowsHttpNotices).toBe(false);
    expect((await projects.setAllowsHttpNotices(id, true))?.allowsHttpNotices).toBe(true);
    expect((await projects.setAllowsHttpNotices(id, false))?.allowsHttpNotices).toBe(false);
    const old = await projects.create('Old shop');
    await connection.collection('projects').updateOne({ name: old.name }, { $unset: { allowsHttpNotices: '' } });
    const later = new MongoProjectStore(connection, new Seal([first]));
    expect((await later.find(old.id))?.allowsHttpNotices).toBe(true);
  });
});

describe('MongoProvenKeys', () => provenKeysContract(async () => new MongoProvenKeys((await fresh()).connection)));

describe('MongoPauses', () => {
  it('remembers until when an account is to be left alone', async () => {
    const pauses = new MongoPauses((await fresh()).connection);
    await pauses.pause('ecpay:1', new Date('2026-06-22T05:00:00Z'));
    await pauses.pause('ecpay:1', new Date('2026-06-22T06:00:00Z'));
    const keys = ['ecpay:1', 'ecpay:2'];
    expect([...(await pauses.pausedAt(keys, new Date('2026-06-22T05:30:00Z')))]).toEqual(['ecpay:1']);
    expect([...(await pauses.pausedAt(keys, new Date('2026-06-22T07:00:00Z')))]).toEqual([]);
  });
});
