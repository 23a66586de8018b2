import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { changed, PayCoreError, type Payment, type PaymentChange } from '@paycore/core';
import { aPayment, fakeLog, firstAttempt } from '@paycore/testing';
import { Database } from './connect.ts';
import { prepareIndexes } from './indexes/prepare-indexes.ts';
import { MongoPaymentStore } from './mongo-payment-store.ts';
import type { PaymentDocument } from './payment-schema.ts';
import { Seal } from './seal.ts';

const seal = new Seal([{ id: 'k1', key: randomBytes(32) }]);
const broken: string[] = [];
const open: (() => Promise<unknown>)[] = [];
let mongo: SpecMongo;

beforeAll(async () => {
  mongo = await startSpecMongo();
});

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  expect(broken).toEqual([]);
});

afterAll(() => mongo?.stop());

/** A store that takes nothing for whole that has no mac. */
async function storeAt(uri: string) {
  const database = new Database(uri, fakeLog(), async (connection) => prepareIndexes(connection, fakeLog()));
  open.push(() => database.close());
  await database.reached();
  const { connection } = database;
  const rules = { isMacRequired: () => true, onBroken: (error: { paymentNo: string }) => broken.push(error.paymentNo) };
  const raw = connection.collection<PaymentDocument>('payments');
  return { store: new MongoPaymentStore(connection, seal, rules), raw };
}

async function stored(store: MongoPaymentStore, count: number): Promise<Payment[]> {
  const payments = Array.from({ length: count }, () => aPayment());
  for (const payment of payments) expect(await store.insert(payment)).toBe('inserted');
  return payments;
}

const noted = (n: number): PaymentChange => ({ attempts: [{ no: 1, set: { info: { n }, status: 'expired' } }] });
const writesOf = (payments: readonly Payment[], n = 1) => payments.map((payment) => ({ payment, change: noted(n) }));

type Cut = 'before' | 'after';

/** A way to a server on which a command of many writes, or its answer, can be lost together with the connection. */
async function cuttableWay(uri: string) {
  const { hostname, port } = new URL(uri);
  const sockets = new Set<Socket>();
  let next: Cut | undefined;
  const server: Server = createServer((near) => {
    const far = connect(Number(port), hostname);
    let isDoomed = false;
    const end = () => [near, far].forEach((socket) => socket.destroy());
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    near.on('data', (bytes) => {
      const cut = bytes.includes('writtenBy') ? next : undefined;
      if (cut) next = undefined;
      isDoomed ||= cut === 'after';
      if (cut === 'before') end();
      else far.write(bytes);
    });
    far.on('data', (bytes) => (isDoomed ? end() : near.write(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  const own = new URL(uri);
  own.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { uri: own.href, cut: (where: Cut) => (next = where) };
}

describe('payments written in bulk', () => {
  it('carry a mac of what they have become, and nothing of it in the open', async () => {
    const { store, raw } = await storeAt(mongo.fresh());
    const payments = await stored(store, 20);
    const before = await raw.find({}).toArray();
    expect(await store.updateAll(writesOf(payments))).toEqual(Array(20).fill('saved'));
    const after = await raw.find({}).toArray();
    expect(new Set(after.map(({ writtenBy }) => writtenBy)).size).toBe(1);
    for (const [n, document] of after.entries()) expect(document.mac).not.toBe(before[n]?.mac);
    for (const payment of payments) expect(await store.find(payment.paymentNo)).toMatchObject({ status: 'expired' });
  });

  it('have a mac that tells of a change by hand', async () => {
    const { store, raw } = await storeAt(mongo.fresh());
    const payments = await stored(store, 2);
    await store.updateAll(writesOf(payments));
    const [payment] = payments as [Payment, Payment];
    await raw.updateOne({ _id: payment.paymentNo }, { $set: { status: 'paid' } });
    await expect(store.find(payment.paymentNo)).rejects.toThrow();
    expect(broken.splice(0)).toEqual([payment.paymentNo]);
  });
});

describe('a bulk whose answer is lost', () => {
  it.each<[Cut, string]>([
    ['after', 'saved'],
    ['before', 'stale'],
  ])('%s it was done: who won is read', async (where, result) => {
    const way = await cuttableWay(mongo.fresh());
    const { store } = await storeAt(way.uri);
    const payments = await stored(store, 30);
    await store.update(payments[0] ?? aPayment(), noted(9));
    way.cut(where);
    const results = await store.updateAll(writesOf(payments));
    expect(results).toEqual(['stale', ...Array<string>(29).fill(result)]);
    for (const payment of payments.slice(1)) {
      const { version } = (await store.find(payment.paymentNo)) ?? aPayment();
      expect(version - payment.version).toBe(result === 'saved' ? 1 : 0);
    }
    // Repeated on what is there now, it is done once.
    const fresh = await Promise.all(payments.map(({ paymentNo }) => store.find(paymentNo)));
    const left = fresh.flatMap((payment) => (payment?.status === 'pending' ? [payment] : []));
    expect(left).toHaveLength(result === 'saved' ? 0 : 29);
    expect(await store.updateAll(writesOf(left))).toEqual(left.map(() => 'saved'));
  });

  it('is of unknown end where nothing can be read either', async () => {
    const own = await startEmbedded();
    open.push(() => own.stop());
    const { store } = await storeAt(own.uri);
    const payments = await stored(store, 3);
    own.kill('SIGKILL');
    const error: unknown = await store.updateAll(writesOf(payments)).catch((thrown: unknown) => thrown);
    expect(error instanceof PayCoreError && error.kind).toBe('offline');
  });
});

describe('a server that is killed among bulks', () => {
  it('leaves each payment before its write or after it, and after it where that was told', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'paycore-bulk-'));
    open.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
    const server = await startEmbedded({ dataDir });
    open.push(() => server.stop());
    const { store } = await storeAt(server.uri);
    const payments = await stored(store, 400);
    const told: [Payment, string][] = [];
    const bulks = Array.from({ length: 20 }, async (_, n) => {
      const own = payments.slice(n * 20, n * 20 + 20);
      const results = await store.updateAll(writesOf(own, n)).catch(() => undefined);
      results?.forEach((result, place) => told.push([own[place] ?? aPayment(), result]));
      if (told.length >= 60) server.kill('SIGKILL');
    });
    await Promise.all(bulks);
    server.kill('SIGKILL');
    await server.exited;
    const again = await startEmbedded({ dataDir });
    open.push(() => again.stop());
    const { store: next } = await storeAt(again.uri);
    for (const [n, payment] of payments.entries()) {
      const found = await next.find(payment.paymentNo);
      const after = changed(payment, noted(Math.floor(n / 20)));
      const expected = found?.version === payment.version ? payment : after;
      expect(found && firstAttempt(found).info).toEqual(firstAttempt(expected).info);
      expect(found?.status).toBe(expected.status);
    }
    for (const [{ paymentNo, version }, result] of told) {
      if (result === 'saved') expect((await next.find(paymentNo))?.version).toBe(version + 1);
    }
    expect(told.length).toBeGreaterThanOrEqual(60);
  });
});
