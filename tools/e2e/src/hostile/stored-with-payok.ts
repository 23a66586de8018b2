import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoPaymentStore, Seal, withDatabase } from '@paycore/store-mongo';
import { sealKeyOf } from '@paycore/store-mongo/testing';
import type { World } from '../world.ts';

/** Puts another address into a stored payment, as a create would have that took it: by the world's own key. */
export async function storedWithPayok({ home, demo }: World, paymentNo: string, payok: string): Promise<void> {
  const seal = new Seal([sealKeyOf(await readFile(join(home, 'keys'), 'utf8'))]);
  await withDatabase(demo.mongodb_uri, async (connection) => {
    const store = new MongoPaymentStore(connection, seal);
    const payment = await store.find(paymentNo);
    if (!payment || !(await store.remove(payment))) throw new Error(`${paymentNo} could not be taken out`);
    const { request } = payment;
    await store.insert({ ...payment, request: { ...request, urls: { ...request.urls, payok } } });
  });
}
