import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { javaTool, prepareEmbedded, startEmbedded } from '@paycore/mongo';
import { MongoClient } from 'mongodb';
import { documents, manyWriters, newRows, oneWriter, type Row } from '../load/row-writes.ts';
import { table } from '../report/markdown.ts';
import { parts, recordOf, rowsOf, sharesOf, type Timed } from './shares.ts';

interface Call {
  readonly request: number;
  readonly ns: number;
}

const warmUp = 2_000;
const writesARound = 2_000;
const writers = 16;
const secondsARound = 2;
const rounds = Number(process.argv[2] ?? 5);

const sources = ['TimedMongo.java', '../../../mongo/src/fixtures/FileBefore.java'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);

/** Where the time of an update at the embedded server goes. `node --import tsx tools/bench/src/embedded-shares/main.ts [rounds]` */
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
  const taken = async (work: () => Promise<unknown>): Promise<Call[]> => {
    calls = [];
    await work();
    return calls;
  };
  try {
    const rows = client.db().collection<Row>('rows');
    await rows.insertMany(newRows(0, documents));
    await oneWriter(rows, warmUp);
    const all: [Call[][], Call[][]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      all[0].push(await taken(() => oneWriter(rows, writesARound)));
      all[1].push(await taken(() => manyWriters(rows, writers, secondsARound)));
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

await main();
