import { MongoClient } from 'mongodb';
import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../processes/world.ts';
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
  const client = new MongoClient(shop.uri);
  try {
    const expired = client.db().collection('payments');
    const scheduler = await world.app('scheduler', shop);
    const before = await scheduler.cpuMs();
    const begun = performance.now();
    let [seconds, done] = [0, 0];
    while (done < payments && seconds * 1000 < maxExpiryMs) {
      await pause(payments > 1_000 ? 500 : 50);
      done = await expired.countDocuments({ status: 'expired' });
      seconds = (performance.now() - begun) / 1000;
    }
    if (done < payments) throw new Error(`${done} of ${payments} expired in ${seconds} s.`);
    const cpuMicros = (((await scheduler.cpuMs()) - before) * 1000) / payments;
    const rssMiB = await scheduler.rssMiB();
    await scheduler.stop();
    return { payments, seconds, cpuMicros, rssMiB };
  } finally {
    await client.close();
  }
}
