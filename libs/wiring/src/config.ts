import { isAllowEntry } from '@paycore/egress';
import { noticeSchedule, type Strings } from '@paycore/core';
import * as z from 'zod';
import { readGatewaySettings } from './gateway-settings.ts';
import { gatewayFactories } from './gateways.ts';
import { callbackUrlLength } from './keyed-links.ts';
import { readKeys, type MasterKey } from './keyring.ts';
import { isOfOneSetting, withSecretFiles } from './secret-files.ts';
import { SettingsError, type Fault } from './settings-error.ts';
import { sayUnknown, unknownSettings, type UnknownSetting } from './unknown-settings.ts';

/** All settings, parsed. Durations are in milliseconds; URLs have no trailing slash. */
export interface Config {
  readonly isProduction: boolean;
  readonly mongodbUri: string;
  /** The first encrypts and signs, all decrypt and verify. */
  readonly keys: readonly [MasterKey, ...MasterKey[]];
  /** Whether a stored payment needs a mac; undefined: where the database was empty when PayCore first found it. */
  readonly mac: 'required' | 'optional' | undefined;
  readonly publicUrl: string;
  readonly callbackUrl: string;
  readonly home: string;
  /** The address that the apps listen on; undefined: every address of the machine. */
  readonly host: string | undefined;
  readonly ports: PortByApp;
  /** Where each app serves its operator: metrics, and why it is not ready. */
  readonly operations: { readonly host: string; readonly ports: PortByApp };
  readonly trustProxy: number | string[] | undefined;
  readonly egressAllow: readonly string[];
  readonly sandboxUrl: string | undefined;
  readonly tickMs: number;
  readonly noticeScheduleMs: readonly number[];
  readonly noticeLeaseMs: number;
  readonly createLeaseMs: number;
  readonly logLevel: 'info' | 'warn' | 'error';
  /** Whether to write `{home}/paycore.log` in addition to stdout. */
  readonly logsToFile: boolean;
  /** By gateway, then by setting: `plus`, `base_url`. */
  readonly gatewaySettings: Readonly<Record<string, Strings>>;
  /** Names in the environment that set nothing; worth a warning at the start. */
  readonly unknownSettings: readonly UnknownSetting[];
}

type PortByApp = Readonly<Record<'api' | 'webhooks' | 'scheduler', number>>;

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const maxDurationMs = 30 * units.d;

const duration = z.string().transform((text, context) => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  const ms = match ? Number(match[1]) * units[match[2] as keyof typeof units] : 0;
  if (ms > 0 && ms <= maxDurationMs) return ms;
  context.addIssue(`"${text}" is not a duration such as 500ms, 25s, 5m, 2h or 1d`);
  return z.NEVER;
});

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const anyPort = z.coerce.number().int().min(0).max(65_535);
const port = (standard: number) => anyPort.default(standard);
const address = z.union([z.ipv4(), z.ipv6()], { error: 'takes an IP address, such as 127.0.0.1 or 0.0.0.0' });
/** Paths are put behind it, and gateways are handed the whole. */
const isBase = (text: string) => {
  const { username, password } = new URL(text);
  return !/[?#]/.test(text) && username === '' && password === '';
};
const url = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(isBase, 'must have no query, fragment, user name or password')
  .transform((text) => text.replace(/\/+$/, ''));

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  PAYCORE_KEYS: z.string({ error: 'is required: id:base64 of 32 bytes, separated by commas' }).transform(readKeys),
  PAYCORE_MAC: z.enum(['required', 'optional']).optional(),
  PAYCORE_PUBLIC_URL: url.optional(),
  PAYCORE_CALLBACK_URL: url.optional(),
  PAYCORE_HOME: z.string().default('.paycore'),
  PAYCORE_HOST: address.optional(),
  PAYCORE_API_PORT: port(4000),
  PAYCORE_WEBHOOKS_PORT: port(4001),
  PAYCORE_SCHEDULER_PORT: port(4002),
  PAYCORE_OPS_HOST: address.default('127.0.0.1'),
  PAYCORE_API_OPS_PORT: anyPort.optional(),
  PAYCORE_WEBHOOKS_OPS_PORT: anyPort.optional(),
  PAYCORE_SCHEDULER_OPS_PORT: anyPort.optional(),
  PAYCORE_TRUST_PROXY: z.string().optional().transform(readTrustProxy),
  PAYCORE_EGRESS_ALLOW: z
    .string()
    .default('')
    .transform(list)
    .refine((entries) => entries.every(isAllowEntry), 'takes CIDR ranges and host[:port], separated by commas'),
  PAYCORE_SANDBOX_URL: url.optional(),
  PAYCORE_TICK: duration.default(units.s),
  PAYCORE_NOTICE_SCHEDULE: z
    .string()
    .transform(list)
    .pipe(z.array(duration).max(20))
    .default([...noticeSchedule]),
  PAYCORE_NOTICE_LEASE: duration.default(25 * units.s),
  PAYCORE_CREATE_LEASE: duration.default(25 * units.s),
  PAYCORE_LOG_LEVEL: z.enum(['info', 'warn', 'error']).default('info'),
  PAYCORE_LOG_TO: z.enum(['both', 'stdout']).default('both'),
});

type Env = Readonly<Record<string, string | undefined>>;

/** Not a refinement of the schema: zod would skip it if any other setting is faulty. */
function productionFaults(env: Env): Fault[] {
  if (env['NODE_ENV'] !== 'production') return [];
  const missing = ['MONGODB_URI', 'PAYCORE_PUBLIC_URL', 'PAYCORE_CALLBACK_URL'].filter((name) => !env[name]);
  const plain = ['PAYCORE_PUBLIC_URL', 'PAYCORE_CALLBACK_URL'].filter((name) => /^http:/i.test(env[name] ?? ''));
  const sandbox = {
    name: 'PAYCORE_SANDBOX_URL',
    message: 'is not allowed in production: payments would go to the sandbox',
  };
  return [
    ...missing.map((name) => ({ name, message: 'is required in production' })),
    ...plain.map((name) => ({ name, message: 'must be https in production' })),
    ...(env[sandbox.name] ? [sandbox] : []),
  ];
}

/** A gateway that truncates or refuses a longer URL would never reach us, unnoticed until the first payment. */
function callbackUrlFaults(callbackUrl: string | undefined): Fault[] {
  const name = 'PAYCORE_CALLBACK_URL';
  return gatewayFactories.flatMap(({ name: gateway, maxCallbackUrlLength: max = Infinity }) => {
    const length = callbackUrl === undefined ? 0 : callbackUrlLength(callbackUrl, gateway);
    if (length <= max) return [];
    return [
      { name, message: `is ${length - max} characters too long for ${gateway}, whose callback URLs may have ${max}` },
    ];
  });
}

/** Throws one SettingsError that names every fault. Secrets may be in files: `PAYCORE_KEYS_FILE`, `MONGODB_URI_FILE`. */
export function loadConfig(env: Env): Config {
  const { env: variables, faults: unread } = withSecretFiles(env);
  const { data, error } = schema.safeParse(variables);
  const broken = (error?.issues ?? []).map(({ path, message }) => ({ name: path.join('.'), message }));
  const gateways = readGatewaySettings(variables, gatewayFactories);
  // One fault hides what only follows from it: a file that cannot be read leaves its setting missing.
  const tooLong = callbackUrlFaults(data?.PAYCORE_CALLBACK_URL);
  const faults = [unread, broken, productionFaults(variables), gateways.faults, tooLong].reduce((named, more) => [
    ...named,
    ...more.filter(({ name }) => !named.some((fault) => isOfOneSetting(fault.name, name))),
  ]);
  const unknown = unknownSettings(variables, Object.keys(schema.shape), gatewayFactories);
  if (!data || faults.length > 0) throw new SettingsError(faults, unknown.map(sayUnknown));
  return {
    isProduction: data.NODE_ENV === 'production',
    mongodbUri: data.MONGODB_URI ?? 'mongodb://127.0.0.1:27017/paycore',
    keys: data.PAYCORE_KEYS,
    mac: data.PAYCORE_MAC,
    publicUrl: data.PAYCORE_PUBLIC_URL ?? `http://127.0.0.1:${data.PAYCORE_API_PORT}`,
    callbackUrl: data.PAYCORE_CALLBACK_URL ?? `http://127.0.0.1:${data.PAYCORE_WEBHOOKS_PORT}`,
    home: data.PAYCORE_HOME,
    ...listenersOf(data),
    trustProxy: data.PAYCORE_TRUST_PROXY,
    egressAllow: data.PAYCORE_EGRESS_ALLOW,
    sandboxUrl: data.PAYCORE_SANDBOX_URL,
    tickMs: data.PAYCORE_TICK,
    noticeScheduleMs: data.PAYCORE_NOTICE_SCHEDULE,
    noticeLeaseMs: data.PAYCORE_NOTICE_LEASE,
    createLeaseMs: data.PAYCORE_CREATE_LEASE,
    logLevel: data.PAYCORE_LOG_LEVEL,
    logsToFile: data.PAYCORE_LOG_TO === 'both',
    gatewaySettings: gateways.settings,
    unknownSettings: unknown,
  };
}

function listenersOf(data: z.infer<typeof schema>): Pick<Config, 'host' | 'ports' | 'operations'> {
  const { PAYCORE_API_PORT: api, PAYCORE_WEBHOOKS_PORT: webhooks, PAYCORE_SCHEDULER_PORT: scheduler } = data;
  const ports = {
    api: data.PAYCORE_API_OPS_PORT ?? besides(api),
    webhooks: data.PAYCORE_WEBHOOKS_OPS_PORT ?? besides(webhooks),
    scheduler: data.PAYCORE_SCHEDULER_OPS_PORT ?? besides(scheduler),
  };
  const operations = { host: data.PAYCORE_OPS_HOST, ports };
  return { host: data.PAYCORE_HOST, ports: { api, webhooks, scheduler }, operations };
}

/** Ten above the app's own port, so that several apps of a kind on one machine need no more settings than before. */
function besides(appPort: number): number {
  if (appPort === 0) return 0;
  return appPort + 10 <= 65_535 ? appPort + 10 : appPort - 10;
}

/** The number of proxies in front of us, or their addresses; "true" would let anybody forge an address. */
function readTrustProxy(text: string | undefined, context: z.RefinementCtx): number | string[] | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const addresses = list(text);
  const areAddresses = addresses.every((item) =>
    /^(?:[\da-f.:]+(?:\/\d{1,3})?|loopback|linklocal|uniquelocal)$/i.test(item),
  );
  if (areAddresses) return addresses;
  context.addIssue('takes a number of proxies or their addresses, separated by commas');
  return z.NEVER;
}
