import { setTimeout as pause } from 'node:timers/promises';
import { fakeLog } from '@paycore/testing';
import { startEmbedded } from '@paycore/mongo';
import { MongoClient, type Db } from 'mongodb';
import { startTicker, type Ticker, type TickerServices } from './ticker.ts';

const tickMs = 50;
let mongo: Awaited<ReturnType<typeof startEmbedded>>;
const clients: MongoClient[] = [];
const tickers: Ticker[] = [];

beforeEach(async () => {
  mongo = await startEmbedded();
});

afterEach(async () => {
  await Promise.all(tickers.splice(0).map((ticker) => ticker.stop()));
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await mongo.stop();
});

/**
 * One scheduler; `runs` counts each job. Its driver has no time limits: Agenda asks from timers of its own, where a
 * socket that timed out, since this process stood still for a second, would fail whichever test runs.
 */
async function scheduler(differences: Partial<TickerServices> = {}, openWithinMs?: number) {
  const client = new MongoClient(mongo.uri);
  clients.push(client);
  const runs = new Map<string, number>();
  const work = (name: string) => ({
    execute: async () => {
      runs.set(name, (runs.get(name) ?? 0) + 1);
      return 0;
    },
  });
  const log = fakeLog();
  const services: TickerServices = {
    payments: { dueWorks: async () => new Set(['create', 'close', 'ask', 'notice', 'tidy'] as const) },
    deliverNotices: work('notices'),
    finishCreates: work('creates'),
    expirePayments: work('expiry'),
    askGateways: work('asks'),
    tidyPayments: work('tidying'),
    log,
    clock: { now: () => new Date() },
    ready: async () => true,
    database: () => client.db(),
    ...differences,
  };
  const ticker = startTicker(services, tickMs, openWithinMs);
  tickers.push(ticker);
  return { ticker, runs, log, jobs: () => client.db().collection('agenda_jobs').find({}).toArray() };
}

async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await look())) await pause(10);
}

const hasRun = (runs: ReadonlyMap<string, number>, times: number) =>
  ['notices', 'creates', 'expiry', 'asks', 'tidying'].every((name) => (runs.get(name) ?? 0) >= times);

it('starts all that is due again and again', async () => {
  const { runs } = await scheduler();
  await until(() => hasRun(runs, 3));
});

it('keeps one job among schedulers that start together', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => scheduler()));
  await until(() => all.some(({ runs }) => hasRun(runs, 2)));
  const names = (await all[0]?.jobs())?.map((job) => String(job['name']));
  expect(names).toEqual(['tick']);
});

it('does not start work that is still under way', async () => {
  let started = 0;
  let finish: (count: number) => void = () => undefined;
  const first = new Promise<number>((resolve) => (finish = resolve));
  const slow = {
    execute: () => {
      started += 1;
      return started === 1 ? first : Promise.resolve(0);
    },
  };
  const { runs, ticker } = await scheduler({ deliverNotices: slow });
  await until(() => (runs.get('expiry') ?? 0) >= 5);
  expect(started).toBe(1);
  finish(0);
  await ticker.stop();
});

it('goes on when a job fails, and says so', async () => {
  const failing = { execute: () => Promise.reject(new Error('no luck')) };
  const { runs, log } = await scheduler({ expirePayments: failing });
  await until(() => (runs.get('notices') ?? 0) >= 3);
  expect(log.lines.some(({ message, level }) => message === 'Due work failed' && level === 'error')).toBe(true);
});

it('begins once the database answers', async () => {
  let isReady = false;
  const { runs } = await scheduler({ ready: async () => isReady });
  await pause(2 * tickMs);
  expect(runs.size).toBe(0);
  isReady = true;
  await until(() => hasRun(runs, 1));
});

it('begins anew where the database went silent while it came up', async () => {
  const silent = { collection: () => ({ createIndex: () => new Promise(() => undefined) }) } as unknown as Db;
  const client = new MongoClient(mongo.uri);
  clients.push(client);
  const databases = [silent, client.db()];
  const { runs, log } = await scheduler({ database: () => databases.shift() ?? client.db() }, 2_000);
  await until(() => hasRun(runs, 1));
  expect(log.lines.map(({ message }) => message)).toContain('Scheduler cannot start yet');
});

it('stops while it cannot come up', async () => {
  const silent = { collection: () => ({ createIndex: () => new Promise(() => undefined) }) } as unknown as Db;
  const { ticker } = await scheduler({ database: () => silent }, 100);
  await ticker.stop();
});

it('waits for work under way when it stops, and begins no more', async () => {
  const { runs, ticker } = await scheduler();
  await until(() => hasRun(runs, 1));
  await ticker.stop();
  const before = new Map(runs);
  await pause(3 * tickMs);
  expect(runs).toEqual(before);
});
