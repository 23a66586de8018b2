import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Bundles } from './bundles.ts';
import { NpmStart, running } from './npm-start.ts';
import { until } from './until.ts';
import type { PaymentAnswer } from './world.ts';

let home: string;
const started: NpmStart[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paycore-start-'));
});

afterEach(async () => {
  for (const each of started.splice(0)) {
    each.kill('SIGKILL');
    await each.ended;
  }
  await rm(home, { recursive: true, force: true, maxRetries: 20 });
});

function npmStart(env?: Readonly<Record<string, string>>, command?: readonly [string, ...string[]]): NpmStart {
  const each = new NpmStart(home, env, command);
  started.push(each);
  return each;
}

/** All apps are asked the moment that the file is there: it is written last. `stale`: what a killed run left. */
async function untilDemoFile(start: NpmStart, stale?: string): Promise<void> {
  const file = await until('demo.json', async () => start.demoFile !== stale && start.demoFile, 120_000);
  const { api, webhooks, scheduler, sandbox } = start.demo;
  const answers = await Promise.all([api, webhooks, scheduler, sandbox].map((url) => fetch(`${url}/readyz`)));
  expect([file, answers.map(({ status }) => status)]).toEqual([start.demoFile, [200, 200, 200, 200]]);
}

async function pasted(line: string): Promise<PaymentAnswer['body']> {
  const { stdout } = await promisify(execFile)('bash', ['-c', line]);
  return JSON.parse(stdout) as PaymentAnswer['body'];
}

async function query({ demo }: NpmStart, paymentNo: string): Promise<PaymentAnswer['body']> {
  const headers = { 'X-API-KEY': demo.project.api_key };
  const answer = await fetch(`${demo.api}/api/paycore/payments/${paymentNo}`, { headers });
  return (await answer.json()) as PaymentAnswer['body'];
}

interface StoredAccount {
  readonly gateway: string;
  readonly version: number;
}

async function manage({ demo }: NpmStart, method: 'GET' | 'DELETE', path: string): Promise<StoredAccount[]> {
  const headers = { 'X-API-KEY': demo.all_in_one.management_key };
  const answer = await fetch(`${demo.api}/api/paycore/manage/${path}?environment=test`, { method, headers });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { data: { gateways: StoredAccount[] } }).data.gateways;
}

const storedAccounts = (start: NpmStart) => manage(start, 'GET', 'gateways');
const removeAccount = (start: NpmStart, gateway: string) => manage(start, 'DELETE', `gateways/${gateway}`);

const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);

it('runs until Ctrl-C, keeps payments and key, and nothing outlives it, not even after kill -9', async () => {
  const first = npmStart();
  await untilDemoFile(first);
  const { demo } = first;
  expect(demo).toEqual({
    api: url,
    webhooks: url,
    scheduler: url,
    sandbox: url,
    operations: { api: url, webhooks: url, scheduler: url },
    mongodb_uri: expect.stringMatching(/^mongodb:\/\//),
    payok_url: `${demo.sandbox}/merchant/payok`,
    project: {
      api_key: expect.stringMatching(/^pc_test_\w+$/),
      notice_secret: expect.stringMatching(/^whsec_[\w+/=]+$/),
    },
    all_in_one: {
      api_key: expect.stringMatching(/^pc_test_\w+$/),
      management_key: expect.stringMatching(/^pc_admin_\w+$/),
      notice_secret: expect.stringMatching(/^whsec_[\w+/=]+$/),
    },
    credentials: expect.objectContaining({
      ecpay: {
        merchant_id: '3002607',
        hash_key: 'pwFHCqoQZGmho4w6',
        hash_iv: 'EkRm7iFT261dpevs',
        environment: 'stage',
      },
    }),
  });
  const [curl = '', direct = ''] = await until('two curls', async () => {
    const lines = first.output.match(/^curl .+$/gm) ?? [];
    return lines.length === 2 && lines;
  });
  for (const address of [demo.api, demo.webhooks, demo.scheduler, demo.sandbox])
    expect(first.output).toContain(address);
  const { data: picked } = await pasted(curl);
  expect(picked).toMatchObject({ mode: 'all_in_one', gateway: 'paycore', method: 'all', status: 'pending' });
  expect((await fetch(picked.payment_url)).status).toBe(200);
  const { success, data } = await pasted(direct);
  expect([success, data.status]).toEqual([true, 'pending']);
  expect((await fetch(data.payment_url)).status).toBe(200);
  const accounts = await storedAccounts(first);
  expect(accounts.map(({ gateway, version }) => [gateway, version])).toEqual(
    Object.keys(demo.credentials).map((gateway) => [gateway, 1]),
  );
  await removeAccount(first, 'plus');

  const pids = first.pids();
  expect(running(pids).length).toBeGreaterThanOrEqual(5);
  first.kill('SIGKILL');
  await until('no process of the killed run', async () => running(pids).length === 0);

  const stale = first.demoFile;
  expect(stale).toBeDefined();
  // The first runs the sources, as `npm start` does; for what follows the quicker bundles will do.
  const bundles = await Bundles.make();
  const second = npmStart(bundles.env);
  await untilDemoFile(second, stale);
  expect([second.demo.project, second.demo.all_in_one]).toEqual([demo.project, demo.all_in_one]);
  // What somebody changed is not seeded again.
  expect(await storedAccounts(second)).toEqual(accounts.filter(({ gateway }) => gateway !== 'plus'));
  expect((await query(second, data.payment_no)).data.payment_info).toEqual(data.payment_info);
  const ours = second.pids();
  second.kill('SIGINT');
  expect(await second.ended).toEqual([0, null]);
  expect(second.demoFile).toBeUndefined();
  expect(running(ours)).toEqual([]);
  await bundles.remove();
}, 300_000);

it('names a port that is taken, and starts nothing', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const start = npmStart({ PAYCORE_WEBHOOKS_PORT: String(port) });
  const [code] = await start.ended;
  other.close();
  expect(code).toBe(1);
  expect(start.output).toContain(`Port ${port}, for webhooks, is taken by another program. Set PAYCORE_WEBHOOKS_PORT`);
  expect(start.output).not.toContain('    at ');
  expect(start.demoFile).toBeUndefined();
}, 90_000);

it('ends in order where npm itself is told to', async () => {
  const bundles = await Bundles.make();
  const start = npmStart(bundles.env, ['npm', 'start']);
  await untilDemoFile(start);
  const pids = start.pids();
  start.kill('SIGTERM');
  await until('no process', async () => running(pids).length === 0);
  expect(start.demoFile).toBeUndefined();
  await bundles.remove();
}, 90_000);
