import { Load, type Hit, type Shot } from '../load/load.ts';
import { callbackShot, createShots, paymentNoOf } from '../load/shots.ts';
import type { Plan } from '../plan.ts';
import type { World } from '../processes/world.ts';
import { percentile } from '../report/stats.ts';
import { seed } from './seed.ts';
import { untilReady } from './targets.ts';

/** Median ms of one request at a time. */
export interface GrowthFigures {
  readonly stored: number;
  readonly create: number;
  readonly query: number;
  readonly callback: number;
}

const day = 86_400_000;

/** The same requests with few and with many payments stored. */
export async function growthFigures(world: World, { from, to, samples }: Plan['growth']): Promise<GrowthFigures[]> {
  const shop = await world.shop('growth');
  const [api, webhooks] = await Promise.all([world.app('api', shop), world.app('webhooks', shop)]);
  await Promise.all([untilReady(api.url), untilReady(webhooks.url)]);
  const [creates, callbacks] = [new Load(api.url, 1), new Load(webhooks.url, 1)];
  const middle = async (load: Load, shots: readonly Shot[]) => medianMs(await load.closed(shots, 1));
  const sample = async () => {
    await world.outside.takeOrders();
    const to = { path: '/api/paycore/pay/ecpay/atm', apiKey: shop.apiKey };
    const create = await middle(creates, createShots(samples, to));
    const placed = await world.outside.takeOrders();
    const headers = { 'x-api-key': shop.apiKey };
    const paths = placed.map((order) => `/api/paycore/payments/${paymentNoOf(order)}`);
    const query = await middle(
      creates,
      paths.map((path) => ({ method: 'GET', path, headers })),
    );
    const callback = await middle(
      callbacks,
      placed.map((order) => callbackShot(order)),
    );
    return { create, query, callback };
  };
  const figures: GrowthFigures[] = [];
  await sample();
  let stored = samples;
  for (const wanted of [from, to]) {
    await seed(world, shop, Math.max(0, wanted - stored), new Date(Date.now() + 7 * day));
    figures.push({ stored: wanted, ...(await sample()) });
    stored = wanted + samples;
  }
  await Promise.all([api.stop(), webhooks.stop()]);
  return figures;
}

const medianMs = (hits: readonly Hit[]): number =>
  percentile(
    hits.map(({ ms }) => ms),
    0.5,
  );
