import fc from 'fast-check';
import { MongoClient, type Collection, type Document } from 'mongodb';
import { startEmbedded, type EmbeddedMongo } from './start-embedded.ts';

interface Row extends Document {
  _id: string;
}

const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n);
const anyTime = fc.integer({ min: 0, max: 9 }).map(at);
const anyId = fc.integer({ min: 0, max: 11 }).map((n) => `r${n}`);
const oneTime = fc.oneof(
  { arbitrary: anyTime, weight: 4 },
  fc.constantFrom(null, 5, 'text', { inner: at(1) }, { inner: [at(1)] }),
);
const value = fc.oneof({ arbitrary: oneTime, weight: 30 }, fc.array(anyTime, { maxLength: 2 }));

type Step = (rows: Collection<Row>) => Promise<unknown>;

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(anyId, oneTime, oneTime).map(
    ([_id, due, next]): Step =>
      (rows) =>
        rows.insertOne({ _id, due, more: { next } }).catch(() => undefined),
  ),
  fc.tuple(anyId, value).map(
    ([_id, due]): Step =>
      (rows) =>
        rows.updateOne({ _id }, { $set: { due } }),
  ),
  fc.tuple(anyId, oneTime).map(
    ([_id, next]): Step =>
      (rows) =>
        rows.findOneAndUpdate({ _id }, { $set: { more: { next } }, $unset: { due: '' } }),
  ),
  fc.tuple(anyTime, oneTime).map(
    ([until, due]): Step =>
      (rows) =>
        rows.updateMany({ due: { $lte: until } }, { $set: { due } }),
  ),
  anyId.map(
    (_id): Step =>
      (rows) =>
        rows.deleteOne({ _id }),
  ),
  anyTime.map(
    (until): Step =>
      (rows) =>
        rows.deleteMany({ 'more.next': { $lte: until } }),
  ),
);

const filtersUntil = (then: Date) => [
  { due: { $lte: then } },
  { due: { $lte: then, $gt: at(2) } },
  { due: { $gt: then, $lte: at(7) } },
  { due: then, _id: { $gt: 'r3' } },
  { due: then },
  { due: { $lte: then }, 'more.next': { $lte: at(4) } },
  { due: { $lte: then }, 'more.next': { $nin: [at(3)] } },
  { $or: [{ due: { $lte: then } }, { 'more.next': { $lte: then } }] },
  { $or: [{ due: { $lte: then } }, { 'more.next': null }] },
  { $and: [{ _id: { $ne: 'r1' } }, { $or: [{ due: { $lte: then } }, { 'more.next': { $lte: at(2) } }] }] },
  { 'more.next.inner': { $lte: then } },
];

const indexes = [{ key: { due: 1 } }, { key: { 'more.next': 1, _id: 1 } }, { key: { 'more.next.inner': -1 } }] as const;

async function answers(rows: Collection<Row>, then: Date): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const filter of filtersUntil(then)) {
    all.push((await rows.find(filter, { projection: { due: 1 } }).toArray()).map(({ _id }) => _id).sort());
    all.push(await rows.countDocuments(filter));
    all.push((await rows.findOne(filter, { projection: { _id: 1 } })) !== null);
    all.push(await rows.find(filter).sort({ due: 1, _id: 1 }).skip(1).limit(3).toArray());
    all.push(await rows.find(filter).sort({ due: -1, _id: 1 }).limit(3).toArray());
    all.push(await rows.find(filter).sort({ 'more.next': -1, _id: 1 }).limit(2).toArray());
  }
  // Alone: the order of what sorts alike, as null and nothing do, is nobody's promise.
  const inOrder = rows.find({ due: { $lte: then } }).sort({ due: 1 });
  return [...all, (await inOrder.toArray()).map(({ due }) => due as unknown)];
}

let server: EmbeddedMongo;
let client: MongoClient;

beforeAll(async () => {
  server = await startEmbedded();
  client = await new MongoClient(server.uri).connect();
});

afterAll(async () => {
  await client.close();
  await server.stop();
});

test('with an index the same is due as without one, whenever the index was made', async () => {
  let drawn = 0;
  const steps = fc.array(anyStep, { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(steps, steps, anyTime, async (before, after, then) => {
      const of = (name: string) => client.db().collection<Row>(`${name}_${drawn}`);
      drawn += 1;
      const [plain, indexed] = [of('plain'), of('indexed')];
      for (const step of before) for (const rows of [plain, indexed]) await step(rows);
      await indexed.createIndexes(indexes.map(({ key }) => ({ key: { ...key } })));
      for (const step of after) for (const rows of [plain, indexed]) await step(rows);
      expect(await answers(indexed, then)).toEqual(await answers(plain, then));
      for (const rows of [plain, indexed]) await rows.drop().catch(() => undefined);
    }),
    { numRuns: 100 },
  );
});

test('a time that is null, or becomes it, is not due', async () => {
  const rows = client.db().collection<Row>('with_null');
  await rows.createIndex({ due: 1 });
  await rows.insertMany([
    { _id: 'a', due: null },
    { _id: 'b', due: at(1) },
  ]);
  const due = async () => (await rows.find({ due: { $lte: at(2) } }).toArray()).map(({ _id }) => _id);
  expect(await due()).toEqual(['b']);
  await rows.updateOne({ _id: 'a' }, { $set: { due: at(1) } });
  await rows.updateOne({ _id: 'b' }, { $set: { due: null } });
  expect(await due()).toEqual(['a']);
});

test('what is due comes the earliest first, without a word about the order', async () => {
  const rows = client.db().collection<Row>('in_order');
  await rows.createIndex({ due: 1 });
  await rows.insertMany([5, 3, 9, 1, 7].map((n) => ({ _id: `r${10 - n}`, due: at(n) })));
  await rows.updateOne({ _id: 'r9' }, { $set: { due: at(6) } });
  const found = await rows.find({ due: { $lte: at(7) } }, { limit: 3 }).toArray();
  expect(found.map(({ due }) => due as unknown)).toEqual([at(3), at(5), at(6)]);
});

test('a server that starts on many documents finds what is due among them', async () => {
  const first = await startEmbedded();
  const dataDir = first.dataDir;
  const rowsOf = async ({ uri }: Pick<EmbeddedMongo, 'uri'>) => {
    const opened = await new MongoClient(uri).connect();
    return { rows: opened.db().collection<Row>('rows'), close: () => opened.close() };
  };
  const before = await rowsOf(first);
  await before.rows.createIndex({ due: 1 });
  await before.rows.insertMany(Array.from({ length: 1_000 }, (_, n) => ({ _id: `r${n}`, due: at(n) })));
  await before.rows.updateOne({ _id: 'r0' }, { $unset: { due: '' } });
  await before.close();
  first.kill('SIGKILL');
  await first.exited;
  const second = await startEmbedded({ dataDir });
  const after = await rowsOf(second);
  expect(await after.rows.countDocuments({ due: { $lte: at(99) } })).toBe(99);
  await after.rows.deleteMany({ due: { $lte: at(98) } });
  expect((await after.rows.find({ due: { $lte: at(100) } }).toArray()).map(({ _id }) => _id)).toEqual(['r99', 'r100']);
  await after.close();
  await second.stop();
  await first.stop();
});
