import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, type EmbeddedMongo } from '@paycore/mongo';
import { until } from '../until.ts';
import { Image, imageNode, type AppInImage, type Env } from './image.ts';

const apps = ['api', 'webhooks', 'scheduler'];

/** Room for a busy machine and another Node beside what docs/benchmarks.md has. MiB once ready, CPU seconds until then. */
const budgets = [
  { name: 'api', maxMiB: 122, maxSeconds: 1.5 },
  { name: 'webhooks', maxMiB: 110, maxSeconds: 1.5 },
  { name: 'scheduler', maxMiB: 110, maxSeconds: 1.5 },
];

let image: Image;
let mongo: EmbeddedMongo;
let secrets: string;
let settings: Env;

beforeAll(async () => {
  [image, mongo] = await Promise.all([Image.make(), startEmbedded()]);
  secrets = await mkdtemp(join(tmpdir(), 'paycore-secrets-'));
  await writeFile(join(secrets, 'keys'), `k1:${randomBytes(32).toString('base64')}\n`);
  await writeFile(join(secrets, 'uri'), `${mongo.uri}\n`);
  settings = {
    MONGODB_URI_FILE: join(secrets, 'uri'),
    PAYCORE_KEYS_FILE: join(secrets, 'keys'),
    PAYCORE_PUBLIC_URL: 'https://pay.example.com',
    PAYCORE_CALLBACK_URL: 'https://hooks.example.com',
    PAYCORE_API_PORT: '0',
    PAYCORE_WEBHOOKS_PORT: '0',
    PAYCORE_SCHEDULER_PORT: '0',
  };
}, 120_000);

afterAll(async () => {
  await image.remove();
  await mongo.stop();
  await rm(secrets, { recursive: true, force: true });
});

async function statusOf(app: AppInImage, path: string): Promise<number> {
  const answer = await fetch((await app.url()) + path);
  await answer.arrayBuffer();
  return answer.status;
}

it('holds every app but the sandbox', async () => {
  const files = await image.files();
  for (const app of [...apps, 'cli']) expect(files).toContain(join('dist', app, 'main.js'));
  expect(files.filter((file) => file.includes('sandbox'))).toEqual([]);
});

// Without that Node the bundles run by another, and image.ts says so.
(imageNode === undefined ? it.skip : it)('is started by the Node that the Dockerfile names', async () => {
  const { output } = await image.run(['--version']);
  expect(output.trim().slice(1).split('.')[0]).toBe(image.nodeTag.split('-')[0]);
});

describe.each(apps)('%s, as the image starts it,', (name) => {
  it('does not start without its settings, and names every one that is missing', async () => {
    const { code, output } = await image.run([join('dist', name, 'main.js')]);
    expect(code).toBe(1);
    const lines = ['PAYCORE_KEYS', 'MONGODB_URI', 'PAYCORE_PUBLIC_URL', 'PAYCORE_CALLBACK_URL'];
    for (const setting of lines) expect(output).toMatch(new RegExp(`^ {2}${setting} is required`, 'm'));
    expect(output).not.toContain('    at ');
  });

  it('refuses the sandbox and plain http', async () => {
    const { code, output } = await image.run([join('dist', name, 'main.js')], {
      ...settings,
      PAYCORE_SANDBOX_URL: 'http://127.0.0.1:4003',
      PAYCORE_CALLBACK_URL: 'http://hooks.example.com',
    });
    expect([code, output.trim().split('\n').slice(1)]).toEqual([
      1,
      [
        '  PAYCORE_CALLBACK_URL must be https in production',
        '  PAYCORE_SANDBOX_URL is not allowed in production: payments would go to the sandbox',
      ],
    ]);
  });

  it('serves with secrets from files, writes nothing to its disk, and ends at SIGTERM', async () => {
    const before = await image.files();
    const app = image.start(name, settings);
    expect(await statusOf(app, '/healthz')).toBe(200);
    await until('ready', async () => (await statusOf(app, '/readyz')) === 200);
    const port = new URL(await app.url()).port;
    const check = ['docker/healthcheck.mjs', '/readyz'];
    expect((await image.run(check, { [`PAYCORE_${name.toUpperCase()}_PORT`]: port })).code).toBe(0);
    expect((await image.run(check, { PAYCORE_API_PORT: '1' })).code).toBe(1);
    const beside = await app.operations();
    expect(await (await fetch(`${beside}/metrics`)).text()).toContain('process_resident_memory_bytes');
    const ready = await fetch(`${beside}/readyz`);
    expect(await ready.json()).toMatchObject({ data: { app: name, ready: true, missing_indexes: [] } });
    expect(await statusOf(app, '/metrics')).toBe(404);
    const asked = performance.now();
    app.kill('SIGTERM');
    expect(await app.ended).toEqual([0, null]);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(await image.files()).toEqual(before);
    for (const line of app.output.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ app: name });
  });
});

it.each(budgets)('$name is ready within its budget of memory and CPU time', async ({ name, maxMiB, maxSeconds }) => {
  const app = image.start(name, settings);
  await until('ready', async () => (await statusOf(app, '/readyz')) === 200);
  const text = await (await fetch(`${await app.operations()}/metrics`)).text();
  app.kill('SIGTERM');
  await app.ended;
  const metric = (of: string) => Number(new RegExp(`^${of} (.+)$`, 'm').exec(text)?.[1]);
  expect(metric('process_cpu_seconds_total')).toBeLessThan(maxSeconds);
  expect(metric('process_resident_memory_bytes') / 2 ** 20).toBeLessThan(maxMiB);
});

it('warns of a setting that is misspelled, tells its operator why it is not ready, and listens where it is told', async () => {
  const app = image.start('api', {
    ...settings,
    MONGODB_URI_FILE: '',
    MONGODB_URI: 'mongodb://127.0.0.1:9/paycore',
    PAYCORE_HOST: '127.0.0.2',
    PAYCORE_TRUST_PROXI: 'canary',
  });
  expect(new URL(await app.url()).hostname).toBe('127.0.0.2');
  expect(new URL(await app.operations()).hostname).toBe('127.0.0.1');
  expect(await statusOf(app, '/readyz')).toBe(503);
  const told = await fetch(`${await app.operations()}/readyz`);
  expect([told.status, await told.json()]).toEqual([
    503,
    {
      success: false,
      message: 'The database was not reached yet.',
      error: { error_code: 'SERVICE_UNAVAILABLE' },
      data: { app: 'api', ready: false, missing_indexes: null },
    },
  ]);
  const warning = app.output.split('\n').find((line) => line.includes('Unknown setting in the environment'));
  expect(warning).toContain('"setting":"PAYCORE_TRUST_PROXI","meant":"PAYCORE_TRUST_PROXY"');
  expect(app.output).not.toContain('canary');
  app.kill('SIGTERM');
  expect(await app.ended).toEqual([0, null]);
});

it('changes its keys step by step, as docs/operations.md tells, and opens its secrets at each', async () => {
  const [k1, k2] = ['k1', 'k2'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
  const command = async (keys: string, ...args: readonly string[]): Promise<Record<string, unknown>> => {
    const own = { MONGODB_URI_FILE: join(secrets, 'other-uri'), PAYCORE_KEYS_FILE: '', PAYCORE_KEYS: keys };
    const env = { ...settings, ...own };
    const { code, output } = await image.run([join('dist', 'cli', 'main.js'), ...args], env);
    expect([code, output]).toEqual([0, expect.stringMatching(/^[[{]/)]);
    return JSON.parse(output) as Record<string, unknown>;
  };
  await writeFile(join(secrets, 'other-uri'), mongo.uri.replace('/paycore', '/rotation'));
  const { project } = (await command(`${k1}`, 'project', 'create', 'Shop')) as { project: string };
  await command(`${k1},${k2}`, 'key', 'create', project);
  const secret = await command(`${k1},${k2}`, 'project', 'secret', 'show', project);
  await command(`${k2},${k1}`, 'key', 'create', project);
  expect(await command(`${k2},${k1}`, 'keys', 'reseal')).toEqual({ resealed: 2 });
  expect(await command(`${k2},${k1}`, 'keys', 'reseal')).toEqual({ resealed: 0 });
  expect(await command(`${k2}`, 'project', 'secret', 'show', project)).toEqual(secret);
});

it('is ready to be asked at once after its commands made a project and a key', async () => {
  const command = async (...args: readonly string[]): Promise<Record<string, string>> => {
    const { code, output } = await image.run([join('dist', 'cli', 'main.js'), ...args], settings);
    expect([code, output]).toEqual([0, expect.stringContaining('{')]);
    return JSON.parse(output) as Record<string, string>;
  };
  const { project = '' } = await command('project', 'create', 'Shop');
  const { api_key: key = '' } = await command('key', 'create', project, '--live');
  const app = image.start('api', settings);
  await until('ready', async () => (await statusOf(app, '/readyz')) === 200);
  const answer = await fetch(`${await app.url()}/api/paycore/home/overview`, { headers: { 'X-API-KEY': key } });
  expect(await answer.json()).toMatchObject({ success: true, data: { recent_transactions: [] } });
  app.kill('SIGTERM');
  expect(await app.ended).toEqual([0, null]);
});
