import type { Connection, mongo } from 'mongoose';
import {
  isListed,
  isNamedBy,
  maxLookedAt,
  newestFirst,
  type Attempt,
  type DueWork,
  type Environment,
  type MarkedPayment,
  type MerchantOrder,
  type MethodSum,
  type OrderKey,
  type PageWanted,
  type PaidSum,
  type Payment,
  type PaymentChange,
  type PaymentFilter,
  type PaymentMark,
  type PaymentPage,
  type PaymentPlace,
  type PaymentStore,
  type PaymentVersion,
  type PaymentWrite,
  type Secret,
  type Span,
  type UpdateResult,
} from '@paycore/core';
import { BulkUpdates } from './bulk-updates.ts';
import { collectionOf, databaseOf } from './collection-of.ts';
import { DueQueries } from './due-queries.ts';
import { guarded, refusedIndex } from './guard.ts';
import type { BatchOptions } from './maintain/batches.ts';
import { purgePayments } from './maintain/purge-payments.ts';
import { resealPayments } from './maintain/reseal-payments.ts';
import { orderKeyOf } from './order-key.ts';
import { toDocument } from './payment-document.ts';
import { newestPerProject } from './newest-per-project.ts';
import { isHintRefused, listWalk, type ListWalk } from './payment-list.ts';
import { methodOf, paidSumSteps, toReturnSteps, type PaidGroup, type ToReturnGroup } from './paid-sums.ts';
import { PaymentReader, type ReaderRules } from './payment-reader.ts';
import type { PaymentDocument } from './payment-schema.ts';
import { sealingOf, type Sealing } from './payment-seal.ts';
import { sideKeyOf } from './payment-summary.ts';
import { toUpdate } from './payment-update.ts';
import type { Seal } from './seal.ts';

const collectionName = 'payments';

const fieldOf = {
  paymentNo: '_id',
  gatewayOrderNo: 'gatewayOrderNos',
  gatewayTradeNo: 'gatewayTradeNos',
  merchantOrderNo: 'request.merchantOrderNo',
} as const satisfies Record<OrderKey['by'], string>;

/** What an operator's number may find. */
const maxFound = 20;

/** Who shares a number with more payments of the own project than this, is not found by it. */
const numberShares = { perProject: 5, inAll: 100 };

const credentialShares = { perProject: 2, inAll: 100 };

/**
 * Payments in MongoDB, one document each. Writes bypass mongoose's casting and use the driver's collection: input was parsed
 * at the edge, and hydrating costs more than the write.
 */
export class MongoPaymentStore implements PaymentStore {
  readonly #sealing: Sealing;
  readonly #reader: PaymentReader;
  readonly #bulk: BulkUpdates;
  readonly #due: DueQueries;

  constructor(
    private readonly connection: Connection,
    seal: Seal,
    rules: ReaderRules = { isMacRequired: () => false, onBroken: () => undefined },
  ) {
    this.#sealing = sealingOf(seal);
    this.#reader = new PaymentReader(this.#sealing, rules);
    this.#due = new DueQueries(() => this.#payments, this.#sealing, this.#reader);
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

  async findByKey(gateway: string, key: OrderKey): Promise<Payment[]> {
    const { by, value, accountId } = key;
    const filter = {
      [fieldOf[by]]: value,
      'attempts.gateway': gateway,
      ...(accountId !== undefined && { 'attempts.accountId': accountId }),
    };
    // Two equalities match across attempts.
    const isMeant = ({ attempts }: Payment) => attempts.some((attempt) => isNamedBy(attempt, gateway, key));
    if (by === 'paymentNo' || by === 'gatewayOrderNo') {
      const payment = await this.#one(filter);
      return payment && isMeant(payment) ? [payment] : [];
    }
    const found = await newestPerProject(this.#payments, filter, numberShares);
    return this.#reader.someOf(found).filter(isMeant).sort(newestFirst);
  }

  async findByNumber(number: string): Promise<Payment[]> {
    // One query an index: an $or over them may read the whole collection.
    const found = await Promise.all(
      Object.values(fieldOf).map((field) =>
        guarded(() =>
          this.#payments
            .find({ [field]: number })
            .sort({ createdAt: -1, _id: -1 })
            .limit(maxFound)
            .toArray(),
        ),
      ),
    );
    const byNo = new Map(found.flat().map((document) => [document._id, document]));
    return this.#reader
      .someOf([...byNo.values()])
      .sort(newestFirst)
      .slice(0, maxFound);
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

  dueVersions(...wanted: Parameters<PaymentStore['dueVersions']>): Promise<PaymentVersion[]> {
    return this.#due.dueVersions(...wanted);
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

  async credentialsOf(gateway: string, accountId: string): Promise<Secret<unknown>[]> {
    const filter = { attempts: { $elemMatch: { gateway, accountId } } };
    const found = await newestPerProject(this.#payments, filter, credentialShares);
    const isOfAccount = (attempt: Attempt) => attempt.gateway === gateway && attempt.accountId === accountId;
    const ofProject = new Map<string, Secret<unknown>[]>();
    for (const { project, attempts } of this.#reader.readable(found)) {
      const own = attempts.toReversed().filter(isOfAccount);
      const all = [...(ofProject.get(project) ?? []), ...own.map(({ credentials }) => credentials)];
      ofProject.set(project, all.slice(0, credentialShares.perProject));
    }
    return [...ofProject.values()].flat();
  }

  async sumPaid(project: string, environment: Environment, spans: { day: Span; month: Span }): Promise<PaidSum[]> {
    const steps = paidSumSteps(project, environment, spans);
    const groups = await guarded(() => this.#payments.aggregate<PaidGroup>(steps).toArray());
    // What was paid beside another payment has no amount in the index.
    return groups.filter(({ month }) => month > 0).map(({ _id, ...sums }) => ({ ...methodOf(_id), ...sums }));
  }

  async sumToReturn(project: string, environment: Environment, span: Span): Promise<MethodSum[]> {
    const steps = toReturnSteps(sideKeyOf(project, environment), span);
    const groups = await guarded(() => this.#payments.aggregate<ToReturnGroup>(steps).toArray());
    return groups.map(({ _id, amount }) => ({ ...methodOf(_id), amount }));
  }

  async marksOf(payments: readonly MarkedPayment[]): Promise<ReadonlyMap<string, PaymentMark>> {
    const keyOf = new Map(payments.map((payment) => [payment.paymentNo, orderKeyOf(payment)]));
    // Both halves walk a unique index.
    const filter = { $or: [{ _id: { $in: [...keyOf.keys()] } }, { paidKey: { $in: [...keyOf.values()] } }] };
    const batch = { projection: { version: 1, paidKey: 1 }, batchSize: keyOf.size * 2 + 1 };
    const found = await guarded(() => this.#payments.find(filter, batch).toArray());
    const paid = new Set(found.map(({ paidKey }) => paidKey));
    const marks = found.flatMap(({ _id, version }): [string, PaymentMark][] => {
      const key = keyOf.get(_id);
      return key === undefined ? [] : [[_id, { version, isOrderPaid: paid.has(key) }]];
    });
    return new Map(marks);
  }

  async list(filter: PaymentFilter, page: PageWanted): Promise<PaymentPage> {
    const walk = listWalk(filter, page.after);
    try {
      return await this.#walked(walk, filter, page.limit, { hint: walk.index });
    } catch (error) {
      if (!isHintRefused(error)) throw error;
      // The index is still to be built by the operator: the same list, slowly.
      return this.#walked(walk, filter, page.limit, {});
    }
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

  #walked(
    { filter, sort, isExact }: ListWalk,
    wanted: PaymentFilter,
    limit: number,
    options: mongo.FindOptions,
  ): Promise<PaymentPage> {
    const rows = this.#payments.find(filter, options).sort(sort);
    const maxRows = isExact ? limit + 1 : maxLookedAt;
    return guarded(async () => {
      const payments: Payment[] = [];
      let [last, looked]: [PaymentPlace | undefined, number] = [undefined, 0];
      for await (const row of rows.limit(maxRows)) {
        if (payments.length === limit) return { payments, next: last };
        if (row.createdAt instanceof Date) last = { createdAt: row.createdAt, paymentNo: row._id };
        looked += 1;
        const found = this.#reader.readable([row]);
        payments.push(...found.filter((payment) => isExact || isListed(payment, wanted)));
      }
      return { payments, next: looked === maxRows ? last : undefined };
    });
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
