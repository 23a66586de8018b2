import type { Connection, mongo } from 'mongoose';
import type {
  DuePayment,
  DueWork,
  MerchantOrder,
  MethodSum,
  PaidSum,
  Payment,
  PaymentChange,
  PaymentMark,
  PaymentPage,
  PaymentStore,
  PaymentWrite,
  Secret,
  UpdateResult,
} from '@paycore/core';
import { BulkUpdates } from './bulk-updates.ts';
import { collectionOf, databaseOf } from './collection-of.ts';
import { DueQueries } from './due-queries.ts';
import { guarded, refusedIndex } from './guard.ts';
import type { BatchOptions } from './maintain/batches.ts';
import { purgePayments } from './maintain/purge-payments.ts';
import { resealPayments } from './maintain/reseal-payments.ts';
import { NamedPayments } from './named-payments.ts';
import { orderKeyOf } from './order-key.ts';
import { toDocument } from './payment-document.ts';
import { PaymentOverviews } from './payment-overviews.ts';
import { PaymentReader, type ReaderRules } from './payment-reader.ts';
import type { PaymentDocument } from './payment-schema.ts';
import { sealingOf, type Sealing } from './payment-seal.ts';
import { toUpdate } from './payment-update.ts';
import type { Seal } from './seal.ts';

const collectionName = 'payments';

/**
 * Payments in MongoDB, one document each. Writes bypass mongoose's casting and use the driver's collection: input was parsed
 * at the edge, and hydrating costs more than the write.
 */
export class MongoPaymentStore implements PaymentStore {
  readonly #sealing: Sealing;
  readonly #reader: PaymentReader;
  readonly #bulk: BulkUpdates;
  readonly #due: DueQueries;
  readonly #named: NamedPayments;
  readonly #overviews: PaymentOverviews;

  constructor(
    private readonly connection: Connection,
    seal: Seal,
    rules: ReaderRules = { isMacRequired: () => false, onBroken: () => undefined },
  ) {
    this.#sealing = sealingOf(seal);
    this.#reader = new PaymentReader(this.#sealing, rules);
    const payments = () => this.#payments;
    this.#due = new DueQueries(payments, this.#sealing, this.#reader);
    this.#named = new NamedPayments(payments, (filter) => this.#one(filter), this.#reader);
    this.#overviews = new PaymentOverviews(payments, this.#reader);
    this.#bulk = new BulkUpdates(connection, this.#sealing, ({ payment, change }) => this.update(payment, change));
  }

  async insert(payment: Payment): Promise<'inserted' | 'orderPaid' | 'orderTaken' | 'numberTaken'> {
    const document = toDocument(payment, this.#sealing);
    try {
      if (!(await guarded(() => this.#insertUnlessPaid(document)))) return 'orderPaid';
      this.#sealing.vouched.add(payment);
      return 'inserted';
    } catch (error) {
      const index = refusedIndex(error);
      if (index === undefined) throw error;
      return index === 'orderKey' ? 'orderTaken' : 'numberTaken';
    }
  }

  find(paymentNo: string): Promise<Payment | undefined> {
    return this.#one({ _id: paymentNo });
  }

  findByKey(...wanted: Parameters<PaymentStore['findByKey']>): Promise<Payment[]> {
    return this.#named.findByKey(...wanted);
  }

  findByNumber(number: string): Promise<Payment[]> {
    return this.#named.findByNumber(number);
  }

  findHolder(order: MerchantOrder): Promise<Payment | undefined> {
    return this.#one({ orderKey: orderKeyOf(order) });
  }

  findPaid(order: MerchantOrder): Promise<Payment | undefined> {
    return this.#one({ paidKey: orderKeyOf(order) });
  }

  async update(payment: Payment, change: PaymentChange): Promise<UpdateResult> {
    const filter = { _id: payment.paymentNo, version: payment.version };
    const update = toUpdate(payment, change, this.#sealing);
    try {
      const options = { ignoreUndefined: true };
      const { matchedCount } = await guarded(() => this.#payments.updateOne(filter, update, options));
      return matchedCount === 1 ? 'saved' : 'stale';
    } catch (error) {
      const index = refusedIndex(error);
      if (index === 'orderKey') return 'orderTaken';
      if (index === 'paidKey') return 'paidTaken';
      if (index === 'gatewayOrderNos') return 'numberTaken';
      throw error;
    }
  }

  updateAll(writes: readonly PaymentWrite[]): Promise<UpdateResult[]> {
    return this.#bulk.execute(writes);
  }

  async remove(payment: Payment): Promise<boolean> {
    const filter = { _id: payment.paymentNo, version: payment.version };
    const { deletedCount } = await guarded(() => this.#payments.deleteOne(filter));
    return deletedCount === 1;
  }

  due(...wanted: Parameters<PaymentStore['due']>): Promise<Payment[]> {
    return this.#due.due(...wanted);
  }

  duePage(...wanted: Parameters<PaymentStore['duePage']>): Promise<DuePayment[]> {
    return this.#due.duePage(...wanted);
  }

  async findAll(paymentNos: readonly string[]): Promise<Payment[]> {
    const filter = { _id: { $in: [...paymentNos] } };
    const found = await guarded(() => this.#payments.find(filter, { batchSize: paymentNos.length + 1 }).toArray());
    return this.#reader.readable(found);
  }

  dueWorks(at: Date): Promise<ReadonlySet<DueWork>> {
    return this.#due.dueWorks(at);
  }

  countDue(...wanted: Parameters<PaymentStore['countDue']>): Promise<number> {
    return this.#due.countDue(...wanted);
  }

  async countRefusedCallback(paymentNo: string): Promise<void> {
    await guarded(() => this.#payments.updateOne({ _id: paymentNo }, { $inc: { refusedCallbacks: 1 } }));
  }

  credentialsOf(...wanted: Parameters<PaymentStore['credentialsOf']>): Promise<Secret<unknown>[]> {
    return this.#named.credentialsOf(...wanted);
  }

  list(...wanted: Parameters<PaymentStore['list']>): Promise<PaymentPage> {
    return this.#overviews.list(...wanted);
  }

  marksOf(...wanted: Parameters<PaymentStore['marksOf']>): Promise<ReadonlyMap<string, PaymentMark>> {
    return this.#overviews.marksOf(...wanted);
  }

  sumPaid(...wanted: Parameters<PaymentStore['sumPaid']>): Promise<PaidSum[]> {
    return this.#overviews.sumPaid(...wanted);
  }

  sumToReturn(...wanted: Parameters<PaymentStore['sumToReturn']>): Promise<MethodSum[]> {
    return this.#overviews.sumToReturn(...wanted);
  }

  /** See `resealPayments`. */
  reseal(options?: BatchOptions): Promise<number> {
    return resealPayments(this.#payments, { sealing: this.#sealing, reader: this.#reader }, options);
  }

  /** See `purgePayments`. */
  purge(before: Date, now: Date, options?: BatchOptions): Promise<number> {
    return purgePayments(this.#payments, this.#sealing.seal, { before, now }, options);
  }

  /**
   * An upsert that inserts unless the order has a paid payment. It matches on two keys, one of them never used: a field
   * compared with a single value would be written into the new document.
   */
  async #insertUnlessPaid(document: PaymentDocument): Promise<boolean> {
    const { orderKey, project, environment } = document;
    if (orderKey === undefined) {
      await this.#payments.insertOne(document, { ignoreUndefined: true });
      return true;
    }
    const noOrder = orderKeyOf({ project, environment, merchantOrderNo: '' });
    const filter = { paidKey: { $in: [orderKey, noOrder] } };
    const options = { ignoreUndefined: true, upsert: true };
    const { matchedCount } = await this.#payments.updateOne(filter, { $setOnInsert: document }, options);
    return matchedCount === 0;
  }

  async #one(filter: mongo.Filter<PaymentDocument>): Promise<Payment | undefined> {
    // The command itself: the cursor around it, of which nothing is used, costs as much as reading the payment.
    const find = { find: collectionName, filter, limit: 1, singleBatch: true };
    const { cursor } = await guarded(() => databaseOf(this.connection).command(find));
    const [document] = (cursor as { readonly firstBatch: readonly PaymentDocument[] }).firstBatch;
    return document && this.#reader.read(document);
  }

  get #payments() {
    return collectionOf<PaymentDocument>(this.connection, collectionName);
  }
}
