import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheDir, codeOf, underLock, type Environment } from './cache.ts';
import type { Log } from './server-process.ts';

const VERSION = '1.47.0';
const SOURCES = fileURLToPath(new URL('../embedded/', import.meta.url));
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/**
 * The embedded server's class path. The first call on a machine fetches its jars with Maven and compiles the launcher,
 * some ten seconds; later ones find them in the cache. `more` are paths of sources to be compiled with it. Throws if JDK 17
 * or Maven is missing or Maven fetches nothing.
 */
export async function prepareEmbedded(env: Environment, log?: Log, more: readonly string[] = []): Promise<string> {
  const launcher = (await readdir(SOURCES)).sort().map((name) => join(SOURCES, name));
  const sources = [...launcher, ...more];
  const texts = await Promise.all(sources.map((path) => readFile(path)));
  const key = createHash('sha256').update(Buffer.concat(texts)).digest('hex').slice(0, 12);
  const dir = join(cacheDir(env), 'embedded-mongo', `${VERSION}-${key}`);
  if (!existsSync(dir)) {
    await underLock(`${dir}.lock`, async () => {
      if (!existsSync(dir)) await build(dir, sources, env, log);
    });
  }
  return [join(dir, 'classes'), join(dir, 'lib', '*')].join(delimiter);
}

export function javaTool(name: 'java' | 'javac', env: Environment): string {
  return env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', name) : name;
}

/** The directory gets its name only when it is whole, so a killed build leaves nothing that looks finished. */
async function build(dir: string, sources: readonly string[], env: Environment, log?: Log): Promise<void> {
  log?.(`Preparing the embedded MongoDB server once (mongo-java-server ${VERSION}, Maven) …`);
  const draft = `${dir}.${randomUUID()}`;
  const lib = join(draft, 'lib');
  await mkdir(lib, { recursive: true });
  try {
    const pom = join(SOURCES, 'pom.xml');
    await run('mvn', ['-q', '-B', '-C', '-f', pom, COPY, `-DoutputDirectory=${lib}`, '-DincludeScope=runtime'], env);
    const compile = ['-nowarn', '--release', '17', '-cp', join(lib, '*'), '-d', join(draft, 'classes')];
    await run(javaTool('javac', env), [...compile, ...sources.filter((path) => path.endsWith('.java'))], env);
    await rename(draft, dir).catch((error: unknown) => {
      if (!existsSync(dir)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function run(command: string, args: readonly string[], env: Environment): Promise<void> {
  try {
    await promisify(execFile)(command, args, { env: { ...env }, timeout: 300_000 });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new Error(`${command} is not there (needs JDK 17 or newer, and Maven)`);
    throw new Error(`${command} failed: ${lastLines(error)}`, { cause: error });
  }
}

function lastLines(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  return `${stdout}${stderr}`.trim().split('\n').slice(0, 6).join('\n') || String(error);
}
