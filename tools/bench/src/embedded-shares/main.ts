import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { javaTool, prepareEmbedded, startEmbedded } from '@paycore/mongo';
import { MongoClient, type Collection } from 'mongodb';
import { table } from '../report/markdown.ts';
import { parts, recordOf, rowsOf, sharesOf, type Timed } from './shares.ts';

/** Where the time of an update at the embedded server goes. `node --import tsx tools/bench/src/embedded-shares/main.ts [rounds]` */
interface Row {
  readonly _id: string;
  readonly version: number;
  readonly payload: string;
}

interface Call {
  readonly request: number;
  readonly ns: number;
}

const documents = 500;
const warmUp = 2_000;
const writesARound = 2_000;
const writers = 16;
const secondsARound = 2;
const rounds = Number(process.argv[2] ?? 5);

const sources = ['TimedMongo.java', '../../../mongo/src/fixtures/FileBefore.java'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);

async function main(): Promise<void> {
  const load = loadavg()[0]?.toFixed(1);
  const folder = await mkdtemp(join(tmpdir(), 'paycore-shares-'));
  try {
    const recording = join(folder, 'recording.jfr');
    const [one, many] = await recorded(recording);
    const record = recordOf(await printed(recording));
    const timed = (calls: readonly Call[]): Timed[] =>
      calls.flatMap(({ request, ns }) => {
        const command = record.commands.get(request);
        return command ? [{ ms: ns / 1e6, shares: sharesOf(command, ns, record) }] : [];
      });
    const rows = [...rowsOf('one writer', one.map(timed)), ...rowsOf(`${writers} writers`, many.map(timed))];
    console.log(`${rounds} rounds, load ${load} when it began, ${loadavg()[0]?.toFixed(1)} at its end.\n`);
    console.log(table([['ms', 'whole', ...parts], ...rows]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The calls of one writer and of many, by rounds. */
async function recorded(recording: string): Promise<[Call[][], Call[][]]> {
  const flags = [`-XX:StartFlightRecording=filename=${recording},dumponexit=true,settings=default`, '-Xlog:jfr*=off'];
  const server = await startEmbedded({ main: { name: 'TimedMongo', sources, flags } });
  const client = await new MongoClient(server.uri, { maxPoolSize: 32, monitorCommands: true }).connect();
  let calls: Call[] = [];
  const begun = new Map<number, bigint>();
  client.on('commandStarted', ({ requestId }) => begun.set(requestId, process.hrtime.bigint()));
  client.on('commandSucceeded', ({ requestId, commandName }) => {
    const from = begun.get(requestId) ?? 0n;
    begun.delete(requestId);
    if (commandName === 'update') calls.push({ request: requestId, ns: Number(process.hrtime.bigint() - from) });
  });
  const taken = async (work: () => Promise<void>): Promise<Call[]> => {
    calls = [];
    await work();
    return calls;
  };
  try {
    const rows = client.db().collection<Row>('rows');
    await rows.insertMany(
      Array.from({ length: documents }, (_, n) => ({ _id: `row-${n}`, version: 0, payload: payload() })),
    );
    await oneWriter(rows, warmUp);
    const all: [Call[][], Call[][]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      all[0].push(await taken(() => oneWriter(rows, writesARound)));
      all[1].push(await taken(() => manyWriters(rows)));
    }
    return all;
  } finally {
    await client.close();
    await server.stop();
  }
}

async function printed(recording: string): Promise<string> {
  const classPath = await prepareEmbedded(process.env, undefined, sources);
  const args = ['-cp', classPath, 'TimedMongo', 'print', recording];
  const { stdout } = await promisify(execFile)(javaTool('java', process.env), args, { maxBuffer: 2 ** 30 });
  return stdout;
}

async function oneWriter(rows: Collection<Row>, writes: number): Promise<void> {
  for (let n = 0; n < writes; n += 1) await write(rows, n % documents);
}

/** A closed loop: each writer sends its next write when its last one is answered, to documents of its own. */
async function manyWriters(rows: Collection<Row>): Promise<void> {
  const until = performance.now() + secondsARound * 1_000;
  const writer = async (first: number) => {
    for (let at = first; performance.now() < until; at = (at + writers) % documents) await write(rows, at);
  };
  await Promise.all(Array.from({ length: writers }, (_, n) => writer(n)));
}

/** As the store writes: by number and a condition, most of the document anew. */
async function write(rows: Collection<Row>, at: number): Promise<void> {
  const update = { $set: { payload: payload() }, $inc: { version: 1 } };
  const { modifiedCount } = await rows.updateOne({ _id: `row-${at}`, version: { $gte: 0 } }, update);
  if (modifiedCount !== 1) throw new Error(`row-${at} was not written.`);
}

let payloads = 0;
const payload = (): string => `${(payloads += 1)} `.padEnd(1_200, 'payment ');

await main();
