import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../report/stats.ts';
import type { Shops } from '../processes/shops.ts';
import type { World } from '../processes/world.ts';
import { Stage, type Acknowledged } from './stage.ts';

/** What a case came to; delays in ms. */
export interface Outcome {
  readonly name: string;
  /** Paid payments whose shop had to be told. */
  readonly paid: number;
  readonly unnotified: number;
  /** From each payment's ACK to the shop's answer. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** What decides, in ms, against what it may be. */
  readonly judged: readonly { readonly what: string; readonly ms: number; readonly maxMs: number }[];
}

interface Peers {
  readonly world: World;
  readonly shops: Shops;
}

export const hasPassed = ({ unnotified, judged }: Outcome): boolean =>
  unnotified === 0 && judged.every(({ ms, maxMs }) => ms <= maxMs);

const lease = 25_000;

/** How long a shop that answers after `answerMs` may take to be told of so many payments, after the last ACK. */
const maxAfterLastMs = (payments: number, answerMs: number) =>
  1.5 * ((payments * answerMs) / 10) + payments * 3 + 1_000;

/** Many payments of one shop that are paid at once. */
export async function burst({ world, shops }: Peers, payments: number, answerMs: number): Promise<Outcome> {
  const stage = await Stage.start(world, shops, `burst_${payments}_${answerMs}`);
  try {
    await stage.warmUp();
    const orders = await stage.place(payments, await shops.open({ count: 1, answerMs }));
    const acknowledged = await stage.pay(orders);
    const maxMs = maxAfterLastMs(payments, answerMs);
    const notified = await stage.untilNotified([...acknowledged.keys()], maxMs + 3 * lease);
    const delays = delaysOf(acknowledged, notified);
    const first = [...acknowledged].slice(0, 100).map(([no, at]) => (notified.get(no) ?? Infinity) - at);
    return {
      ...summary(`${payments} payments, ${answerMs} ms`, acknowledged, delays),
      judged: [
        {
          what: 'all, after the last ACK',
          ms: Math.max(...notified.values()) - Math.max(...acknowledged.values()),
          maxMs,
        },
        { what: 'p50 of the first hundred', ms: percentile(first, 0.5), maxMs: 1_000 },
      ],
    };
  } finally {
    await stage.stop();
  }
}

/** A shop that is paid at a steady rate, beside another project's payments for shops that hang. */
export async function beside(
  { world, shops }: Peers,
  { hosts, hanging, healthy, perSecond = 20 }: { hosts: number; hanging: number; healthy: number; perSecond?: number },
): Promise<Outcome> {
  const stage = await Stage.start(world, shops, `beside_${hosts}_${hanging}`);
  try {
    await stage.warmUp();
    const dead = await stage.place(hanging, await shops.open({ count: hosts }), await stage.otherProject());
    const orders = await stage.place(healthy, await shops.open({ count: 1, answerMs: 0 }));
    const [, acknowledged] = await Promise.all([stage.pay(dead), stage.pay(orders, perSecond)]);
    const notified = await stage.untilNotified([...acknowledged.keys()], 4 * lease);
    const delays = delaysOf(acknowledged, notified);
    const name = `${hanging} payments for ${hosts} hosts that hang, beside ${perSecond} a second`;
    const outcome = summary(name, acknowledged, delays);
    return { ...outcome, judged: [{ what: 'p95', ms: outcome.p95, maxMs: 1_000 }] };
  } finally {
    await stage.stop();
  }
}

/** A shop that is paid at a steady rate while nothing else happens: what the machine itself costs. */
export async function quiet(
  { world, shops }: Peers,
  { payments, perSecond = 20 }: { payments: number; perSecond?: number },
): Promise<Outcome> {
  const stage = await Stage.start(world, shops, `quiet_${payments}`);
  try {
    const orders = await stage.place(payments, await shops.open({ count: 1, answerMs: 0 }));
    const acknowledged = await stage.pay(orders, perSecond);
    const notified = await stage.untilNotified([...acknowledged.keys()], 4 * lease);
    return { ...summary(`${perSecond} a second alone`, acknowledged, delaysOf(acknowledged, notified)), judged: [] };
  } finally {
    await stage.stop();
  }
}

/** Both processes that tell shops die in the middle, and are started again. */
export async function killed({ world, shops }: Peers, payments: number, answerMs: number): Promise<Outcome> {
  const stage = await Stage.start(world, shops, `killed_${payments}_${answerMs}`);
  try {
    const orders = await stage.place(payments, await shops.open({ count: 1, answerMs }));
    const paying = stage.pay(orders);
    await pause(1_500);
    await Promise.all([stage.kill('webhooks'), stage.kill('scheduler')]);
    const before = await paying;
    await Promise.all([stage.begin('webhooks'), stage.begin('scheduler')]);
    const rest = await stage.pay(orders);
    const acknowledged = new Map([...rest, ...before]);
    const notified = await stage.untilNotified(
      [...acknowledged.keys()],
      maxAfterLastMs(payments, answerMs) + 4 * lease,
    );
    const maxMs = lease + maxAfterLastMs(payments, answerMs);
    return {
      ...summary(`${payments} payments, ${answerMs} ms, kill -9`, acknowledged, delaysOf(acknowledged, notified)),
      judged: [
        {
          what: 'all, after the last ACK',
          ms: Math.max(...notified.values()) - Math.max(...acknowledged.values()),
          maxMs,
        },
        { what: 'ids of one payment', ms: Math.max(...stage.counts.map(({ ids }) => ids)), maxMs: 1 },
      ],
    };
  } finally {
    await stage.stop();
  }
}

const delaysOf = (acknowledged: Acknowledged, notified: ReadonlyMap<string, number>): number[] =>
  [...acknowledged].map(([no, at]) => Math.max(0, (notified.get(no) ?? Infinity) - at));

const summary = (name: string, acknowledged: Acknowledged, delays: readonly number[]) => ({
  name,
  paid: acknowledged.size,
  unnotified: delays.filter((ms) => ms === Infinity).length,
  p50: percentile(delays, 0.5),
  p95: percentile(delays, 0.95),
  max: Math.max(...delays),
});
