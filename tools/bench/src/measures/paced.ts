import { callbackShot, createShots, paymentNoOf } from '../load/shots.ts';
import type { Plan } from '../plan.ts';
import type { OutsideWorld } from '../processes/outside.ts';
import { percentile } from '../report/stats.ts';
import type { Target, TargetName } from './targets.ts';

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export interface PacedFigures {
  /** What the payer's shop waits for beyond the gateway itself: total − the gateway's own time. */
  readonly create: Latency;
  readonly callback: Latency;
}

const latencyOf = (ms: readonly number[]): Latency => ({ p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) });

/** Latencies at a fixed rate, far below what the targets can bear, with a gateway that takes its time. */
export async function pacedFigures(
  targets: readonly Target[],
  outside: OutsideWorld,
  { requests, perSecond, gatewayMs }: Plan['paced'],
): Promise<Partial<Record<TargetName, PacedFigures>>> {
  const figures: Partial<Record<TargetName, PacedFigures>> = {};
  for (const { name, createPath: path, apiKey, api, webhooks } of targets) {
    await outside.takeOrders();
    await outside.delayGateway(gatewayMs);
    const shots = createShots(requests, { path, apiKey, payokUrls: [outside.addresses.silent] });
    const hits = await api.load.paced(shots, perSecond);
    await outside.delayGateway(0);
    const placed = await outside.takeOrders();
    const gatewayTook = new Map(placed.map((order) => [paymentNoOf(order), order.ms]));
    const own = hits.map(({ ms, body }) => ms - (gatewayTook.get(createdNo(body)) ?? NaN));
    const callbacks = await webhooks.load.paced(
      placed.map((order) => callbackShot(order)),
      perSecond,
    );
    figures[name] = { create: latencyOf(own), callback: latencyOf(callbacks.map(({ ms }) => ms)) };
  }
  return figures;
}

function createdNo(body: string): string {
  const { data } = JSON.parse(body) as { readonly data: { readonly payment_no: string } };
  return data.payment_no;
}
