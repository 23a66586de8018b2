import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { emptyShop, Secret, type Log, type Payment } from '@paycore/core';
import {
  MongoPaymentStore,
  MongoProjectStore,
  MongoProvenKeys,
  MongoRefusedCallbacks,
  MongoShopStore,
  prepareIndexes,
  Seal,
  type SealKey,
} from '@paycore/store-mongo';
import { accountOf, paymentAt, placeOf, shops, type Place } from './payments.ts';

/** What the exercises look for. */
export interface Filled {
  readonly now: Date;
  readonly payments: number;
  /** Ids. */
  readonly projects: readonly string[];
  /** The first payment of that kind, of the shop where one is named. */
  sample(kind: Place['kind'], shop?: number): Payment;
  /** A payment that is not stored. */
  another(): Payment;
  /** How many of each kind of work are due, at most. */
  readonly dueEach: number;
  readonly seal: Seal;
}

const writers = 32;
/** Made with the older key: one of so many payments, and all that belongs to projects. */
const staleEach = 400;

const silent: Log = { info: nothing, warn: nothing, error: nothing };
function nothing(): void {}

const newKey = (id: string): SealKey => ({ id, key: randomBytes(32) });

/** Fills the database through the stores' own writes. */
export async function fill(connection: Connection, count: number, say: (line: string) => void): Promise<Filled> {
  const now = new Date();
  const older = newKey('old');
  const seal = new Seal([newKey('new'), older]);
  const staleSeal = new Seal([older]);
  const stores = {
    today: new MongoPaymentStore(connection, seal),
    stale: new MongoPaymentStore(connection, staleSeal),
  };
  await prepareIndexes(connection, silent);
  const projects = await makeProjects(connection, staleSeal);
  await makeTraces(connection, projects, Math.min(maxTraces, count / 10));
  let at = 0;
  const lane = async () => {
    for (; at < count;) {
      const mine = at;
      at += 1;
      const store = mine % staleEach === 7 ? stores.stale : stores.today;
      const result = await store.insert(paymentAt(mine, now, projects));
      if (result !== 'inserted') throw new Error(`Payment ${mine} was not stored: ${result}`);
      if (at % 10_000 === 0) say(`${at} payments stored`);
    }
  };
  await Promise.all(Array.from({ length: writers }, lane));
  const ofKind = (kind: Place['kind'], shop: number) => {
    for (let place = 0; place < count; place += 1) {
      const found = placeOf(place);
      if (found.kind === kind && found.shop === shop) return paymentAt(place, now, projects);
    }
    throw new Error(`None of ${count} payments is ${kind}: there are too few.`);
  };
  let drawn = count;
  const another = () => {
    // An order with nothing due, nor a place that another payment holds.
    do drawn += 1;
    while (placeOf(drawn).kind !== 'pending');
    return paymentAt(drawn, now, projects);
  };
  const dueEach = Math.ceil(count / 500) + shops;
  return { now, payments: count, projects, sample: (kind, shop = 0) => ofKind(kind, shop), another, dueEach, seal };
}

/** Projects with keys, and what else their shops and payments have: so many that an index is worth its while. */
async function makeProjects(connection: Connection, seal: Seal): Promise<string[]> {
  const projects = new MongoProjectStore(connection, seal);
  const ids: string[] = [];
  for (let shop = 0; shop < shops; shop += 1) {
    const { id } = await projects.create(`Shop ${shop}`);
    for (const kind of ['test', 'production', 'management'] as const) await projects.createKey(id, kind);
    ids.push(id);
  }
  await makeShops(connection, seal, ids);
  return ids;
}

async function makeShops(connection: Connection, seal: Seal, projects: readonly string[]): Promise<void> {
  const store = new MongoShopStore(connection, seal);
  const change = { at: new Date(), by: 'cli', action: 'page_changed', detail: {} } as const;
  for (const [shop, project] of projects.entries()) {
    const credentials = Secret.of({ merchant_id: accountOf(shop) });
    const account = { gateway: 'ecpay', accountId: accountOf(shop), credentials, version: 1, storedAt: change.at };
    await store.save({ ...emptyShop(project, 'test'), accounts: [account] }, change);
  }
}

const maxTraces = 1_000;

async function makeTraces(connection: Connection, projects: readonly string[], count: number): Promise<void> {
  const refused = new MongoRefusedCallbacks(connection);
  const proven = new MongoProvenKeys(connection);
  const at = new Date();
  for (let n = 0; n < count; n += 1) {
    const { paymentNo } = paymentAt(n, at, projects);
    const told = { gateway: 'ecpay', code: 'FORGED', message: 'CheckMacValue', body: '{}' };
    await refused.record({ at, paymentNo, ...told });
    const accountId = n < shops ? accountOf(n) : `A${n}`;
    const project = projects[n % shops] ?? '';
    const key = { gateway: 'ecpay', accountId, fingerprint: `f${n}`, project, by: 'answer' } as const;
    await proven.record({ ...key, paymentNo, attempt: 1, at });
  }
}
