import type { Collection } from 'mongodb';

/** A document of a payment's size. */
export interface Row {
  readonly _id: string;
  readonly version: number;
  readonly key: string;
  readonly closesAt: Date;
  readonly payload: string;
}

export type Rows = Collection<Row>;

const documentBytes = 1_200;

/** How many documents are written to. */
export const documents = 500;

/** When a tenth of the rows is due. */
export const dueBy = new Date('2026-01-01T00:00:00Z');

let payloads = 0;

/** Never twice the same. */
export const payload = (): string => `${(payloads += 1)} `.padEnd(documentBytes, 'payment ');

export const newRows = (from: number, to: number): Row[] =>
  Array.from({ length: to - from }, (_, n) => from + n).map((n) => ({
    _id: `row-${n}`,
    version: 0,
    key: `key-${n}`,
    closesAt: new Date(dueBy.getTime() + (n % 10) * 1_000),
    payload: payload(),
  }));

/** So many updates, one after another; answers how long each took, in ms. */
export async function oneWriter(rows: Rows, writes: number): Promise<number[]> {
  const times: number[] = [];
  while (times.length < writes) times.push(await timeOf(() => write(rows, times.length % documents)));
  return times;
}

/** A closed loop: each writer sends its next write when its last one is answered, to documents of its own. */
export async function manyWriters(rows: Rows, writers: number, seconds: number): Promise<number[]> {
  const until = performance.now() + seconds * 1_000;
  const times: number[] = [];
  const writer = async (first: number) => {
    for (let at = first; performance.now() < until; at = (at + writers) % documents) {
      times.push(await timeOf(() => write(rows, at)));
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, n) => writer(n)));
  return times;
}

/** As the store writes: by number and a condition, most of the document anew. */
async function write(rows: Rows, at: number): Promise<void> {
  const filter = { _id: `row-${at}`, version: { $gte: 0 } };
  const update = { $set: { payload: payload() }, $inc: { version: 1 } };
  const { modifiedCount } = await rows.updateOne(filter, update);
  if (modifiedCount !== 1) throw new Error(`row-${at} was not written.`);
}

/** In ms. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
