import type { Connection } from 'mongoose';
import type { RefusedCallback, RefusedCallbacks } from '@paycore/core';
import { collectionOf } from './collection-of.ts';
import { guarded } from './guard.ts';

const maxListed = 20;

export class MongoRefusedCallbacks implements RefusedCallbacks {
  constructor(private readonly connection: Connection) {}

  async record(refused: RefusedCallback): Promise<void> {
    await guarded(() => this.#refused.insertOne({ ...refused }));
  }

  list(paymentNo: string): Promise<RefusedCallback[]> {
    const options = { projection: { _id: 0 } };
    return guarded(() => this.#refused.find({ paymentNo }, options).sort({ at: -1 }).limit(maxListed).toArray());
  }

  get #refused() {
    return collectionOf<RefusedCallback>(this.connection, 'refused_callbacks');
  }
}
