import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const version = 'v0.203.0';
const source = 'github.com/stripe/stripe-mock';
const secondsInAll = 480;

/**
 * Stripe's own server of request shapes, for one spec of the Stripe gateway; the path of its program. The first call on a
 * machine builds it with Go, a minute or two; later ones find it in the cache. Undefined, and said, where that cannot be:
 * the spec is then skipped. Throws in CI, where it may not be.
 */
export function prepareStripeMock(env = process.env) {
  if (env.STRIPE_MOCK) return env.STRIPE_MOCK;
  const cache = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'paycore', 'stripe-mock');
  const program = join(cache, `stripe-mock-${version}`);
  if (existsSync(program)) return program;
  try {
    build(cache, program, { ...env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' });
    return program;
  } catch (error) {
    if (env.CI) throw error;
    console.error(`SKIPPED: the Stripe gateway is not tested against stripe-mock (${error.message}).`);
    return undefined;
  }
}

/** The program gets its name only when it is whole, so a killed build leaves nothing that looks finished. */
function build(cache, program, env) {
  if (spawnSync('go', ['version'], { env }).status !== 0) throw new Error('Go is not there');
  console.error(`Building stripe-mock ${version} once (Go) …`);
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  const until = Date.now() + secondsInAll * 1000;
  const go = (...args) => {
    const { status, error, stderr } = spawnSync('go', args, {
      cwd: draft,
      env,
      encoding: 'utf8',
      timeout: Math.max(until - Date.now(), 1),
    });
    if (status !== 0) throw new Error(`go ${args[0]} failed: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
  };
  try {
    go('mod', 'init', 'scratch');
    go('get', `${source}@${version}`);
    go('build', '-o', 'stripe-mock', source);
    renameSync(join(draft, 'stripe-mock'), program);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
