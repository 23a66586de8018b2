import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, migrate, sayUnknown, SchemaError, SettingsError, withSecretFiles } from '@paycore/wiring';
import { AppProcess } from './app-process.ts';
import { Database } from './database.ts';
import { DEMO_FILE, type DemoJson } from './demo-file.ts';
import { Home } from './home.ts';
import type { Say } from './output.ts';
import { appNames, choosePorts, wantedPorts, type AppName, type Ports } from './ports.ts';
import { seedAccounts, seedProjects, type DemoProjects } from './seed.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const AFTER_A_KILL_MS = 10_000;

type Env = Readonly<Record<string, string | undefined>>;

export interface DemoOptions {
  /** PAYCORE_HOME; absent: the environment's, else `.paycore`. */
  readonly home?: string;
  /** 0 = any; what is absent: the environment's, else the usual ones. */
  readonly ports?: Partial<Ports>;
  /** Laid over the environment; undefined takes a variable away. */
  readonly env?: Env;
  /** Which apps are started, beside the sandbox; absent: all. */
  readonly only?: readonly AppName[];
  /** Each line for a person; absent: the console. */
  readonly log?: Say;
}

export interface Demo {
  readonly demo: DemoJson;
  readonly processes: Readonly<Record<AppName, AppProcess>>;
  readonly mongo: Database;
  /** Apps first, database last, then demo.json. */
  stop(): Promise<void>;
}

/** Starts database, sandbox and apps, seeds the demo's projects, writes demo.json. Throws an Error fit for the terminal. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { env, faults } = withSecretFiles({ ...process.env, ...options.env });
  if (faults.length > 0) throw new SettingsError(faults);
  const say = options.log ?? console.log;
  if (env['NODE_ENV'] === 'production') throw new Error('The demo does not run with NODE_ENV=production.');
  const home = new Home(resolve(options.home ?? (env['PAYCORE_HOME'] || '.paycore')));
  const wasKilled = (await home.read(DEMO_FILE)) !== undefined;
  const ports = await choosePorts({ ...wantedPorts(env), ...options.ports }, wasKilled ? AFTER_A_KILL_MS : 0);
  await home.remove(DEMO_FILE);
  await home.make();

  const mongo = new Database({ home: home.path, port: ports.mongo, env, say });
  let processes: Demo['processes'] | undefined;
  const stop = async (): Promise<void> => {
    await home.remove(DEMO_FILE);
    await Promise.all(Object.values(processes ?? {}).map((app) => app.stop()));
    await mongo.stop();
  };
  try {
    await mongo.start();
    const settings = await appSettings(home, ports, env, mongo.uri);
    const seedEnv = defined({ ...env, ...settings });
    for (const unknown of loadConfig(seedEnv).unknownSettings) say(`settings  ${sayUnknown(unknown)}`);
    const projects = await seedMigrated(home, seedEnv, mongo, say);
    processes = appProcesses({ ...env, ...settings, ...secretsFor(projects) }, say);
    const wanted: readonly string[] = options.only ? [...options.only, 'sandbox'] : appNames;
    const started = Object.values(processes).filter(({ name }) => wanted.includes(name));
    await Promise.all(started.map((app) => app.start()));
    const demo = await demoJson(urlsOf(ports, settings), mongo.uri, projects);
    await seedAccounts(home, seedEnv, projects.allInOne, demo.credentials);
    await home.write(DEMO_FILE, `${JSON.stringify(demo, null, 2)}\n`);
    return { demo, processes, mongo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The demo's own database is migrated without being asked for; anybody else's processes may still run on another one. */
async function seedMigrated(
  home: Home,
  env: Readonly<Record<string, string>>,
  mongo: Database,
  say: Say,
): Promise<DemoProjects> {
  try {
    return await seedProjects(home, env);
  } catch (error) {
    if (!(error instanceof SchemaError) || !mongo.isOwn) throw error;
    const { migrated, seconds, collisions } = await migrate(loadConfig(env));
    const left = collisions.length > 0 ? `; ${collisions.length} order numbers collide: see paycore migrate` : '';
    say(`database  was of an earlier version: ${migrated} payments migrated in ${seconds} s${left}`);
    return seedProjects(home, env);
  }
}

const everyAddress = ['0.0.0.0', '::'];

const urlAt = (host: string, port: number): string => {
  const reachable = everyAddress.includes(host) ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
};

interface Urls extends Pick<DemoJson, 'operations'>, Readonly<Record<AppName, string>> {}

function urlsOf(ports: Ports, { PAYCORE_HOST: host, PAYCORE_OPS_HOST: opsHost }: Settings): Urls {
  return {
    api: urlAt(host, ports.api),
    webhooks: urlAt(host, ports.webhooks),
    scheduler: urlAt(host, ports.scheduler),
    sandbox: urlAt(loopback, ports.sandbox),
    operations: {
      api: urlAt(opsHost, ports.api_ops),
      webhooks: urlAt(opsHost, ports.webhooks_ops),
      scheduler: urlAt(opsHost, ports.scheduler_ops),
    },
  };
}

const loopback = '127.0.0.1';

interface Settings extends Record<string, string> {
  readonly PAYCORE_HOST: string;
  readonly PAYCORE_OPS_HOST: string;
}

async function appSettings(home: Home, ports: Ports, env: Env, mongodbUri: string): Promise<Settings> {
  // Everyone on the network could otherwise pay, and read what the demo's shop sells.
  const host = env['PAYCORE_HOST'] || loopback;
  const sandbox = `${loopback}:${ports.sandbox}`;
  const allowed = [env['PAYCORE_EGRESS_ALLOW'], sandbox].filter((entry) => entry !== undefined && entry !== '');
  return {
    PAYCORE_HOME: home.path,
    PAYCORE_KEYS: env['PAYCORE_KEYS'] || (await home.keys()),
    PAYCORE_MAC: env['PAYCORE_MAC'] || 'required',
    MONGODB_URI: mongodbUri,
    PAYCORE_API_PORT: String(ports.api),
    PAYCORE_WEBHOOKS_PORT: String(ports.webhooks),
    PAYCORE_SCHEDULER_PORT: String(ports.scheduler),
    PAYCORE_SANDBOX_PORT: String(ports.sandbox),
    PAYCORE_API_OPS_PORT: String(ports.api_ops),
    PAYCORE_WEBHOOKS_OPS_PORT: String(ports.webhooks_ops),
    PAYCORE_SCHEDULER_OPS_PORT: String(ports.scheduler_ops),
    PAYCORE_HOST: host,
    PAYCORE_OPS_HOST: env['PAYCORE_OPS_HOST'] || loopback,
    PAYCORE_PUBLIC_URL: env['PAYCORE_PUBLIC_URL'] || urlAt(host, ports.api),
    PAYCORE_CALLBACK_URL: env['PAYCORE_CALLBACK_URL'] || urlAt(host, ports.webhooks),
    PAYCORE_SANDBOX_URL: `http://${sandbox}`,
    PAYCORE_EGRESS_ALLOW: allowed.join(','),
  };
}

/** The demo shop is the merchant of both projects. */
const secretsFor = ({ project, allInOne }: DemoProjects): Env => ({
  PAYCORE_SANDBOX_NOTICE_SECRET: [...project.noticeSecrets, ...allInOne.noticeSecrets].join(','),
});

function appProcesses(env: Env, say: Say): Demo['processes'] {
  const from = env['PAYCORE_FROM'];
  const make = (name: AppName): AppProcess => {
    const file = from ? resolve(root, from, name, 'main.js') : join(root, 'apps', name, 'src', 'main.ts');
    if (!existsSync(file)) throw new Error(`${file} is not there.${from ? ' Run npm run build first.' : ''}`);
    const nodeFlags = from ? [] : ['--import', 'tsx'];
    return new AppProcess({ name, file, cwd: root, nodeFlags, env, say, isVerbose: env['PAYCORE_VERBOSE'] === '1' });
  };
  const [api, webhooks, scheduler, sandbox] = appNames;
  return { api: make(api), webhooks: make(webhooks), scheduler: make(scheduler), sandbox: make(sandbox) };
}

async function demoJson(urls: Urls, mongodbUri: string, { project, allInOne }: DemoProjects): Promise<DemoJson> {
  const credentials = await fetch(`${urls.sandbox}/control/credentials`);
  return {
    ...urls,
    mongodb_uri: mongodbUri,
    payok_url: `${urls.sandbox}/merchant/payok`,
    project: { api_key: project.apiKey, notice_secret: project.noticeSecrets[0] ?? '' },
    all_in_one: {
      api_key: allInOne.apiKey,
      management_key: allInOne.managementKey,
      notice_secret: allInOne.noticeSecrets[0] ?? '',
    },
    credentials: (await credentials.json()) as DemoJson['credentials'],
  };
}

function defined(env: Env): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
