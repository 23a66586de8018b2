import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, codeOf } from './cache.ts';
import type { Way, WayContext } from './mongo-way.ts';
import { startMongod } from './way-mongod.ts';

/** Fetches a mongod into a directory and says where it is. */
export type FetchMongod = (downloadDir: string) => Promise<string>;

const FORGET_AFTER_MS = 24 * 60 * 60 * 1000;
const FETCH_WITHIN_MS = 120_000;

/** A failed fetch takes 7 s, so it is remembered for a day: a file in the cache, its text the reason. */
export const memoryWay = (fetchMongod: FetchMongod = fetchWithLibrary, now: () => number = Date.now): Way =>
  async function startFetched(context) {
    const note = join(cacheDir(context.env), 'mongod-fetch-failed.json');
    const earlier = context.isForced ? undefined : await readNote(note);
    if (earlier && now() - earlier.at < FORGET_AFTER_MS) {
      throw new Error(`no MongoDB can be fetched (tried ${new Date(earlier.at).toISOString()}: ${earlier.why})`);
    }
    const mongod = await fetched(fetchMongod, context).catch(async (error: unknown) => {
      const why = firstLines(error);
      await writeFile(note, JSON.stringify({ at: now(), why }));
      throw new Error(`no MongoDB can be fetched: ${why}`, { cause: error });
    });
    return startMongod(mongod, context);
  };

async function fetched(fetchMongod: FetchMongod, { env, log }: WayContext): Promise<string> {
  const dir = join(cacheDir(env), 'mongod');
  await mkdir(dir, { recursive: true });
  log('Looking for a MongoDB to fetch (once; PAYCORE_MONGO=embedded skips it) …');
  let late: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error(`not fetched within ${FETCH_WITHIN_MS / 1000} s`)), FETCH_WITHIN_MS);
  });
  return Promise.race([fetchMongod(dir), timeout]).finally(() => clearTimeout(late));
}

async function fetchWithLibrary(downloadDir: string): Promise<string> {
  const { MongoBinary } = await import('mongodb-memory-server-core');
  return MongoBinary.getPath({ downloadDir });
}

async function readNote(path: string): Promise<{ at: number; why: string } | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as { at: number; why: string };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').slice(0, 2).join(' ').trim();
}
