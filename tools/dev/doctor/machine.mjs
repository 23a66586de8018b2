import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, root } from '../install.mjs';

const isAtLeast = (version, least) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
};

export function checkNode() {
  const least = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace(/[^\d.]/g, '');
  const found = `v${process.versions.node}`;
  if (isAtLeast(process.versions.node, least)) return { name: 'Node', state: 'ok', found };
  return { name: 'Node', state: 'fail', found, advice: `Install Node ${least} or newer.` };
}

export function checkInstalled() {
  const name = 'node_modules';
  if (isInstalled()) return { name, state: 'ok', found: 'matches package-lock.json' };
  const isThere = existsSync(join(root, name));
  const found = isThere ? 'does not match package-lock.json' : 'missing';
  return { name, state: 'warn', found, advice: 'Run npm ci; npm start and npm test do so automatically.' };
}

/** npm, and what the demo's database and some specs require. */
export function checkTools(env) {
  return [checkNpm(env), checkDatabase(env), checkChromium(env)];
}

function checkNpm(env) {
  const version = firstLineOf('npm', ['--version'], env);
  if (version !== undefined) return { name: 'npm', state: 'ok', found: version };
  return { name: 'npm', state: 'fail', found: 'not on the PATH', advice: 'Install npm, which comes with Node.' };
}

/** Any one source of a MongoDB is enough: see tools/mongo. */
function checkDatabase(env) {
  const name = 'database';
  if (env.MONGODB_URI || env.MONGODB_URI_FILE) return { name, state: 'ok', found: 'set by MONGODB_URI' };
  if (env.NODE_ENV === 'production')
    return { name, state: 'fail', found: 'MONGODB_URI not set', advice: 'Set MONGODB_URI.' };
  const mongod = firstLineOf('mongod', ['--version'], env);
  if (mongod !== undefined) return { name, state: 'ok', found: `mongod: ${mongod}` };
  const java = javaVersion(env);
  const maven = firstLineOf('mvn', ['--version'], env);
  if (java !== undefined && isAtLeast(java, '17') && maven !== undefined)
    return { name, state: 'ok', found: `embedded, with JDK ${java} and ${maven}` };
  const lacks = [
    java === undefined ? 'no JDK' : isAtLeast(java, '17') ? undefined : `JDK ${java}`,
    maven === undefined ? 'no Maven' : undefined,
  ].filter((lack) => lack !== undefined);
  const advice =
    'Do one of these: set MONGODB_URI; install MongoDB 7 (mongod on the PATH); install JDK 17 and Maven; or let npm start download mongod from fastdl.mongodb.org.';
  return { name, state: 'warn', found: `no mongod, ${lacks.join(', ')}`, advice };
}

function javaVersion(env) {
  const javac = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'javac') : 'javac';
  return /(\d+(?:\.\d+)*)/.exec(firstLineOf(javac, ['-version'], env) ?? '')?.[1];
}

function checkChromium(env) {
  const places = [env.PAYCORE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const found = [...places, onMac].find((place) => place && existsSync(place));
  if (found) return { name: 'Chromium', state: 'ok', found };
  const advice = 'npm test will skip the browser specs. Install chromium, or set PAYCORE_CHROMIUM.';
  return { name: 'Chromium', state: 'warn', found: 'not there', advice };
}

const colours = /\u001b\[[\d;]*m/g;

/** Undefined where there is no such program. */
function firstLineOf(program, args, env) {
  const isWindows = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    timeout: 10_000,
    shell: isWindows,
  });
  return status === 0 ? (stdout || stderr).split('\n')[0].replace(colours, '').trim() : undefined;
}
