import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { atRate } from '../load/at-rate.ts';
import { Load, type Shot } from '../load/load.ts';
import { createShots } from '../load/shots.ts';
import type { Plan } from '../plan.ts';
import type { Child } from '../processes/child.ts';
import { cpuMs } from '../processes/proc.ts';
import type { Shop, World } from '../processes/world.ts';
import { percentile } from '../report/stats.ts';
import { seed, type Seeded } from './seed.ts';
import { untilReady } from './targets.ts';

interface CreateTimes {
  readonly requests: number;
  /** Not answered with 200; they are in no time. */
  readonly refused: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** One scheduler that meets very many payments that are all due, while creates go on. */
export interface BacklogFigures {
  /** Which tree the scheduler is of. */
  readonly tree: string;
  readonly payments: number;
  /** At their gateway each is asked about. */
  readonly isAsked: boolean;
  /** From the scheduler's start to the last payment closed. */
  readonly seconds: number;
  /** For each payment: of the scheduler, and of the database, where creates have their share of it. */
  readonly cpuMicros: number;
  readonly databaseMicros: number;
  /** Of the scheduler, once it serves and at its most. */
  readonly idleMiB: number;
  readonly mostMiB: number;
  /** Before the scheduler began, and while it worked. */
  readonly quiet: CreateTimes;
  readonly meanwhile: CreateTimes;
}

const quietSeconds = 20;
const maxMinutes = 20;
/** Longer than whoever claims one puts off its closing, and less than the new ones have. */
const claimMs = 3_600_000;

/** Every tree turn by turn, on a database of its own. */
export async function backlogFigures(
  world: World,
  plan: Plan['backlog'],
  say: (line: string) => void,
): Promise<BacklogFigures[]> {
  const figures: BacklogFigures[] = [];
  for (const at of plan.asked ? (['smilepay', 'ecpay'] as const) : (['smilepay'] as const)) {
    for (const tree of world.trees) {
      const one = await backlog(world, tree, at, plan);
      figures.push(one);
      say(`${tree}, ${at}: ${one.payments} closed in ${one.seconds.toFixed(1)} s`);
    }
  }
  return figures;
}

async function backlog(world: World, tree: string, at: Seeded, plan: Plan['backlog']): Promise<BacklogFigures> {
  const { payments, perSecond } = plan;
  const shop = await world.shop(`backlog_${world.trees.indexOf(tree)}_${at}`);
  const last = await seed(world, shop, payments, new Date(Date.now() - 3_600_000), at);
  const api = await world.app('api', shop);
  await untilReady(api.url);
  const creates = new Creates(api.url, shop.apiKey, perSecond);
  await creates.during(pause(5_000));
  const quiet = await creates.during(pause(quietSeconds * 1_000));
  const database = () => (world.mongo.pid === undefined ? NaN : cpuMs(world.mongo.pid));
  const scheduler = await world.app('scheduler', shop, tree);
  const [idleMiB, cpu, databaseCpu] = [await scheduler.rssMiB(), await scheduler.cpuMs(), await database()];
  const begun = performance.now();
  const memory = watchMemory(scheduler);
  const meanwhile = await creates.during(untilClosed(shop, last));
  const seconds = (performance.now() - begun) / 1_000;
  const micros = async (after: number | Promise<number>, before: number) =>
    (((await after) - before) * 1_000) / payments;
  const figures = {
    cpuMicros: await micros(scheduler.cpuMs(), cpu),
    databaseMicros: await micros(database(), databaseCpu),
    mostMiB: await memory.stop(),
  };
  await creates.close();
  await Promise.all([scheduler.stop(), api.stop()]);
  return { tree, payments, isAsked: at === 'ecpay', seconds, idleMiB, quiet, meanwhile, ...figures };
}

/** Creates at a fixed rate for as long as something lasts. */
class Creates {
  readonly #load: Load;

  constructor(
    url: string,
    private readonly apiKey: string,
    private readonly perSecond: number,
  ) {
    this.#load = new Load(url, 64);
  }

  async during(work: Promise<unknown>): Promise<CreateTimes> {
    let isOver = false;
    const end = work.finally(() => (isOver = true));
    const times: number[] = [];
    let refused = 0;
    const one = async (shot: Shot) => {
      const hit = await this.#load.fire(shot).catch(() => undefined);
      if (hit) times.push(hit.ms);
      else refused += 1;
    };
    while (!isOver) {
      const shots = createShots(this.perSecond, { path: '/api/paycore/pay/ecpay/atm', apiKey: this.apiKey });
      await atRate(shots, this.perSecond, one);
    }
    await end;
    return { requests: times.length + refused, refused, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  }

  close(): Promise<void> {
    return this.#load.close();
  }
}

/** Waits for the payment that is due last, by its number alone, then for what may have been passed over. */
async function untilClosed({ uri }: Shop, last: string): Promise<void> {
  const client = new MongoClient(uri);
  const stored = client.db().collection<{ _id: string; status: string; closesAt?: Date }>('payments');
  const giveUpAt = performance.now() + maxMinutes * 60_000;
  try {
    const isClosed = async () =>
      (await stored.findOne({ _id: last }, { projection: { status: 1 } }))?.status === 'expired';
    // Both along an index: a count by the status, which has none, would hold up everybody else.
    const areClosed = async () =>
      (await stored.findOne({ closesAt: { $lte: new Date(Date.now() + claimMs) } })) === null;
    for (let isOver = false; !isOver; await pause(100)) {
      isOver = (await isClosed()) && (await areClosed());
      if (performance.now() > giveUpAt) throw new Error(`Not all closed in ${maxMinutes} minutes.`);
    }
  } finally {
    await client.close();
  }
}

function watchMemory(child: Child): { stop: () => Promise<number> } {
  let [most, isOver] = [0, false];
  const watching = (async () => {
    for (; !isOver; await pause(250)) most = Math.max(most, await child.rssMiB().catch(() => 0));
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return most;
    },
  };
}
