import { backlogFigures, type BacklogFigures } from './measures/backlog.ts';
import { embeddedRun, type EmbeddedRun } from './measures/embedded.ts';
import { expiryFigures, type ExpiryFigures } from './measures/expiry.ts';
import { growthFigures, type GrowthFigures } from './measures/growth.ts';
import { pacedFigures, type PacedFigures } from './measures/paced.ts';
import { peersFigures, type PeersFigures } from './measures/peers.ts';
import { Rounds, type NoticeDelays, type RoundFigures } from './measures/rounds.ts';
import { startFigures, type StartFigures } from './measures/starts.ts';
import { startTargets, type Target, type TargetName } from './measures/targets.ts';
import type { Plan } from './plan.ts';
import { installLnBits } from './processes/lnbits.ts';
import { World } from './processes/world.ts';

export const parts = ['rounds', 'starts', 'expiry', 'growth', 'peers', 'backlog', 'embedded'] as const;
export type Part = (typeof parts)[number];

/** The parts of a whole run; the others run only where they are named. */
export const wholeRun: readonly Part[] = ['rounds', 'starts', 'expiry', 'growth'];

export interface BenchOptions {
  readonly plan: Plan;
  readonly parts: readonly Part[];
  readonly say: (line: string) => void;
  readonly profiles?: string | undefined;
  /** Other trees: their launchers of the embedded server, and their schedulers at a backlog, take turns with this one's. */
  readonly against?: readonly string[];
}

/** All that was measured; a part that was left out is absent. */
export interface Figures {
  readonly database: string;
  readonly plan: Plan;
  readonly rounds?: RoundsFigures;
  readonly starts?: readonly StartFigures[];
  readonly expiry?: ExpiryFigures;
  readonly growth?: readonly GrowthFigures[];
  readonly backlog?: readonly BacklogFigures[];
  readonly embedded?: EmbeddedRun;
  /** Undefined where the other product cannot be installed or run. */
  readonly peers?: PeersFigures | undefined;
}

export interface RoundsFigures {
  readonly cpu: Readonly<Record<TargetName, RoundFigures>>;
  readonly latency: PacedFigures;
  readonly noticeDelays: Readonly<Record<TargetName, NoticeDelays>>;
  /** MiB under load, of the process that takes creates and of the one that takes callbacks. */
  readonly rss: Partial<Record<TargetName, { readonly api: number; readonly webhooks: number }>>;
  /** CPU-ms a second of PayCore's scheduler, which runs beside. */
  readonly schedulerMs: number;
}

/** Runs the parts one after another, so that none disturbs another; ends everything it started. */
export async function bench(options: BenchOptions): Promise<Figures> {
  const { plan, parts, say, against = [] } = options;
  if (!parts.includes('embedded')) return worldFigures(options);
  say('embedded …');
  const embedded = await embeddedRun(plan.embedded, against);
  return parts.length === 1 ? { database: 'embedded', plan, embedded } : { ...(await worldFigures(options)), embedded };
}

async function worldFigures({ plan, parts, say, profiles, against }: BenchOptions): Promise<Figures> {
  const world = await World.start({ log: say, profiles, against });
  const has = (part: Part) => {
    if (parts.includes(part)) say(`${part} …`);
    return parts.includes(part);
  };
  try {
    return {
      database: world.mongo.kind,
      plan,
      ...(has('rounds') && { rounds: await roundsFigures(world, plan, say) }),
      ...(has('starts') && { starts: await startFigures(world, await world.shop('starts'), plan.starts) }),
      ...(has('expiry') && { expiry: await expiryFigures(world, plan.expiring) }),
      ...(has('growth') && { growth: await growthFigures(world, plan.growth) }),
      ...(has('peers') && { peers: await besideLnBits(world, plan, say) }),
      ...(has('backlog') && { backlog: await backlogFigures(world, plan.backlog, say) }),
    };
  } finally {
    await world.stop();
  }
}

/** Undefined, and said, where it cannot be: what else was measured is not to be lost by a product of others. */
async function besideLnBits(world: World, plan: Plan, say: (line: string) => void): Promise<PeersFigures | undefined> {
  try {
    return await peersFigures(world, plan, installLnBits(say), say);
  } catch (error) {
    say(`SKIPPED: PayCore is not measured beside LNbits (${error instanceof Error ? error.message : String(error)})`);
    return undefined;
  }
}

async function roundsFigures(world: World, plan: Plan, say: (line: string) => void): Promise<RoundsFigures> {
  const shop = await world.shop('rounds');
  const targets = await startTargets(world, shop, plan.width);
  const scheduler = await world.app('scheduler', shop);
  const { outside, mongo } = world;
  await new Rounds(targets, outside, plan, mongo.pid).warmUp();
  const rounds = new Rounds(targets, outside, plan, mongo.pid);
  const [begun, before] = [performance.now(), await scheduler.cpuMs()];
  await rounds.run(say);
  const schedulerMs = ((await scheduler.cpuMs()) - before) / ((performance.now() - begun) / 1000);
  const rss = Object.fromEntries(await Promise.all(targets.map(memoryOf)));
  const latency = await pacedFigures({ targets, outside, uri: shop.uri }, plan.paced);
  await Promise.all([
    scheduler.stop(),
    ...targets.flatMap(({ api, webhooks }) => [api.child.stop(), webhooks.child.stop()]),
  ]);
  return { cpu: rounds.figures, noticeDelays: rounds.noticeDelays, latency, rss, schedulerMs };
}

async function memoryOf({ name, api, webhooks }: Target) {
  return [name, { api: await api.child.rssMiB(), webhooks: await webhooks.child.rssMiB() }] as const;
}
