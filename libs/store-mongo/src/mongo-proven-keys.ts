import type { Connection } from 'mongoose';
import type { Proof, ProvenKey, ProvenKeys } from '@paycore/core';
import { collectionOf } from './collection-of.ts';
import { guarded, isDuplicateKey } from './guard.ts';

type StoredKey = Pick<ProvenKey, 'fingerprint' | 'paymentNo' | 'attempt' | 'at'>;

/** What one project has shown of one account. */
interface ProvenDocument {
  /** `{gateway}:{accountId}:{project}` */
  readonly _id: string;
  readonly gateway: string;
  readonly accountId: string;
  readonly project: string;
  /** By kind of proof, oldest first. */
  readonly answer?: readonly StoredKey[];
  readonly callback?: readonly StoredKey[];
}

/** Newest ones kept: a project that makes up keys has no more than its share. */
const kept: Readonly<Record<Proof, number>> = { answer: 4, callback: 2 };
const maxListed = 100;

export class MongoProvenKeys implements ProvenKeys {
  constructor(private readonly connection: Connection) {}

  async record({ gateway, accountId, project, by, ...key }: ProvenKey): Promise<void> {
    const { fingerprint, paymentNo, attempt, at } = key;
    const stored: StoredKey = { fingerprint, paymentNo, attempt, at };
    const _id = `${gateway}:${accountId}:${project}`;
    const { matchedCount } = await guarded(() =>
      this.#keys.updateOne({ _id, [`${by}.fingerprint`]: fingerprint }, { $set: { [`${by}.$`]: stored } }),
    );
    if (matchedCount > 0) return;
    const added = { $each: [stored], $slice: -kept[by] };
    try {
      await guarded(() =>
        this.#keys.updateOne(
          { _id, [`${by}.fingerprint`]: { $ne: fingerprint } },
          { $push: { [by]: added }, $setOnInsert: { gateway, accountId, project } },
          { upsert: true },
        ),
      );
    } catch (error) {
      // Another process has recorded the same meanwhile.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async list(gateway: string, accountId: string): Promise<ProvenKey[]> {
    const found = await guarded(() => this.#keys.find({ gateway, accountId }).limit(maxListed).toArray());
    const by = (proof: Proof) =>
      found.flatMap(({ project, [proof]: keys = [] }) =>
        keys.map((key): ProvenKey => ({ gateway, accountId, project, by: proof, ...key })),
      );
    return [...by('answer'), ...by('callback')].slice(0, maxListed);
  }

  get #keys() {
    return collectionOf<ProvenDocument>(this.connection, 'proven_keys');
  }
}
