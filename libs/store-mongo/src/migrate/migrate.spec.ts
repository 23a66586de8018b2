import { createConnection, type Connection } from 'mongoose';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { fakeLog } from '@paycore/testing';
import { documentsOf, indexes, insertAll, sealKey } from '../fixtures/before-attempts.ts';
import type { PaymentDocument } from '../payment-schema.ts';
import { openFields, sealingOf } from '../payment-seal.ts';
import { PaymentReader } from '../payment-reader.ts';
import { checkSchema, SchemaError } from '../schema-marker.ts';
import { Seal } from '../seal.ts';
import { earlierIndexes } from '../indexes/index-table.ts';
import { prepareIndexes } from '../indexes/prepare-indexes.ts';
import { migrate, migrateDatabase } from './migrate.ts';
import { isOld } from './old-document.ts';

const seal = new Seal([sealKey()]);
const lagHoursOf = () => 24;

let mongo: SpecMongo;
const open: Connection[] = [];

beforeAll(async () => {
  mongo = await startSpecMongo();
});

afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  await mongo?.stop();
});

/** A database of its own on the one server. */
async function empty(): Promise<Connection> {
  const connection = createConnection(mongo.fresh(), { autoCreate: false, autoIndex: false });
  open.push(connection);
  return connection.asPromise();
}

async function old(): Promise<Connection> {
  const connection = await empty();
  await insertAll(connection);
  return connection;
}

async function migrated(options: Partial<Parameters<typeof migrate>[2]> = {}) {
  const connection = await old();
  const report = await migrate(connection, seal, { lagHoursOf, ...options });
  return { connection, report };
}

const payments = (connection: Connection) => connection.collection<PaymentDocument>('payments');

/** With what is in the seals, which differ each time. */
const stored = async (connection: Connection) => {
  const found = await payments(connection).find({}).sort({ _id: 1 }).toArray();
  return found.map(({ sealed, notice, ...document }) => ({
    ...document,
    ...(sealed !== undefined && { sealed: openFields({ ...document, sealed }, seal) }),
    ...(notice && { notice }),
  }));
};

async function named(connection: Connection, no: string): Promise<PaymentDocument> {
  const found = await payments(connection).findOne({ _id: no });
  if (!found) throw new Error(`${no} is not stored`);
  return found;
}

async function indexNames(connection: Connection): Promise<string[]> {
  const found = await payments(connection).listIndexes().toArray();
  return found.map((index) => String(index['name'])).sort();
}

const total = documentsOf('payments').length;

/** Stops at the n-th document written, as a kill does. */
function cutOffAfter(max: number): { lagHoursOf: () => number; batchSize: number } {
  let asked = 0;
  return {
    batchSize: 7,
    lagHoursOf: () => {
      asked += 1;
      if (asked > max) throw new Error('cut off');
      return 24;
    },
  };
}

describe('migrate', () => {
  it('counts what it read and wrote, and finds nothing to do the second time', async () => {
    const { connection, report } = await migrated();
    expect(report).toMatchObject({ read: total, migrated: total, already: 0 });
    const before = await stored(connection);
    const again = await migrate(connection, seal, { lagHoursOf });
    expect(again).toMatchObject({
      read: total,
      migrated: 0,
      already: total,
      trimmed: 0,
      collisions: report.collisions,
    });
    expect(await stored(connection)).toEqual(before);
  });

  it('builds the indexes of the store and drops those of the earlier version', async () => {
    const { connection } = await migrated();
    const fresh = await empty();
    await prepareIndexes(fresh, fakeLog());
    expect(await indexNames(connection)).toEqual(await indexNames(fresh));
    expect(indexes.payments.filter(({ name }) => earlierIndexes.includes(name))).toHaveLength(10);
  });

  it.each([0, 1, 20, total - 1])('ends alike where it was cut off after %i documents', async (max) => {
    const whole = await migrated();
    const connection = await old();
    await expect(migrate(connection, seal, cutOffAfter(max))).rejects.toThrow('cut off');
    await expect(checkSchema(connection)).rejects.toThrow(SchemaError);
    const report = await migrate(connection, seal, { lagHoursOf });
    expect(report.already + report.migrated).toBe(total);
    expect(report.collisions).toEqual(whole.report.collisions);
    expect(await stored(connection)).toEqual(await stored(whole.connection));
    expect(await indexNames(connection)).toEqual(await indexNames(whole.connection));
  });

  it('ends alike where several run at once, each document written by one of them', async () => {
    const whole = await migrated();
    const connection = await old();
    const uri = mongo.uriOf(connection.name);
    const reports = await Promise.all(
      [5, 7, 500].map((batchSize) => migrateDatabase(uri, seal, { lagHoursOf, batchSize })),
    );
    expect(reports.reduce((sum, { migrated: count }) => sum + count, 0)).toBe(total);
    expect(await stored(connection)).toEqual(await stored(whole.connection));
  });

  it('does not overwrite what somebody changed since it was read', async () => {
    const connection = await old();
    const collection = payments(connection);
    const [{ _id: no } = {}] = documentsOf('payments');
    const write = collection.bulkWrite.bind(collection);
    collection.bulkWrite = async (...writes) => {
      collection.bulkWrite = write;
      await collection.updateOne({ _id: String(no) }, { $set: { asks: 7 } as object, $inc: { version: 1 } });
      return write(...writes);
    };
    const report = await migrate(connection, seal, { lagHoursOf });
    expect(report.migrated).toBe(total);
    expect((await named(connection, String(no))).attempts[0]?.asks).toBe(7);
  });

  it('leaves projects of the earlier version the http notices of real money, and undoes no choice', async () => {
    const connection = await old();
    const projects = connection.collection('projects');
    const chosen = { _id: 'prj_chosen', allowsHttpNotices: false } as object;
    await projects.insertOne(chosen);
    await migrate(connection, seal, { lagHoursOf });
    await migrate(connection, seal, { lagHoursOf });
    const after = await projects.find({}).toArray();
    expect(after.length).toBeGreaterThan(1);
    for (const { _id, allowsHttpNotices } of after)
      expect([_id, allowsHttpNotices]).toEqual([_id, String(_id) !== 'prj_chosen']);
  });

  it('is done on an empty database at once', async () => {
    const connection = await empty();
    expect(await migrate(connection, seal, { lagHoursOf })).toMatchObject({ read: 0, migrated: 0, perSecond: 0 });
    await expect(checkSchema(connection)).resolves.toBeDefined();
  });
});

describe('macs', () => {
  const required = { isMacRequired: () => true, onBroken: () => undefined };
  const reader = new PaymentReader(sealingOf(seal), required);

  it('are on every migrated payment, each with its buyer, addresses and first credentials in one seal', async () => {
    const { connection } = await migrated();
    const found = await payments(connection).find({}).toArray();
    expect(reader.readable(found)).toHaveLength(total);
    expect(found.filter(({ request }) => 'buyer' in request || 'urls' in request)).toEqual([]);
    expect(found.filter(({ attempts }) => attempts[0]?.sealed?.credentials !== undefined)).toEqual([]);
    const notices = found.flatMap(({ notice }) => notice ?? []);
    expect(notices.length).toBeGreaterThan(3);
    expect(notices.filter(({ url, host }) => url !== undefined || !/^\w+\.[\w-]{22}$/.test(host))).toEqual([]);
  });

  it('are added to payments of the version before, and once they are required to none that lost its own', async () => {
    const { connection } = await migrated();
    const marks = connection.collection<{ _id: string; version: number }>('schema');
    const [{ _id: no } = {}] = documentsOf('payments');
    const strip = () => payments(connection).updateOne({ _id: String(no) }, { $unset: { mac: '' } });
    await strip();
    await marks.updateOne({ _id: 'payments' }, { $set: { version: 3 } });
    const options = { lagHoursOf, isMacRequired: true };
    expect(await migrate(connection, seal, options)).toMatchObject({ migrated: 1, already: total - 1, withoutMac: 0 });
    expect(reader.readable(await payments(connection).find({}).toArray())).toHaveLength(total);
    await strip();
    expect(await migrate(connection, seal, options)).toMatchObject({ migrated: 0, read: total, withoutMac: 1 });
    expect((await named(connection, String(no))).mac).toBeUndefined();
    expect(await migrate(connection, seal, { lagHoursOf })).toMatchObject({ migrated: 1, withoutMac: 0 });
  });

  it('are made anew where a number is trimmed, and not where somebody changed the payment', async () => {
    const { connection } = await migrated();
    const no = 'PAY202611270057OCDKHMNT';
    expect(reader.read(await named(connection, no)).request.merchantOrderNo).toBe('A3');
    await payments(connection).updateOne({ _id: no }, { $set: { 'request.merchantOrderNo': ' A3' } as object });
    expect(await migrate(connection, seal, { lagHoursOf })).toMatchObject({ trimmed: 0 });
    expect(reader.readable([await named(connection, no)])).toEqual([]);
  });

  it('leave credentials where they are whose key is gone', async () => {
    const connection = await old();
    const other = new Seal([{ id: 'other', key: Buffer.alloc(32, 7) }]);
    await migrate(connection, other, { lagHoursOf });
    const found = await payments(connection)
      .find({ 'attempts.0.sealed.credentials': { $exists: true } })
      .toArray();
    expect(found.length).toBeGreaterThan(10);
    const both = new Seal([{ id: 'other', key: Buffer.alloc(32, 7) }, sealKey()]);
    const [payment] = new PaymentReader(sealingOf(both), required).readable(found);
    expect(payment?.attempts[0]?.credentials.reveal()).toEqual(expect.anything());
  });
});

describe('a migrated payment', () => {
  it('is watched longer where its method’s lag is longer by now, and never shorter', async () => {
    const hours = (connection: Connection, no: string) =>
      named(connection, no).then(
        ({ closesAt, attempts }) => (Number(closesAt) - Number(attempts[0]?.expiresAt)) / 3_600_000,
      );
    const long = await migrated({ lagHoursOf: () => 30 });
    const short = await migrated({ lagHoursOf: () => 0 });
    const gone = await migrated({ lagHoursOf: () => undefined });
    const [pending, cancelled] = ['PAY202611270057VLABLBSC', 'PAY202611270057ORIBDUBD'];
    expect(await hours(long.connection, pending)).toBe(30);
    expect(await hours(short.connection, pending)).toBe(1);
    expect(await hours(gone.connection, pending)).toBe(1);
    expect(await hours(long.connection, cancelled)).toBeNaN();
  });

  it('has its number out where a page led to the cashier', async () => {
    const { connection } = await migrated();
    const out = (await stored(connection)).filter(({ attempts }) => attempts[0]?.isOut);
    expect(out.map(({ _id }) => _id)).toEqual(['PAY202611270057CCKPVMNJ', 'PAY202611270057HUIIINRO']);
  });

  it('knows why it is closed, what completes it, and which payment was paid before it', async () => {
    const { connection } = await migrated();
    const closed = await payments(connection)
      .find({ closedReason: { $exists: true } })
      .toArray();
    expect(closed.map(({ _id, closedReason }) => [_id, closedReason]).sort()).toEqual([
      ['PAY202611270057ORIBDUBD', 'cancelled'],
      ['PAY202611270057XRBKJFNE', 'cancelled'],
    ]);
    const completing = await payments(connection)
      .find({ completing: { $exists: true } })
      .toArray();
    expect(completing.map(({ _id }) => _id).sort()).toEqual([
      'PAY202611270056XJLNKTPP',
      'PAY202611270057CZVBFONA',
      'PAY202611270057QHJONLFY',
    ]);
    const beside = await payments(connection)
      .find({ paidBeside: { $exists: true } })
      .toArray();
    expect(beside.map(({ _id, paidBeside, toReturnKey }) => [_id, paidBeside, toReturnKey])).toEqual([
      [
        'PAY202611270056YENEJKRV',
        'PAY202611270056NYSEWHUS',
        expect.stringMatching(/:test:2026-.*Z:PAY202611270056YENEJKRV$/),
      ],
    ]);
  });

  it('has the open payment of its paid order closed', async () => {
    const { connection } = await migrated();
    const due = await payments(connection)
      .find({ tidyAt: { $exists: true } })
      .toArray();
    expect(due.map(({ _id }) => _id)).toEqual(['PAY202611270056TFULEZEO']);
  });

  it('takes the paid place of its own side, where a payment of the other side had it', async () => {
    const connection = await old();
    const [paid, beside] = ['PAY202611270056NYSEWHUS', 'PAY202611270056YENEJKRV'];
    await payments(connection).updateOne({ _id: paid }, { $set: { environment: 'production' } });
    await migrate(connection, seal, { lagHoursOf });
    const { paidKey, paidBeside } = await named(connection, beside);
    expect([paidKey, paidBeside]).toEqual([expect.stringMatching(/~test:BESIDE-2$/), undefined]);
    expect((await named(connection, paid)).paidKey).toMatch(/^prj_[^~]+:BESIDE-2$/);
  });

  it('names the paid one even where the event that told of it does not', async () => {
    const connection = await old();
    const no = 'PAY202611270056YENEJKRV';
    await payments(connection).updateOne({ _id: no }, { $set: { 'events.4.detail.paymentNo': null } as object });
    await migrate(connection, seal, { lagHoursOf });
    expect((await named(connection, no)).paidBeside).toBe('PAY202611270056NYSEWHUS');
  });
});

describe('order numbers with blanks around them', () => {
  it('are trimmed, key and all, but where two orders would hold the same place', async () => {
    const { connection, report } = await migrated();
    expect(report.trimmed).toBe(1);
    const alone = await named(connection, 'PAY202611270057OCDKHMNT');
    expect([alone.request.merchantOrderNo, alone.orderKey]).toEqual(['A3', `${alone.project}~test:A3`]);
    expect(report.collisions.map(({ payment_nos }) => [...payment_nos].sort()).sort()).toEqual([
      ['PAY202611270057LDZXRCQK', 'PAY202611270057WVHWXTUP'],
      ['PAY202611270057QWBYAWEU', 'PAY202611270057VAZGATKW'],
      ['PAY202611270057RHRNSZIZ', 'PAY202611270057VLABLBSC'],
    ]);
    const left = await named(connection, 'PAY202611270057RHRNSZIZ');
    expect([left.request.merchantOrderNo, left.orderKey]).toEqual(['A1 ', `${left.project}~test:A1 `]);
    const ofLeft = report.collisions.find(({ payment_nos }) => payment_nos.includes(left._id));
    expect(ofLeft).toMatchObject({ environment: 'test', what_to_do: expect.stringContaining('paycore') });
  });

  it('are trimmed by a later run, once one of the two is closed', async () => {
    const { connection } = await migrated();
    const closed = { $unset: { orderKey: '' }, $inc: { version: 1 } } as const;
    await payments(connection).updateOne({ _id: 'PAY202611270057VLABLBSC' }, closed);
    expect(await migrate(connection, seal, { lagHoursOf })).toMatchObject({ migrated: 0, trimmed: 1 });
    expect((await named(connection, 'PAY202611270057RHRNSZIZ')).orderKey).toMatch(/~test:A1$/);
  });

  it('stay while the payment is being created: its gateway knows the create by them', async () => {
    const connection = await old();
    const no = 'PAY202611270057ATGIXOXK';
    await payments(connection).updateOne({ _id: no }, { $set: { 'request.merchantOrderNo': ' CUT-3' } });
    await migrate(connection, seal, { lagHoursOf });
    expect((await named(connection, no)).request.merchantOrderNo).toBe(' CUT-3');
    await payments(connection).updateOne({ _id: no }, { $unset: { creatingUntil: '' } });
    await migrate(connection, seal, { lagHoursOf });
    expect((await named(connection, no)).request.merchantOrderNo).toBe('CUT-3');
  });

  it('are trimmed of every blank that a create is trimmed of', async () => {
    const connection = await old();
    const blanks = ['\u00a0X1', 'X2\u3000', '\ufeffX3', '\tX4\n', 'X5\u2028', 'X6\u2009'];
    const pending = await payments(connection).find({ status: 'pending' }).toArray();
    const isPlain = (one: object) => /^[A-Z]+-\d$/.test((one as PaymentDocument).request.merchantOrderNo);
    const open = pending.filter((one) => !('creating' in one) && isPlain(one)).slice(0, blanks.length);
    expect(open).toHaveLength(blanks.length);
    for (const [place, { _id }] of open.entries()) {
      await payments(connection).updateOne({ _id }, { $set: { 'request.merchantOrderNo': blanks[place] } as object });
    }
    await migrate(connection, seal, { lagHoursOf });
    const after = await Promise.all(open.map(({ _id }) => named(connection, _id)));
    expect(after.map(({ request }) => request.merchantOrderNo)).toEqual(['X1', 'X2', 'X3', 'X4', 'X5', 'X6']);
  });
});

describe('checkSchema', () => {
  it('refuses the earlier version’s payments, names the command, and takes them migrated', async () => {
    const connection = await old();
    await expect(checkSchema(connection)).rejects.toThrow(/paycore migrate/);
    await migrate(connection, seal, { lagHoursOf });
    await expect(checkSchema(connection)).resolves.toBeDefined();
  });

  it('marks an empty database, and so also several processes at once', async () => {
    const connection = await empty();
    await Promise.all([1, 2, 3].map(() => checkSchema(connection)));
    const marks = await connection.collection('schema').find({}).toArray();
    expect(marks).toEqual([{ _id: 'payments', version: 4, mac: 'required' }]);
    expect(await checkSchema(connection)).toEqual({ hasMacs: true });
  });

  it('refuses payments that all have an attempt, and takes them as they are once the migration has marked them', async () => {
    const { connection } = await migrated();
    const marks = connection.collection<{ _id: string; version: number }>('schema');
    await marks.updateOne({ _id: 'payments' }, { $set: { version: 2 } });
    const before = await stored(connection);
    await expect(checkSchema(connection)).rejects.toThrow(/paycore migrate/);
    expect(await migrate(connection, seal, { lagHoursOf })).toMatchObject({ migrated: 0, already: total });
    await expect(checkSchema(connection)).resolves.toBeDefined();
    expect(await stored(connection)).toEqual(before);
    expect(await marks.find({}).toArray()).toEqual([{ _id: 'payments', version: 4 }]);
  });

  it('refuses what a newer version wrote, and so does the migration', async () => {
    const connection = await empty();
    await connection.collection<{ _id: string; version: number }>('schema').insertOne({ _id: 'payments', version: 5 });
    await expect(checkSchema(connection)).rejects.toThrow(/newer version/);
    await expect(migrate(connection, seal, { lagHoursOf })).rejects.toThrow(SchemaError);
  });
});

it('keeps a process of the earlier version from becoming ready: its first index cannot be built any more', async () => {
  const { connection } = await migrated();
  await expect(payments(connection).createIndex({ gatewayOrderNo: 1 }, { unique: true })).rejects.toThrow(/E11000/);
  expect(await payments(connection).countDocuments(isOld)).toBe(0);
});
