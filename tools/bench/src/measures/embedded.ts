import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEmbedded, type EmbeddedMongo } from '@paycore/mongo';
import { MongoClient } from 'mongodb';
import {
  documents,
  dueBy,
  manyWriters,
  oneWriter,
  payload,
  newRows,
  timeOf,
  type Row,
  type Rows,
} from '../load/row-writes.ts';
import type { Plan } from '../plan.ts';
import { cpuMs, rssMiB } from '../processes/proc.ts';
import { median, rotated } from '../report/stats.ts';

/** One launcher of the embedded server, as this tree or another one starts it. */
export interface EmbeddedFigures {
  readonly name: string;
  /** From the start of its process until it serves, ms; its memory before and after the writes, MiB. */
  readonly startMs: number;
  readonly idleMiB: number;
  readonly busyMiB: number;
  readonly oneWriter: WriteFigures;
  readonly manyWriters: WriteFigures;
  /** ms that one count of what is due takes among `counted` documents: the fields have no unique index. */
  readonly countMs: number;
  readonly fileMiB: number;
}

export interface WriteFigures {
  /** ms of each write. */
  readonly times: readonly number[];
  readonly perSecond: number;
  /** CPU time of the server, all its threads. */
  readonly cpuMicros: number;
}

export interface EmbeddedRun {
  readonly servers: readonly EmbeddedFigures[];
  /** ms of one append of as many bytes to a file, with fsync, beside the single writer: what the disk would take. */
  readonly appends: readonly number[];
}

interface Server {
  readonly name: string;
  readonly startMs: number;
  readonly idleMiB: number;
  readonly mongo: EmbeddedMongo;
  readonly client: MongoClient;
  readonly rows: Rows;
  readonly one: Writes;
  readonly many: Writes;
}

interface Writes {
  readonly times: number[];
  ms: number;
  cpuMs: number;
}

type Start = typeof startEmbedded;

const secondsASlice = 1;
const counts = 7;

/** This tree's launcher and those of the other trees, turn by turn on the same machine. */
export async function embeddedRun(plan: Plan['embedded'], against: readonly string[]): Promise<EmbeddedRun> {
  const starts: [string, Start][] = [['this tree', startEmbedded]];
  for (const tree of against) starts.push([tree, await startOf(tree)]);
  const servers: Server[] = [];
  try {
    for (const [name, start] of starts) servers.push(await serving(name, start));
    return await measured(servers, plan);
  } finally {
    await Promise.allSettled(servers.map(({ client }) => client.close()));
    await Promise.allSettled(servers.map(({ mongo }) => mongo.stop()));
  }
}

async function startOf(tree: string): Promise<Start> {
  const file = pathToFileURL(join(resolve(tree), 'tools/mongo/src/start-embedded.ts'));
  return ((await import(file.href)) as { startEmbedded: Start }).startEmbedded;
}

async function serving(name: string, start: Start): Promise<Server> {
  await (await start()).stop(); // compiled and in the page cache
  const begun = performance.now();
  const mongo = await start();
  const startMs = performance.now() - begun;
  const idleMiB = await rssMiB(mongo.pid);
  const client = await new MongoClient(mongo.uri, { maxPoolSize: 32 }).connect();
  const rows = client.db().collection<Row>('rows');
  await rows.createIndexes([{ key: { key: 1 }, unique: true, sparse: true }, { key: { closesAt: 1 } }]);
  await rows.insertMany(newRows(0, documents));
  const none = (): Writes => ({ times: [], ms: 0, cpuMs: 0 });
  return { name, startMs, idleMiB, mongo, client, rows, one: none(), many: none() };
}

async function measured(servers: readonly Server[], plan: Plan['embedded']): Promise<EmbeddedRun> {
  for (const server of servers)
    await measure(server, { times: [], ms: 0, cpuMs: 0 }, () => oneWriter(server.rows, plan.warmUp));
  const appends: number[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const turn = rotated(servers, round);
    for (const server of turn)
      await measure(server, server.one, () => oneWriter(server.rows, plan.writes / plan.rounds));
    appends.push(...(await appendTimes(plan.writes / plan.rounds)));
  }
  for (let slice = 0; slice * secondsASlice < plan.seconds; slice += 1) {
    for (const server of rotated(servers, slice))
      await measure(server, server.many, () => manyWriters(server.rows, plan.writers, secondsASlice));
  }
  const figures: EmbeddedFigures[] = [];
  for (const server of servers) figures.push(await figuresOf(server, plan.counted));
  return { servers: figures, appends };
}

async function figuresOf(server: Server, counted: number): Promise<EmbeddedFigures> {
  const { name, startMs, idleMiB, mongo, one, many } = server;
  const busyMiB = await rssMiB(mongo.pid);
  const fileMiB = await fileMiBOf(mongo);
  const countMs = await countTime(server, counted);
  return { name, startMs, idleMiB, busyMiB, oneWriter: written(one), manyWriters: written(many), countMs, fileMiB };
}

const written = ({ times, ms, cpuMs }: Writes): WriteFigures => ({
  times,
  perSecond: (times.length / ms) * 1_000,
  cpuMicros: (cpuMs * 1_000) / times.length,
});

async function measure({ mongo }: Server, into: Writes, run: () => Promise<number[]>): Promise<void> {
  const cpuBefore = await cpuMs(mongo.pid);
  const begun = performance.now();
  const times = await run();
  into.ms += performance.now() - begun;
  into.cpuMs += (await cpuMs(mongo.pid)) - cpuBefore;
  into.times.push(...times);
}

async function countTime({ rows }: Server, counted: number): Promise<number> {
  for (let from = documents; from < counted; from += 1_000)
    await rows.insertMany(newRows(from, Math.min(counted, from + 1_000)));
  const times: number[] = [];
  const filter = { closesAt: { $lte: dueBy } };
  for (let n = 0; n < counts; n += 1) times.push(await timeOf(() => rows.countDocuments(filter)));
  return median(times);
}

async function appendTimes(writes: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paycore-append-'));
  const file = await open(join(folder, 'file'), 'a');
  const times: number[] = [];
  const append = async () => {
    await file.write(payload());
    await file.sync();
  };
  while (times.length < writes) times.push(await timeOf(append));
  await file.close();
  await rm(folder, { recursive: true });
  return times;
}

async function fileMiBOf({ dataDir }: EmbeddedMongo): Promise<number> {
  const file = await open(join(dataDir, 'embedded.mv.db'));
  const { size } = await file.stat();
  await file.close();
  return size / 2 ** 20;
}
