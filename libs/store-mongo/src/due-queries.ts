import type { mongo } from 'mongoose';
import {
  dueWorks,
  type DueExcept,
  type DuePayment,
  type DuePosition,
  type DueWork,
  type Payment,
  type PaymentStore,
} from '@paycore/core';
import { anyDueFilter, dueField, dueFilter } from './due-filter.ts';
import { dueFields, duePaymentOf } from './due-payment.ts';
import { guarded } from './guard.ts';
import { exceptAtRest } from './notice-document.ts';
import type { PaymentReader } from './payment-reader.ts';
import type { PaymentDocument } from './payment-schema.ts';
import type { Sealing } from './payment-seal.ts';

/** What is due, and how much of it: see `PaymentStore`. */
export class DueQueries implements Pick<PaymentStore, 'due' | 'duePage' | 'dueWorks' | 'countDue'> {
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

  async duePage(work: DueWork, at: Date, limit: number, after?: DuePosition): Promise<DuePayment[]> {
    const field = dueField[work];
    const sort = { [field]: 1, _id: 1 } as const;
    const projection = dueFields(work);
    const page = (filter: mongo.Filter<PaymentDocument>, max: number) =>
      guarded(() => this.payments().find(filter, { projection, sort, limit: max, batchSize: max }).toArray());
    // Two queries, each within bounds of the index: those due at the same time may be very many.
    const tied = after ? await page({ [field]: after.dueAt, _id: { $gt: after.paymentNo } }, limit) : [];
    const later = { [field]: { ...(after && { $gt: after.dueAt }), $lte: at } };
    const found = tied.length < limit ? [...tied, ...(await page(later, limit - tied.length))] : tied;
    return found.map((document) => duePaymentOf(document, work, at));
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
