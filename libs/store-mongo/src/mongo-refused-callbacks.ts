import type { Connection } from 'mongoose';
import type { RefusedCallback, RefusedCallbacks } from '@paycore/core';
import { guarded } from './guard.ts';

const keptSeconds = 30 * 24 * 3600;
const maxListed = 20;

export class MongoRefusedCallbacks implements RefusedCallbacks {
  constructor(private readonly connection: Connection) {}

  async prepare(): Promise<void> {
    await this.#refused.createIndex({ at: 1 }, { expireAfterSeconds: keptSeconds });
    await this.#refused.createIndex({ paymentNo: 1, at: -1 });
  }

  async record(refused: RefusedCallback): Promise<void> {
    await guarded(() => this.#refused.insertOne({ ...refused }));
  }

  list(paymentNo: string): Promise<RefusedCallback[]> {
    const options = { projection: { _id: 0 } };
    return guarded(() => this.#refused.find({ paymentNo }, options).sort({ at: -1 }).limit(maxListed).toArray());
  }

  get #refused() {
    return this.connection.collection<RefusedCallback>('refused_callbacks');
  }
}
