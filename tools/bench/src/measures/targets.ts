import { setTimeout as pause } from 'node:timers/promises';
import { Load } from '../load/load.ts';
import type { Child } from '../processes/child.ts';
import { cpuMs } from '../processes/proc.ts';
import type { Shop, World } from '../processes/world.ts';

/** `bare`: the writes and the gateway call alone. `careful`: the same with key check, validation, sealing and a MAC. */
export type TargetName = 'paycore' | 'bare' | 'careful';

/** One program under load: what takes creates, and what takes callbacks. */
export interface Target {
  readonly name: TargetName;
  readonly createPath: string;
  readonly apiKey: string;
  readonly api: Served;
  readonly webhooks: Served;
  /** Added to a callback's query so that its merchant is told. */
  readonly tell: (url: string) => string;
}

export interface Served {
  readonly child: Child;
  readonly load: Load;
}

export async function startTargets(world: World, shop: Shop, width: number): Promise<Target[]> {
  const ofBare = async (name: TargetName, key?: string): Promise<Target> => {
    const api = await serve(world.bare(shop, key), width);
    const webhooks = await serve(world.bare(shop, key), width);
    const tell = (url: string) => `&to=${encodeURIComponent(url)}`;
    return { name, createPath: '/create', apiKey: shop.apiKey, api, webhooks, tell };
  };
  return Promise.all([startPayCore(world, shop, width), ofBare('bare'), ofBare('careful', shop.apiKey)]);
}

export async function startPayCore(world: World, shop: Shop, width: number): Promise<Target> {
  const [api, webhooks] = await Promise.all([
    serve(world.app('api', shop), width),
    serve(world.app('webhooks', shop), width),
  ]);
  await Promise.all([untilReady(api.child.url), untilReady(webhooks.child.url)]);
  return {
    name: 'paycore',
    createPath: '/api/paycore/pay/ecpay/atm',
    apiKey: shop.apiKey,
    api,
    webhooks,
    tell: () => '',
  };
}

async function serve(starting: Promise<Child>, width: number): Promise<Served> {
  const child = await starting;
  return { child, load: new Load(child.url, width) };
}

/** Listening is not enough: indexes are made before an app counts as ready. */
export async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { ok } = await fetch(`${url}/readyz`);
    if (ok) return;
    await pause(50);
  }
  throw new Error(`${url} does not get ready.`);
}

/** Work that goes on after the last answer (log lines, closing of calls) belongs to the requests. */
const tailMs = 60;

/** CPU-µs for each of the things that were done. */
export interface Micros {
  /** Of the program that was asked. */
  readonly own: number;
  /** Of the database, NaN where it is not ours. */
  readonly database: number;
}

/** What each of the `count` things costs that `run` does. */
export async function cpuMicros(
  { child, databasePid }: { readonly child: Pick<Child, 'cpuMs'>; readonly databasePid: number | undefined },
  count: number,
  run: () => Promise<void>,
): Promise<Micros> {
  const look = async () => ({
    own: await child.cpuMs(),
    database: databasePid === undefined ? NaN : await cpuMs(databasePid),
  });
  const before = await look();
  await run();
  await pause(tailMs);
  const after = await look();
  const each = (what: keyof Micros) => ((after[what] - before[what]) * 1000) / count;
  return { own: each('own'), database: each('database') };
}
