import { setTimeout as pause } from 'node:timers/promises';
import type { Shop, World } from '../processes/world.ts';
import { median } from '../report/stats.ts';

/** Apps of PayCore, each started alone: ms from its start to its first answer, and the memory it then holds. */
export interface StartFigures {
  readonly app: 'api' | 'webhooks' | 'scheduler';
  readonly listensMs: number;
  readonly readyMs: number;
  readonly idleMiB: number;
}

const settleMs = 300;

export async function startFigures(world: World, shop: Shop, times: number): Promise<StartFigures[]> {
  const figures: StartFigures[] = [];
  for (const app of ['api', 'webhooks', 'scheduler'] as const) {
    const tries: Omit<StartFigures, 'app'>[] = [];
    for (let n = 0; n < times; n += 1) tries.push(await start(world, shop, app));
    const of = (what: keyof Omit<StartFigures, 'app'>) => median(tries.map((one) => one[what]));
    figures.push({ app, listensMs: of('listensMs'), readyMs: of('readyMs'), idleMiB: of('idleMiB') });
  }
  return figures;
}

async function start(world: World, shop: Shop, app: StartFigures['app']): Promise<Omit<StartFigures, 'app'>> {
  const begun = performance.now();
  const child = await world.app(app, shop);
  await fetch(`${child.url}/healthz`);
  const listensMs = performance.now() - begun;
  while (!(await fetch(`${child.url}/readyz`)).ok) await pause(10);
  const readyMs = performance.now() - begun;
  await pause(settleMs);
  const idleMiB = await child.rssMiB();
  await child.stop();
  return { listensMs, readyMs, idleMiB };
}
