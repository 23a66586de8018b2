import { setTimeout as pause } from 'node:timers/promises';
import { Load } from '../load/load.ts';
import { callbackShot, createShots } from '../load/shots.ts';
import type { Plan } from '../plan.ts';
import type { Child } from '../processes/child.ts';
import type { Shop, World } from '../processes/world.ts';
import { median } from '../report/stats.ts';

const apps = ['api', 'webhooks', 'scheduler'] as const;
type AppName = (typeof apps)[number];

/** Of an app that starts alone, in ms from the start of its process; then of the app beside the others, in MiB. */
export interface StartFigures {
  readonly app: AppName;
  /** Until its first answer. */
  readonly answersMs: number;
  /** CPU time until then, which other work on the machine changes less. */
  readonly cpuMs: number;
  readonly readyMs: number;
  /** Once nothing has been asked of it for a while. */
  readonly idleMiB: number;
  /** Right after the creates and callbacks of the plan. */
  readonly busyMiB: number;
}

type Times = Pick<StartFigures, 'answersMs' | 'cpuMs' | 'readyMs'>;

interface Started {
  readonly child: Child;
  readonly times: Times;
}

/** Memory of each app, in MiB. */
type Memory = Readonly<Record<AppName, number>>;

interface Try {
  readonly times: Readonly<Record<AppName, Times>>;
  readonly idle: Memory;
  readonly busy?: Memory;
}

export async function startFigures(world: World, shop: Shop, plan: Plan['starts']): Promise<StartFigures[]> {
  const tries: Try[] = [];
  for (let left = plan.times; left > 0; left -= 1) tries.push(await tryOnce(world, shop, plan, left === 1));
  return apps.map((app) => {
    const time = (what: keyof Times) => median(tries.map(({ times }) => times[app][what]));
    const memory = (of: 'idle' | 'busy') => median(tries.flatMap((one) => one[of]?.[app] ?? []));
    return {
      ...{ app, answersMs: time('answersMs'), cpuMs: time('cpuMs'), readyMs: time('readyMs') },
      ...{ idleMiB: memory('idle'), busyMiB: memory('busy') },
    };
  });
}

async function tryOnce(world: World, shop: Shop, plan: Plan['starts'], isLast: boolean): Promise<Try> {
  const started = { api: await start(world, shop, 'api'), webhooks: await start(world, shop, 'webhooks') };
  const all = { ...started, scheduler: await start(world, shop, 'scheduler') };
  await pause(plan.idleSeconds * 1000);
  const idle = await memoryOf(all);
  if (isLast) await takePayments(world, shop, all, plan);
  const busy = isLast ? await memoryOf(all) : undefined;
  await Promise.all(apps.map((app) => all[app].child.stop()));
  const times = { api: all.api.times, webhooks: all.webhooks.times, scheduler: all.scheduler.times };
  return { times, idle, ...(busy && { busy }) };
}

type All = Readonly<Record<AppName, Started>>;

async function memoryOf(all: All): Promise<Memory> {
  const [api, webhooks, scheduler] = await Promise.all(apps.map((app) => all[app].child.rssMiB()));
  return { api: api ?? NaN, webhooks: webhooks ?? NaN, scheduler: scheduler ?? NaN };
}

async function start(world: World, shop: Shop, app: AppName): Promise<Started> {
  const begun = performance.now();
  const passed = () => performance.now() - begun;
  const child = await world.app(app, shop);
  await (await fetch(`${child.url}/healthz`)).arrayBuffer();
  const answersMs = passed();
  const cpuMs = await child.cpuMs();
  while (!(await fetch(`${child.url}/readyz`)).ok) await pause(10);
  return { child, times: { answersMs, cpuMs, readyMs: passed() } };
}

/** So many are created, and then paid. */
async function takePayments(world: World, shop: Shop, { api, webhooks }: All, plan: Plan['starts']): Promise<void> {
  const { payments, width } = plan;
  const loads = { api: new Load(api.child.url, width), webhooks: new Load(webhooks.child.url, width) };
  await world.outside.takeOrders();
  await loads.api.closed(createShots(payments, { path: '/api/paycore/pay/ecpay/atm', apiKey: shop.apiKey }), width);
  const placed = await world.outside.takeOrders();
  await loads.webhooks.closed(
    placed.map((order) => callbackShot(order)),
    width,
  );
  await Promise.all([loads.api.close(), loads.webhooks.close()]);
}
