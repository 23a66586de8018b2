import { MongoClient, type Collection } from 'mongodb';
import { atRate } from '../load/at-rate.ts';
import { Load } from '../load/load.ts';
import { callbackShot, createShots, paymentNoOf } from '../load/shots.ts';
import type { Plan } from '../plan.ts';
import type { OutsideWorld } from '../processes/outside.ts';
import { percentile, rotated } from '../report/stats.ts';
import type { Target, TargetName } from './targets.ts';

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Of each target; and of what no target is the cause of, in the same run. */
export interface PacedFigures {
  /** `create`: what the payer's shop waits for beyond the gateway itself: total − the gateway's own time. */
  readonly targets: Partial<Record<TargetName, { readonly create: Latency; readonly callback: Latency }>>;
  /** A server that answers what it was sent: the machine and the clients. */
  readonly echo: Latency;
  /** One update of a document as large as a payment: the database. */
  readonly write: Latency;
}

export interface PacedPeers {
  readonly targets: readonly Target[];
  readonly outside: OutsideWorld;
  /** The database that the targets write to. */
  readonly uri: string;
}

interface Samples {
  readonly create: number[];
  readonly callback: number[];
}

/** About as large as a stored payment. */
const filler = 'x'.repeat(1_000);

/** Latencies at a fixed rate, far below what the targets can bear, with a gateway that takes its time; all take turns. */
export async function pacedFigures(peers: PacedPeers, plan: Plan['paced']): Promise<PacedFigures> {
  const { targets, outside, uri } = peers;
  const samples = new Map<TargetName, Samples>(targets.map(({ name }) => [name, { create: [], callback: [] }]));
  const [echo, write]: [number[], number[]] = [[], []];
  const client = new MongoClient(uri, { writeConcern: { w: 'majority', j: true } });
  const echoes = new Load(outside.addresses.echo, 64);
  const count = Math.ceil(plan.requests / plan.slices);
  try {
    for (let slice = 0; slice < plan.slices; slice += 1) {
      for (const target of rotated(targets, slice)) {
        const { create, callback } = await one(target, outside, { ...plan, requests: count });
        samples.get(target.name)?.create.push(...create);
        samples.get(target.name)?.callback.push(...callback);
      }
      echo.push(...(await echoed(echoes, count, plan.perSecond)));
      write.push(...(await written(client.db().collection('bench_writes'), count, plan.perSecond)));
    }
  } finally {
    await Promise.all([client.close(), echoes.close()]);
  }
  const ofTarget = ({ create, callback }: Samples) => ({ create: latencyOf(create), callback: latencyOf(callback) });
  return {
    targets: Object.fromEntries([...samples].map(([name, its]) => [name, ofTarget(its)])),
    echo: latencyOf(echo),
    write: latencyOf(write),
  };
}

const latencyOf = (ms: readonly number[]): Latency => ({ p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) });

async function one(
  { createPath: path, apiKey, api, webhooks }: Target,
  outside: OutsideWorld,
  { requests, perSecond, gatewayMs }: Omit<Plan['paced'], 'slices'>,
): Promise<Samples> {
  await outside.takeOrders();
  await outside.delayGateway(gatewayMs);
  const hits = await api.load.paced(createShots(requests, { path, apiKey }), perSecond);
  await outside.delayGateway(0);
  const placed = await outside.takeOrders();
  const gatewayTook = new Map(placed.map((order) => [paymentNoOf(order), order.ms]));
  const shots = placed.map((order) => callbackShot(order));
  return {
    create: hits.map(({ ms, body }) => ms - (gatewayTook.get(createdNo(body)) ?? NaN)),
    callback: (await webhooks.load.paced(shots, perSecond)).map(({ ms }) => ms),
  };
}

async function echoed(echoes: Load, count: number, perSecond: number): Promise<number[]> {
  const shots = Array.from({ length: count }, () => ({
    ...{ method: 'POST' as const, path: '/', headers: {} },
    body: filler,
  }));
  return (await echoes.paced(shots, perSecond)).map(({ ms }) => ms);
}

async function written(collection: Collection, count: number, perSecond: number): Promise<number[]> {
  const inserted = await collection.insertMany(Array.from({ length: count }, () => ({ filler, version: 1 })));
  return atRate(Object.values(inserted.insertedIds), perSecond, async (_id) => {
    const begun = performance.now();
    await collection.updateOne({ _id }, { $inc: { version: 1 }, $set: { at: new Date() } });
    return performance.now() - begun;
  });
}

function createdNo(body: string): string {
  const { data } = JSON.parse(body) as { readonly data: { readonly payment_no: string } };
  return data.payment_no;
}
