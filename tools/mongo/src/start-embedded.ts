import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './cache.ts';
import { javaTool, prepareEmbedded } from './prepare-embedded.ts';
import { startServer, type Log } from './server-process.ts';

export interface EmbeddedOptions {
  /** Holds the data file; absent: a fresh directory, removed by `stop`. */
  readonly dataDir?: string;
  /** Absent or 0: any free port. */
  readonly port?: number;
  readonly log?: Log;
  readonly env?: Environment;
  /** For tests and measurements: another main class around the launcher's. */
  readonly main?: EmbeddedMain;
}

export interface EmbeddedMain {
  readonly name: string;
  /** Paths of what is compiled with the launcher. */
  readonly sources: readonly string[];
  /** What it is given after the data file and the port. */
  readonly args?: readonly string[];
  /** What Java is given beside the launcher's own. */
  readonly flags?: readonly string[];
}

export interface EmbeddedMongo {
  /** Names the database `paycore`. */
  readonly uri: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  readonly exited: Promise<void>;
  kill(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

export const DATA_FILE = 'embedded.mv.db';

const FLAGS = [
  '-Xmx512m',
  // Collects what is old beside the work: Serial and Parallel stop for 300 ms and more, once for each 20,000 payments closed.
  '-XX:+UseG1GC',
  '-XX:MaxGCPauseMillis=20',
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  // Without a log binding the library stays silent; it would print whole documents, secrets and all.
  '-Dslf4j.internal.verbosity=ERROR',
];

/**
 * A MongoDB stand-in on 127.0.0.1, ready when this resolves. It answers a write only when the write is on disk, so
 * kill -9 loses nothing acknowledged. It ends with this process. Throws ServerStartError (exit code 2: the data file
 * is in use; 3: the port is taken), or what `prepareEmbedded` throws.
 */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedMongo> {
  const env = options.env ?? process.env;
  const { name, sources, args = [], flags = [] } = options.main ?? { name: 'EmbeddedMongo', sources: [] };
  const classPath = await prepareEmbedded(env, options.log, sources);
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'paycore-mongo-')));
  const removeOwn = async (): Promise<void> => {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const server = await startServer({
    name: 'the embedded MongoDB server',
    command: javaTool('java', env),
    args: [...FLAGS, ...flags, '-cp', classPath, name, join(dataDir, DATA_FILE), String(options.port ?? 0), ...args],
    ready: /^ready (\d+)$/m,
    ...(options.log ? { log: options.log } : {}),
  }).catch(async (error: unknown) => {
    await removeOwn();
    throw error;
  });
  const port = Number(server.ready[1]);
  return {
    uri: `mongodb://127.0.0.1:${port}/paycore`,
    port,
    pid: server.pid,
    dataDir,
    exited: server.exited,
    kill: server.kill,
    stop: async () => {
      await server.stop();
      await removeOwn();
    },
  };
}
