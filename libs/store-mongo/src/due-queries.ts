import type { mongo } from 'mongoose';
import {
  dueWorks,
  type DueExcept,
  type DueWork,
  type Payment,
  type PaymentStore,
  type PaymentVersion,
} from '@paycore/core';
import { anyDueFilter, dueField, dueFilter, dueTimeOf } from './due-filter.ts';
import { guarded } from './guard.ts';
import { exceptAtRest } from './notice-document.ts';
import type { PaymentReader } from './payment-reader.ts';
import type { PaymentDocument } from './payment-schema.ts';
import type { Sealing } from './payment-seal.ts';

/** What is due, and how much of it: see `PaymentStore`. */
export class DueQueries implements Pick<PaymentStore, 'due' | 'dueVersions' | 'dueWorks' | 'countDue'> {
  constructor(
    private readonly payments: () => mongo.Collection<PaymentDocument>,
    private readonly sealing: Pick<Sealing, 'hosts'>,
    private readonly reader: PaymentReader,
  ) {}

  async due(work: DueWork, at: Date, limit: number, except: DueExcept = {}): Promise<Payment[]> {
    const filter = this.#filter(work, at, except);
    const due = () =>
      this.payments()
        .find(filter)
        .sort({ [dueField[work]]: 1 });
    const found = await guarded(() => due().limit(limit).toArray());
    const payments = this.reader.readable(found);
    if (payments.length === found.length || found.length < limit) return payments;
    // What is broken stays due: it must not take the room of the others.
    const rest = due().skip(found.length).batchSize(limit);
    return guarded(async () => {
      for await (const document of rest) {
        payments.push(...this.reader.readable([document]));
        if (payments.length >= limit) break;
      }
      return payments;
    });
  }

  async dueVersions(work: DueWork, at: Date, limit: number, except: DueExcept = {}): Promise<PaymentVersion[]> {
    const filter = this.#filter(work, at, except);
    const field = dueField[work];
    // Not sorted there: without an index, that takes the whole of all documents, and with one they come in order.
    const options = { projection: { version: 1, [field]: 1 }, limit, batchSize: limit } as const;
    const found = await guarded(() => this.payments().find(filter, options).toArray());
    const timeOf = (document: PaymentDocument) => dueTimeOf(document, work)?.getTime() ?? 0;
    return found.sort((a, b) => timeOf(a) - timeOf(b)).map(({ _id, version }) => ({ paymentNo: _id, version }));
  }

  async dueWorks(at: Date): Promise<ReadonlySet<DueWork>> {
    const isAny = (filter: mongo.Filter<PaymentDocument>) =>
      guarded(async () => (await this.payments().findOne(filter, { projection: { _id: 1 } })) !== null);
    if (!(await isAny(anyDueFilter(at)))) return new Set();
    const are = await Promise.all(dueWorks.map((work) => isAny(dueFilter(work, at, {}))));
    return new Set(dueWorks.filter((_, place) => are[place]));
  }

  countDue(work: DueWork, at: Date, except: DueExcept = {}): Promise<number> {
    const filter = this.#filter(work, at, except);
    return guarded(() => this.payments().countDocuments(filter));
  }

  #filter(work: DueWork, at: Date, except: DueExcept): mongo.Filter<PaymentDocument> {
    return dueFilter(work, at, exceptAtRest(except, this.sealing.hosts));
  }
}
