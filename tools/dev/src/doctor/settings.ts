import { statSync } from 'node:fs';
import { loadConfig, SettingsError, type Config } from '@paycore/wiring';
import { fail, ok, warn, type Check, type Env } from './check.ts';

/** The demo makes keys of its own. */
const demoKeys = `demo:${Buffer.alloc(32).toString('base64')}`;

export interface Settings {
  /** Absent where a fault keeps PayCore from starting. */
  readonly config?: Config;
  readonly checks: readonly Check[];
}

/** By the schema that the apps start with: every fault. */
export function readSettings(env: Env): Settings {
  const isProduction = env['NODE_ENV'] === 'production';
  const needsKeys = !isProduction && !env['PAYCORE_KEYS'] && !env['PAYCORE_KEYS_FILE'];
  try {
    const config = loadConfig({ ...env, ...(needsKeys && { PAYCORE_KEYS: demoKeys }) });
    const found = isProduction ? 'complete, for production' : 'complete, for development';
    const keys = needsKeys ? [ok('PAYCORE_KEYS', 'made by npm start')] : keyChecks(config, env);
    return { config, checks: [ok('settings', found), ...keys, ...(isProduction ? productionChecks(config) : [])] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { checks: error.faults.map(({ name, message }) => fail(name, message, 'See .env.example.')) };
  }
}

function keyChecks({ keys, isProduction }: Config, env: Env): Check[] {
  const typed = keys.filter(({ key }) => looksTyped(key));
  const alike = new Set(keys.map(({ key }) => key.toString('hex'))).size < keys.length;
  const advice = 'Make random ones: echo "k1:$(openssl rand -base64 32)"; then rotate as docs/operations.md says.';
  const check = isProduction ? fail : warn;
  const faults = [
    ...(typed.length > 0 ? [check('PAYCORE_KEYS', `not random: ${typed.map(({ id }) => id).join(', ')}`, advice)] : []),
    ...(alike
      ? [warn('PAYCORE_KEYS', 'two ids, one key', 'Make a new key; one under two names rotates nothing.')]
      : []),
  ];
  const found = keys.length === 1 ? 'one' : `${keys.length}, of which ${keys[0].id} seals`;
  return [...(faults.length > 0 ? faults : [ok('PAYCORE_KEYS', found)]), ...fileChecks(env['PAYCORE_KEYS_FILE'])];
}

/** Of 32 random bytes some thirty differ, and not all of them can be typed. */
function looksTyped(key: Buffer): boolean {
  const bytes = [...key];
  return new Set(bytes).size < 16 || bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}

function fileChecks(path: string | undefined): Check[] {
  if (!path || process.platform === 'win32' || (statSync(path).mode & 0o004) === 0) return [];
  const advice = 'Let only the apps’ user read it, or keep it in a folder that only root may enter.';
  return [warn('PAYCORE_KEYS_FILE', 'anybody on this machine may read it', advice)];
}

function productionChecks({ trustProxy, egressAllow, publicUrl, callbackUrl }: Config): Check[] {
  const unreachable = [publicUrl, callbackUrl].filter((url) => isPrivate(new URL(url).hostname));
  const proxies =
    'Set it to 1 behind one load balancer; else all callers share an address, and one guesser shuts out all.';
  const allowed = 'Best empty: notices and gateway calls may reach these private addresses.';
  return [
    ...unreachable.map((url) =>
      fail('addresses', `${url} is private`, 'Payers and gateways must be able to reach it.'),
    ),
    ...(trustProxy === undefined ? [warn('PAYCORE_TRUST_PROXY', 'not set', proxies)] : []),
    ...(egressAllow.length > 0 ? [warn('PAYCORE_EGRESS_ALLOW', egressAllow.join(', '), allowed)] : []),
  ];
}

const isPrivate = (host: string): boolean =>
  /^(localhost|.*\.(local|internal|localhost)|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|\[.*\])$/.test(
    host,
  ) || !host.includes('.');
