import type { Connection } from 'mongoose';
import type { Pauses } from '@paycore/core';
import { collectionOf } from './collection-of.ts';
import { guarded } from './guard.ts';

interface PauseDocument {
  /** `{gateway}:{accountId}` */
  readonly _id: string;
  readonly until: Date;
}

export class MongoPauses implements Pauses {
  constructor(private readonly connection: Connection) {}

  async pause(key: string, until: Date): Promise<void> {
    await guarded(() => this.#pauses.updateOne({ _id: key }, { $set: { until } }, { upsert: true }));
  }

  async pausedAt(keys: readonly string[], at: Date): Promise<ReadonlySet<string>> {
    const found = await guarded(() => this.#pauses.find({ _id: { $in: [...keys] } }).toArray());
    return new Set(found.filter(({ until }) => until > at).map(({ _id }) => _id));
  }

  get #pauses() {
    return collectionOf<PauseDocument>(this.connection, 'gateway_pauses');
  }
}
