import { randomBytes } from 'node:crypto';
import { createConnection, mongo as driver, type Connection } from 'mongoose';
import { Secret } from '@paycore/core';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { aPayment, fakeLog } from '@paycore/testing';
import { nameOf, wantedIndexes } from '../indexes/index-table.ts';
import { prepareIndexes } from '../indexes/prepare-indexes.ts';
import { missingIndexes } from '../indexes/stored-indexes.ts';
import { MongoPaymentStore } from '../mongo-payment-store.ts';
import { PaymentReader } from '../payment-reader.ts';
import type { PaymentDocument } from '../payment-schema.ts';
import { sealingOf } from '../payment-seal.ts';
import { Seal } from '../seal.ts';
import { buildIndexes } from './build-indexes.ts';
import { purgePayments } from './purge-payments.ts';
import { resealPayments } from './reseal-payments.ts';

type Payments = driver.Collection<PaymentDocument>;

let mongo: SpecMongo;
const open: Connection[] = [];
const key = (id: string) => ({ id, key: randomBytes(32) });
const [first, second] = [key('k1'), key('k2')];
const [seal, newSeal] = [new Seal([first]), new Seal([second, first])];
const times = { before: new Date('2026-01-01'), now: new Date('2026-06-01') };

beforeAll(async () => {
  mongo = await startSpecMongo();
});

afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  await mongo?.stop();
});

async function empty(): Promise<Connection> {
  const uri = mongo.fresh();
  const connection = await createConnection(uri, { autoCreate: false, autoIndex: false }).asPromise();
  open.push(connection);
  return connection;
}

/** A database of its own with so many old paid payments, and one that is still open. */
async function having(paid: number): Promise<{ connection: Connection; payments: Payments }> {
  const connection = await empty();
  const store = new MongoPaymentStore(connection, seal);
  const old = { createdAt: new Date('2025-01-01'), credentials: Secret.of('canary') };
  for (let at = 0; at < paid; at += 1) {
    await store.insert(aPayment({ ...numbers(at), ...old, status: 'paid', holdsOrder: false }));
  }
  await store.insert(aPayment({ ...numbers(paid), ...old }));
  return { connection, payments: connection.collection<PaymentDocument>('payments') };
}

const numbers = (at: number) => ({
  paymentNo: `PAY202501010000AAAAA${String(at).padStart(3, '0')}`,
  gatewayOrderNo: `PC${at}`,
});

/** The collection, whose next write fails as often as said: after it was applied, or before. */
function breaking(
  payments: Payments,
  breaks: ('after' | 'before' | undefined)[],
): { payments: Payments; writes: number[] } {
  const writes: number[] = [];
  const bulkWrite: Payments['bulkWrite'] = async (operations, options) => {
    writes.push(operations.length);
    const when = breaks.shift();
    const result = when === 'before' ? undefined : await payments.bulkWrite(operations, options);
    if (when !== undefined || !result) throw new driver.MongoNetworkError('connection 1 closed');
    return result;
  };
  const proxy = new Proxy(payments, {
    get(target, name) {
      if (name === 'bulkWrite') return bulkWrite;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { payments: proxy, writes };
}

const quick = { batchSize: 4, pauseMs: 1 };

describe('a purge', () => {
  it('writes in batches, tells how far it is, and counts what it changed', async () => {
    const { payments } = await having(10);
    const watched = breaking(payments, []);
    const done: number[] = [];
    const progress = (count: number) => done.push(count);
    expect(await purgePayments(watched.payments, seal, times, { ...quick, progress })).toBe(10);
    expect([watched.writes, done]).toEqual([
      [4, 4, 2],
      [4, 8, 10],
    ]);
    expect(await payments.countDocuments({ purgedAt: times.now })).toBe(10);
    expect(await purgePayments(payments, seal, times, quick)).toBe(0);
  });

  it('never asks for more payments than it writes at once: a server may hold all that it finds', async () => {
    const { payments } = await having(10);
    const asked = new Set<unknown>();
    const watched = new Proxy(payments, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (name === 'find') asked.add((args[1] as driver.FindOptions | undefined)?.limit);
          return value.apply(target, args) as unknown;
        };
      },
    });
    expect(await purgePayments(watched, seal, times, quick)).toBe(10);
    expect([...asked]).toEqual([4]);
  });

  it.each(['after', 'before'] as const)(
    'counts each payment once where the connection breaks %s a write',
    async (when) => {
      const { payments } = await having(10);
      expect(await purgePayments(breaking(payments, [when, when]).payments, seal, times, quick)).toBe(10);
      const versions = await payments.find({ purgedAt: times.now }).toArray();
      expect(versions.map(({ version }) => version)).toEqual(Array(10).fill(versions[0]?.version));
    },
  );

  it('says how much was done where it is cut off, and the next run does the rest', async () => {
    const { payments } = await having(10);
    // The first batch is written; the database is away from then on.
    const broken = breaking(payments, [undefined, ...Array<'before'>(40).fill('before')]);
    const cutOff = purgePayments(broken.payments, seal, times, quick);
    await expect(cutOff).rejects.toThrow(/Cut off after 4 documents.*Run it again/);
    expect(await purgePayments(payments, seal, times, quick)).toBe(6);
  });
});

describe('resealing', () => {
  const anew = () => {
    const sealing = sealingOf(newSeal);
    const rules = { isMacRequired: () => true, onBroken: () => undefined };
    return { sealing, reader: new PaymentReader(sealing, rules) };
  };

  it('goes in batches, and counts each payment once where the connection breaks', async () => {
    const { connection, payments } = await having(5);
    const watched = breaking(payments, ['after', 'before']);
    expect(await resealPayments(watched.payments, anew(), quick)).toBe(6);
    expect(await resealPayments(payments, anew(), quick)).toBe(0);
    const store = new MongoPaymentStore(connection, new Seal([second]));
    const found = await store.find(numbers(0).paymentNo);
    expect(found?.attempts[0]?.credentials.reveal()).toBe('canary');
  });

  it('leaves what somebody changed as it is, does the others, and says which', async () => {
    const { payments } = await having(5);
    const [changed, stripped] = [numbers(1).paymentNo, numbers(2).paymentNo];
    await payments.updateOne({ _id: changed }, { $set: { 'request.amount': 1 } as object });
    await payments.updateOne({ _id: stripped }, { $unset: { mac: '' } });
    const before = await payments.find({ _id: { $in: [changed, stripped] } }).toArray();
    const failed = resealPayments(payments, anew(), quick);
    await expect(failed).rejects.toThrow(/^4 payments are resealed, 2 are broken(.|\n)*AAAAA001(.|\n)*AAAAA002/);
    expect(await payments.find({ _id: { $in: [changed, stripped] } }).toArray()).toEqual(before);
  });
});

describe('building indexes', () => {
  it('builds what the processes leave to the operator, says so, and is done after one run', async () => {
    const { connection } = await having(3);
    await connection.collection('payments').createIndex({ gatewayTradeNos: 1 }, { sparse: true });
    const lines: string[] = [];
    const report = await buildIndexes(connection, (line) => lines.push(line));
    expect(report).toMatchObject({ already: 1, dropped: [] });
    expect(report.built).toEqual(wantedIndexes.map(nameOf).filter((name) => name !== 'gatewayTradeNos_1'));
    expect(lines[0]).toBe(`payments: building gatewayOrderNos_1 (1 of ${wantedIndexes.length - 1})`);
    expect(await missingIndexes(connection)).toEqual([]);
    await expect(prepareIndexes(connection, fakeLog(), 1)).resolves.toBeUndefined();
    expect(await buildIndexes(connection, (line) => lines.push(line))).toMatchObject({ built: [] });
  });

  it('names the unique index that values stand in the way of', async () => {
    const connection = await empty();
    await connection.collection('payments').insertMany([{ orderKey: 'a' }, { orderKey: 'a' }]);
    await expect(buildIndexes(connection, () => undefined)).rejects.toThrow(/unique index orderKey_1.*twice/);
  });
});
