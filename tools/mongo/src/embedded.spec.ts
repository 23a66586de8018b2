import { MongoClient, type Collection, type Document } from 'mongodb';
import { startEmbedded, type EmbeddedMongo } from './start-embedded.ts';

interface Row extends Document {
  _id: string;
}

interface PaymentRow {
  _id: string;
  notice: { state: string; attempts: number };
  events: { n: number }[];
  info?: { atm: { code: string } };
  gone?: number;
}

const DUPLICATE = 11000;
const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

let server: EmbeddedMongo;
let client: MongoClient;
let rows: Collection<Row>;

beforeAll(async () => {
  server = await startEmbedded();
  client = await new MongoClient(server.uri, { maxPoolSize: 50 }).connect();
});

afterAll(async () => {
  await client.close();
  await server.stop();
});

let count = 0;
beforeEach(() => {
  rows = client.db().collection<Row>(`rows_${count++}`);
});

async function codesOf(writes: Promise<unknown>[]): Promise<unknown[]> {
  const results = await Promise.allSettled(writes);
  return results.map((result) => (result.status === 'fulfilled' ? 'ok' : (result.reason as { code: unknown }).code));
}

describe('races have one winner', () => {
  test('50 conditional updates', async () => {
    await rows.insertOne({ _id: 'a', state: 'pending' });
    const results = await Promise.all(
      times(50).map((by) => rows.updateOne({ _id: 'a', state: 'pending' }, { $set: { state: 'paid', by } })),
    );
    expect(results.filter((result) => result.modifiedCount === 1)).toHaveLength(1);
  });

  test('50 claims by findOneAndUpdate', async () => {
    await rows.insertOne({ _id: 'a', lease: 'free' });
    const claims = await Promise.all(
      times(50).map((by) => rows.findOneAndUpdate({ _id: 'a', lease: 'free' }, { $set: { lease: String(by) } })),
    );
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  test('50 inserts under a unique index: E11000 for the others', async () => {
    await rows.createIndex({ key: 1 }, { unique: true });
    const codes = await codesOf(times(50).map((n) => rows.insertOne({ _id: `a${n}`, key: 'one' })));
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect(codes.filter((code) => code === DUPLICATE)).toHaveLength(49);
  });

  test('50 upserts and increments', async () => {
    await Promise.all(times(50).map(() => rows.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { upsert: true })));
    expect(await rows.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 50 });
  });

  test('20 processes that declare the same indexes, then again', async () => {
    const declare = () =>
      rows.createIndexes([
        { key: { key: 1 }, unique: true, sparse: true },
        { key: { state: 1, dueAt: 1 } },
        { key: { at: 1 }, expireAfterSeconds: 60 },
      ]);
    await Promise.all(times(20).map(declare));
    await rows.insertOne({ _id: 'a', key: 'k' });
    await declare();
    expect((await rows.indexes()).map((index) => index.name).sort()).toEqual([
      '_id_',
      'at_1',
      'key_1',
      'state_1_dueAt_1',
    ]);
    expect(await codesOf([rows.insertOne({ _id: 'b', key: 'k' })])).toEqual([DUPLICATE]);
  });
});

describe('a command of many updates', () => {
  const updates = (n: number) => times(n).map((at) => ({ q: { _id: `a${at}` }, u: { $set: { state: 'closed' } } }));

  test('keeps nobody waiting until its end', async () => {
    await rows.insertMany([...times(8_000).map((n) => ({ _id: `a${n}`, notes: times(20) })), { _id: 'b' }]);
    const beside = await new MongoClient(server.uri).connect();
    try {
      const other = beside.db().collection<Row>(rows.collectionName);
      await other.updateOne({ _id: 'b' }, { $set: { n: 0 } });
      const bulk = client.db().command({ update: rows.collectionName, updates: updates(8_000), ordered: false });
      let [isOver, answered] = [false, 0];
      const answer = bulk.finally(() => (isOver = true));
      for (; !isOver; answered += 1) await other.updateOne({ _id: 'b' }, { $inc: { n: 1 } });
      expect(await answer).toMatchObject({ n: 8_000, nModified: 8_000 });
      // One may have come before it, and one waits for it where all do.
      expect(answered).toBeGreaterThan(4);
    } finally {
      await beside.close();
    }
  });

  test('tells of each, also beside another of the same documents', async () => {
    await rows.insertMany(times(50).map((n) => ({ _id: `a${n}`, state: 'open' })));
    const claim = (by: number) => ({
      update: rows.collectionName,
      updates: times(50).map((n) => ({ q: { _id: `a${n}`, state: 'open' }, u: { $set: { state: 'closed', by } } })),
      ordered: false,
    });
    const answers = await Promise.all(times(8).map((by) => client.db().command(claim(by))));
    const won = answers.map((answer) => Number(answer['n']));
    const stored = await rows.find().toArray();
    expect(won).toEqual(times(8).map((by) => stored.filter((row) => row['by'] === by).length));
    expect(stored.filter(({ state }) => state === 'closed')).toHaveLength(50);
  });
});

describe('a unique and sparse key', () => {
  beforeEach(() => rows.createIndex({ orderKey: 1 }, { unique: true, sparse: true }));

  test('many documents may lack it', async () => {
    await rows.insertMany(times(3).map((n) => ({ _id: `a${n}` })));
    expect(await rows.countDocuments({ orderKey: { $exists: false } })).toBe(3);
  });

  test('it can be given up, taken by another, and not taken back from there', async () => {
    await rows.insertOne({ _id: 'a', orderKey: 'o' });
    expect(await codesOf([rows.insertOne({ _id: 'b', orderKey: 'o' })])).toEqual([DUPLICATE]);
    await rows.updateOne({ _id: 'a' }, { $unset: { orderKey: '' } });
    await rows.insertOne({ _id: 'b', orderKey: 'o' });
    const takeBack = () => rows.updateOne({ _id: 'a', state: null }, { $set: { orderKey: 'o', state: 'paid' } });
    expect(await codesOf([takeBack()])).toEqual([DUPLICATE]);
    expect(await rows.findOne({ _id: 'a' })).toEqual({ _id: 'a' });
    await rows.updateOne({ _id: 'b' }, { $unset: { orderKey: '' } });
    await takeBack();
    expect(await rows.findOne({ orderKey: 'o' })).toEqual({ _id: 'a', orderKey: 'o', state: 'paid' });
  });

  test('findOneAndUpdate that would double it is an E11000 and changes nothing', async () => {
    await rows.insertMany([{ _id: 'a', orderKey: 'o' }, { _id: 'b' }]);
    const claim = rows.findOneAndUpdate({ _id: 'b' }, { $set: { orderKey: 'o', n: 1 } });
    expect(await codesOf([claim])).toEqual([DUPLICATE]);
    expect(await rows.findOne({ _id: 'b' })).toEqual({ _id: 'b' });
  });
});

test('the update operators of one payment', async () => {
  const payments = client.db().collection<PaymentRow>('payments');
  await payments.insertOne({ _id: 'a', notice: { state: 'none', attempts: 0 }, events: [{ n: 0 }], gone: 1 });
  const after = await payments.findOneAndUpdate(
    { _id: 'a', 'notice.state': 'none' },
    {
      $set: { 'notice.state': 'due', 'info.atm.code': '812' },
      $inc: { 'notice.attempts': 1 },
      $unset: { gone: '' },
      $push: { events: { $each: [{ n: 1 }, { n: 2 }], $slice: -2 } },
    },
    { returnDocument: 'after', projection: { _id: 0 } },
  );
  expect(after).toEqual({
    notice: { state: 'due', attempts: 1 },
    events: [{ n: 1 }, { n: 2 }],
    info: { atm: { code: '812' } },
  });
});

test('a reader never sees half of an update', async () => {
  const fields = times(40).map((n) => `f${n}`);
  const all = (value: number) => Object.fromEntries(fields.map((field) => [field, value]));
  await rows.insertOne({ _id: 'a', ...all(0) });
  const write = async () => {
    for (const n of times(60)) await rows.updateOne({ _id: 'a' }, { $set: all(n) });
  };
  const mixed: unknown[] = [];
  const read = async () => {
    for (let reads = 0; reads < 40; reads++) {
      const row = await rows.findOne({ _id: 'a' });
      if (new Set(fields.map((field) => row?.[field] as unknown)).size !== 1) mixed.push(row);
    }
  };
  await Promise.all([write(), read(), read(), read()]);
  expect(mixed).toEqual([]);
});

test('queries: $or, $in, range with sort and limit, projection, counts, $group', async () => {
  await rows.insertMany(times(20).map((n) => ({ _id: `a${n}`, n, state: n % 2 ? 'paid' : 'pending' })));
  const ids = (filter: object) =>
    rows
      .find(filter)
      .map((row) => row._id)
      .toArray();
  expect(await ids({ $or: [{ _id: 'a1' }, { n: 2 }] })).toEqual(['a1', 'a2']);
  expect(await ids({ _id: { $in: ['a3', 'a4', 'none'] }, state: 'paid' })).toEqual(['a3']);
  const range = rows.find({ n: { $gte: 5, $lt: 15 } }, { projection: { n: 1, _id: 0 } });
  expect(await range.sort({ n: -1 }).limit(2).toArray()).toEqual([{ n: 14 }, { n: 13 }]);
  expect(await rows.countDocuments({ state: 'paid' })).toBe(10);
  const groups = rows.aggregate([{ $group: { _id: '$state', sum: { $sum: '$n' } } }, { $sort: { _id: 1 } }]);
  expect(await groups.toArray()).toEqual([
    { _id: 'paid', sum: 100 },
    { _id: 'pending', sum: 90 },
  ]);
});

describe('of many documents the first in an order', () => {
  const drawn = times(200).map((n) => ({ _id: `r${(n * 73) % 200}`.padStart(5, 'r'), n: (n * 37) % 10, at: n }));
  const byId = [...drawn].sort((one, other) => (one._id < other._id ? -1 : 1));

  beforeEach(() => rows.insertMany(drawn));

  test('are found a page at a time by _id, with what else is asked for', async () => {
    const found: Row[] = [];
    for (let last: string | undefined = ''; last !== undefined; last = found.at(-1)?._id) {
      const page = rows.find({ n: { $ne: 3 }, _id: { $gt: last } }, { projection: { n: 1 } });
      const next = await page.sort({ _id: 1 }).limit(7).toArray();
      if (next.length === 0) break;
      found.push(...next);
    }
    expect(found).toEqual(byId.filter(({ n }) => n !== 3).map(({ _id, n }) => ({ _id, n })));
  });

  test('have texts as _id where the page begins at one', async () => {
    await client
      .db()
      .collection(rows.collectionName)
      .insertMany([{}, { _id: 5 as never }, { _id: null as never }]);
    const page = rows.find({ _id: { $gt: '' } }).sort({ _id: 1 });
    expect((await page.limit(500).toArray()).map(({ _id }) => _id)).toEqual(byId.map(({ _id }) => _id));
  });

  test.each([
    [{ n: 1 }, 3, 0],
    [{ n: -1, at: 1 }, 25, 10],
    [{ at: -1 }, 300, 0],
    [{ n: 1 }, 1, 199],
  ] as const)('are those of %j, %i after %i', async (sort, limit, skip) => {
    const whole = await rows.find({}).sort(sort).toArray();
    const found = await rows.find({}).sort(sort).skip(skip).limit(limit).toArray();
    expect(found).toEqual(whole.slice(skip, skip + limit));
  });
});

describe('what a scan tells by a quick look is what the whole query says', () => {
  const due = new Date('2026-01-01T00:00:00Z');
  const [before, after] = [new Date(due.getTime() - 1), new Date(due.getTime() + 1)];
  const stored = [
    { _id: 'before', at: before, state: 'open', inner: { at: before } },
    { _id: 'then', at: due, state: 'open', inner: { at: after } },
    { _id: 'after', at: after, state: 'shut' },
    { _id: 'null', at: null, inner: null },
    { _id: 'none' },
    { _id: 'text', at: 'then', state: ['open', 'shut'] },
    { _id: 'list', at: [after, before], inner: [{ at: after }, { at: before }] },
  ];
  const isDue = { at: { $lte: due } };

  beforeEach(() => rows.insertMany(stored));

  test.each([
    [isDue, ['before', 'then', 'list']],
    [{ 'inner.at': { $lte: due } }, ['before', 'list']],
    [{ at: { $lte: due, $gt: before } }, ['then']],
    [{ state: 'open' }, ['before', 'then', 'text']],
    [{ ...isDue, state: 'open' }, ['before', 'then']],
    [{ $or: [{ state: 'shut' }, { at: { $lte: before } }] }, ['before', 'after', 'text', 'list']],
    [{ $and: [isDue, { $or: [{ 'inner.at': { $lte: due } }, { state: 'shut' }] }] }, ['before', 'list']],
    [{ ...isDue, state: { $nin: ['shut'] } }, ['before', 'then', 'list']],
    [{ $nor: [isDue] }, ['after', 'null', 'none', 'text']],
  ])('%j', async (filter, wanted) => {
    const found = await rows.find(filter).toArray();
    expect(found.map(({ _id }) => _id).sort()).toEqual([...wanted].sort());
    expect(await rows.countDocuments(filter)).toBe(wanted.length);
  });

  test('an aggregation changes nothing that is stored, and joins all of another collection', async () => {
    const steps = [
      { $match: { _id: 'before' } },
      { $addFields: { inner: { at: after } } },
      { $lookup: { from: rows.collectionName, localField: 'state', foreignField: 'state', as: 'same' } },
    ];
    const [changed] = await rows.aggregate(steps).toArray();
    expect(changed).toMatchObject({
      inner: { at: after },
      same: [{ _id: 'before' }, { _id: 'text' }, { _id: 'then' }],
    });
    expect(await rows.findOne({ _id: 'before' })).toEqual(stored[0]);
    expect(await rows.aggregate([{ $group: { _id: null, n: { $sum: 1 } } }]).toArray()).toEqual([{ _id: null, n: 7 }]);
  });
});
