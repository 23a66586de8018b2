import { mongo, type Connection } from 'mongoose';
import type { Page } from '@paycore/core';
import { placesOf } from '../attempt-document.ts';
import { inBatches } from '../maintain/batches.ts';
import type { PaymentDocument } from '../payment-schema.ts';
import type { Sealing } from '../payment-seal.ts';
import { converted, newKeyOf } from './convert.ts';
import { lacksMac, type OldDocument } from './old-document.ts';
import { renewed } from './renew.ts';

/** Reporting lag in hours of a method; undefined where no such method is installed. */
export type LagHoursOf = (gateway: string, route: string) => number | undefined;

export interface ConvertOptions {
  readonly lagHoursOf: LagHoursOf;
  /** Documents read and written at once; 500 where absent. */
  readonly batchSize?: number;
}

/** A write that another one was faster than is tried again, with what is stored by then. */
const maxPasses = 5;

/** Of either version, without a mac. */
type Found = OldDocument | PaymentDocument;

/**
 * Rewrites old documents, and gives each a mac. May be cut off at any instant and run again, and run in parallel: each is written
 * only while it is as it was read.
 */
export class ConvertPayments {
  constructor(
    private readonly connection: Connection,
    private readonly sealing: Sealing,
    private readonly options: ConvertOptions,
  ) {}

  /** Throws where old documents go on being written: an older process is running. */
  async execute(): Promise<{ read: number; migrated: number }> {
    const first = await this.pass();
    let { migrated, read } = first;
    for (let passes = 1; read > 0; passes += 1) {
      if (passes > maxPasses) throw new Error('Old payments go on being written. Stop every PayCore process first.');
      const next = await this.pass();
      read = next.read;
      migrated += next.migrated;
    }
    return { read: first.read, migrated };
  }

  private async pass(): Promise<{ read: number; migrated: number }> {
    const { batchSize = 500 } = this.options;
    let read = 0;
    const write = (batch: readonly Found[]) => {
      read += batch.length;
      return this.write(batch);
    };
    const found = this.connection.collection<Found>('payments');
    const migrated = await inBatches(found, { filter: lacksMac, projection: {} }, write, { batchSize });
    return { read, migrated };
  }

  /** Resolves to the number of documents written; another migration may have been faster, or an order's place taken. */
  private async write(batch: readonly Found[]): Promise<number> {
    const writes = await Promise.all(batch.map((found) => this.replacement(found)));
    try {
      const { matchedCount } = await this.payments.bulkWrite(writes, { ordered: false, ignoreUndefined: true });
      return matchedCount;
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError) || !isOnlyRefused(error)) throw error;
      return error.matchedCount;
    }
  }

  private async replacement(found: Found): Promise<mongo.AnyBulkWriteOperation<PaymentDocument>> {
    const { version } = found;
    const document = 'attempts' in found ? { ...found, version: version + 1 } : await this.converted(found);
    const { _id, ...replacement } = renewed(document, this.sealing);
    return { replaceOne: { filter: { _id, version, ...lacksMac }, replacement } };
  }

  private async converted(old: OldDocument): Promise<PaymentDocument> {
    const known = {
      lagHours: this.options.lagHoursOf(old.gateway, old.route),
      isCashier: this.isCashier(old),
      paidBeside: await this.paidBeside(old),
    };
    return converted(old, known, this.sealing.seal);
  }

  private isCashier(old: OldDocument): boolean {
    const { page } = old.sealed;
    if (old.status !== 'pending' || page === undefined) return false;
    try {
      return (this.sealing.seal.open(page, placesOf(old, 1).page) as Page).kind === 'form';
    } catch {
      // Nobody can tell without its key; a number that counts as taken is only replaced by a new one.
      return true;
    }
  }

  /** The order's paid payment; undefined where it is this one, or where the order's paid place is still to be had. */
  private async paidBeside(old: OldDocument): Promise<string | undefined> {
    if (old.status !== 'paid' || old.paidKey !== undefined) return undefined;
    const named = old.events.flatMap(({ type, detail }) =>
      type === 'paid_beside' ? String(detail?.['paymentNo']) : [],
    );
    const keys = [newKeyOf(old), `${old.project}:${old.request.merchantOrderNo}`];
    // One by one: the stand-in for MongoDB reads every document for a list of values.
    for (const filter of [...named.map((_id) => ({ _id })), ...keys.map((paidKey) => ({ paidKey }))]) {
      const found = await this.payments.findOne(filter);
      if (found?.paidKey !== undefined && found.environment === old.environment) return found._id;
    }
    return undefined;
  }

  private get payments() {
    return this.connection.collection<PaymentDocument>('payments');
  }
}

/** Some places of orders were taken meanwhile, and all other writes done. */
const isOnlyRefused = ({ writeErrors }: mongo.MongoBulkWriteError): boolean =>
  [writeErrors].flat().every(({ code }) => code === 11000);
