import type { Connection } from 'mongoose';
import type { RefusedCallbacks } from '@paycore/core';
import { guarded } from './guard.ts';

const keptSeconds = 30 * 24 * 3600;

export class MongoRefusedCallbacks implements RefusedCallbacks {
  constructor(private readonly connection: Connection) {}

  async prepare(): Promise<void> {
    await this.#refused.createIndex({ at: 1 }, { expireAfterSeconds: keptSeconds });
  }

  async record(refused: Parameters<RefusedCallbacks['record']>[0]): Promise<void> {
    await guarded(() => this.#refused.insertOne({ ...refused }));
  }

  get #refused() {
    return this.connection.collection('refused_callbacks');
  }
}
