import { randomBytes } from 'node:crypto';
import { mongo, type Connection } from 'mongoose';
import { isOffline, type PaymentWrite, type UpdateResult } from '@paycore/core';
import { collectionOf, databaseOf } from './collection-of.ts';
import { guarded } from './guard.ts';
import type { PaymentDocument } from './payment-schema.ts';
import type { Sealing } from './payment-seal.ts';
import { toUpdate } from './payment-update.ts';

/** What the database answers to a command of several updates: https://www.mongodb.com/docs/manual/reference/command/update/. */
interface UpdatesAnswer {
  readonly ok: number;
  /** Documents that matched. */
  readonly n: number;
  readonly writeErrors?: readonly { readonly index: number }[];
  readonly writeConcernError?: { readonly code: number; readonly errmsg: string };
}

/** What was told of a command. */
interface Told {
  readonly matched: number;
  /** Places of the updates that the database refused. */
  readonly refused: ReadonlySet<number>;
}

/**
 * Updates of many payments in one command. Each writes the command's token beside its change, so that one read tells who won
 * where the answer does not: it only counts.
 */
export class BulkUpdates {
  constructor(
    private readonly connection: Connection,
    private readonly sealing: Sealing,
    private readonly updateOne: (write: PaymentWrite) => Promise<UpdateResult>,
  ) {}

  /** See `PaymentStore.updateAll`. */
  async execute(writes: readonly PaymentWrite[]): Promise<UpdateResult[]> {
    const known = await this.#together(firstOfEach(writes));
    const results: UpdateResult[] = [];
    // By itself: what an index refused, which then says by which, and what was to follow on another one of its payment.
    for (const write of writes) results.push(known.get(write) ?? (await this.updateOne(write)));
    return results;
  }

  /** Without those that were refused. */
  async #together(writes: readonly PaymentWrite[]): Promise<ReadonlyMap<PaymentWrite, UpdateResult>> {
    if (writes.length < 2) return new Map();
    const token = randomBytes(12).toString('base64url');
    const told = await this.#told(writes, token);
    const isPlain = told !== undefined && told.matched + told.refused.size === writes.length;
    const winners = isPlain ? undefined : await this.#writtenBy(token, writes);
    return new Map(
      writes
        .filter((_, place) => !told?.refused.has(place))
        .map((write) => [write, !winners || winners.has(write.payment.paymentNo) ? 'saved' : 'stale']),
    );
  }

  /** Undefined where nothing was told. */
  async #told(writes: readonly PaymentWrite[], token: string): Promise<Told | undefined> {
    const updates = writes.map(({ payment, change }) => {
      const update = toUpdate(payment, change, this.sealing);
      return {
        q: { _id: payment.paymentNo, version: payment.version },
        u: { ...update, $set: { ...update.$set, writtenBy: token } },
      };
    });
    try {
      const { n, writeErrors = [] } = await guarded(() => this.#send(updates));
      return { matched: n, refused: new Set(writeErrors.map(({ index }) => index)) };
    } catch (error) {
      if (isOffline(error)) return undefined;
      throw error;
    }
  }

  /** Past the driver's own bulk write, which makes a server's refusal of every error, a broken connection too. */
  async #send(updates: readonly mongo.Document[]): Promise<UpdatesAnswer> {
    const db = databaseOf(this.connection);
    const command = { update: 'payments', updates, ordered: false };
    if (db.writeConcern) mongo.WriteConcern.apply(command, db.writeConcern);
    const answer = (await db.command(command, { ignoreUndefined: true })) as UpdatesAnswer;
    const { ok, writeConcernError } = answer;
    if (writeConcernError) throw new mongo.MongoWriteConcernError({ ok, writeConcernError });
    return answer;
  }

  async #writtenBy(token: string, writes: readonly PaymentWrite[]): Promise<ReadonlySet<string>> {
    const filter = { _id: { $in: writes.map(({ payment }) => payment.paymentNo) } };
    const options = { projection: { writtenBy: 1 }, batchSize: writes.length + 1 };
    const found = await guarded(() =>
      collectionOf<PaymentDocument>(this.connection, 'payments').find(filter, options).toArray(),
    );
    return new Set(found.filter(({ writtenBy }) => writtenBy === token).map(({ _id }) => _id));
  }
}

function firstOfEach(writes: readonly PaymentWrite[]): PaymentWrite[] {
  const seen = new Set<string>();
  return writes.filter(({ payment: { paymentNo } }) => !seen.has(paymentNo) && seen.add(paymentNo));
}
