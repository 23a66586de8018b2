import { MongoClient } from 'mongodb';
import { setTimeout as pause } from 'node:timers/promises';
import type { Shop, World } from '../processes/world.ts';
import { seed } from './seed.ts';

export interface ExpiryFigures {
  readonly payments: number;
  /** From the scheduler's start of work to the last payment closed, the gateway asked about each. */
  readonly seconds: number;
  /** Of the scheduler, for each payment. */
  readonly cpuMicros: number;
  readonly rssMiB: number;
}

const maxExpiryMs = 180_000;

/** One scheduler meets so many payments that are all due. */
export async function expiryFigures(world: World, payments: number): Promise<ExpiryFigures> {
  const shop = await world.shop('expiry');
  await seed(world, shop, payments, new Date(Date.now() - 3_600_000));
  const asked = await world.outside.queries();
  const scheduler = await world.app('scheduler', shop);
  const before = await scheduler.cpuMs();
  const begun = performance.now();
  const passed = () => performance.now() - begun;
  // The gateway counts; only the last payments' own writes are waited for at the database.
  while ((await world.outside.queries()) - asked < payments && passed() < maxExpiryMs) await pause(20);
  const done = await expiredWithin(shop, payments, maxExpiryMs - passed());
  const seconds = passed() / 1000;
  if (done < payments) throw new Error(`${done} of ${payments} expired in ${seconds} s.`);
  const cpuMicros = (((await scheduler.cpuMs()) - before) * 1000) / payments;
  const rssMiB = await scheduler.rssMiB();
  await scheduler.stop();
  return { payments, seconds, cpuMicros, rssMiB };
}

/** How many are, once all are or it is too late. */
async function expiredWithin({ uri }: Shop, payments: number, ms: number): Promise<number> {
  const client = new MongoClient(uri);
  const giveUpAt = performance.now() + ms;
  try {
    for (;;) {
      const done = await client.db().collection('payments').countDocuments({ status: 'expired' });
      if (done >= payments || performance.now() > giveUpAt) return done;
      await pause(200);
    }
  } finally {
    await client.close();
  }
}
