import { resolve } from 'node:path';
import type { Environment } from './cache.ts';
import { MONGO_KINDS, WrongDatabaseError, type MongoKind, type Started, type Way } from './mongo-way.ts';
import type { Log } from './server-process.ts';
import { embeddedWay, hasEmbeddedData } from './way-embedded.ts';
import { memoryWay } from './way-memory.ts';
import { mongodWay } from './way-mongod.ts';
import { uriWay } from './way-uri.ts';

export interface MongoOptions {
  /** PAYCORE_HOME: the data lives in `{home}/mongo` and survives restarts. */
  readonly home: string;
  /** Absent: any free port. */
  readonly port?: number;
  readonly log: Log;
  /** Forces one; so does `PAYCORE_MONGO` in the environment. */
  readonly kind?: MongoKind;
  readonly env?: Environment;
}

export interface RunningMongo {
  readonly kind: MongoKind;
  /** Names the database: `paycore`, unless MONGODB_URI names another. */
  readonly uri: string;
  readonly pid?: number;
  /** What was taken and why; no secrets. */
  readonly line: string;
  stop(): Promise<void>;
}

export type Ways = Readonly<Record<MongoKind, Way>>;

const WAYS: Ways = { uri: uriWay, mongod: mongodWay, memory: memoryWay(), embedded: embeddedWay };

const TO_HAVE: Readonly<Record<MongoKind, string>> = {
  uri: 'set MONGODB_URI to a running MongoDB',
  mongod: 'install MongoDB 7 or newer, so that mongod is on the PATH',
  memory: 'allow downloads from fastdl.mongodb.org',
  embedded: 'install JDK 17 or newer and Maven',
};

/**
 * Starts, or finds, a MongoDB: the first that works of MONGODB_URI, mongod on the PATH, a fetched mongod, the embedded
 * server. A home that already holds the embedded server's data keeps it, so that nothing seems lost when another way
 * becomes possible. Throws an Error that names each way and what it lacks.
 */
export async function startMongo(options: MongoOptions, ways: Ways = WAYS): Promise<RunningMongo> {
  const env = options.env ?? process.env;
  const home = resolve(options.home);
  const forced = options.kind ?? forcedBy(env);
  const { order, because } = forced ? { order: [forced], because: ['asked for'] } : usualOrder(home, env);
  const context = { home, env, log: options.log, isForced: forced !== undefined };
  const lacks: [MongoKind, string][] = [];
  for (const kind of order) {
    try {
      const started = await ways[kind]({ ...context, ...(options.port ? { port: options.port } : {}) });
      return running(kind, started, [...because, ...lacks.map(([, why]) => firstLine(why))]);
    } catch (error) {
      if (error instanceof WrongDatabaseError) throw error;
      lacks.push([kind, error instanceof Error ? error.message : String(error)]);
    }
  }
  throw new Error(noneMessage(lacks));
}

function forcedBy(env: Environment): MongoKind | undefined {
  const asked = env['PAYCORE_MONGO'];
  if (!asked) return undefined;
  const kind = MONGO_KINDS.find((known) => known === asked);
  if (!kind) throw new Error(`PAYCORE_MONGO is one of ${MONGO_KINDS.join(', ')}, not "${asked}"`);
  return kind;
}

function usualOrder(home: string, env: Environment): { order: readonly MongoKind[]; because: string[] } {
  if (env['MONGODB_URI'] || !hasEmbeddedData(home)) return { order: MONGO_KINDS, because: [] };
  return { order: ['embedded', 'mongod', 'memory'], because: ['it holds the data of earlier runs'] };
}

function running(kind: MongoKind, { uri, pid, what, stop }: Started, reasons: readonly string[]): RunningMongo {
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  return { kind, uri, line: `MongoDB: ${what}${why}`, stop, ...(pid === undefined ? {} : { pid }) };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function noneMessage(lacks: readonly [MongoKind, string][]): string {
  const lines = lacks.map(([kind, why]) => `  ${kind}: ${why}\n    → ${TO_HAVE[kind]}`);
  return `No MongoDB to use. Any one of these is enough:\n${lines.join('\n')}`;
}
