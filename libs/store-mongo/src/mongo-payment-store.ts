import type { Connection, mongo } from 'mongoose';
import {
  type Secret,
  type DueWork,
  type Environment,
  type PaidSum,
  type Payment,
  type PaymentChange,
  type OrderKey,
  type PaymentStore,
  type Span,
} from '@paycore/core';
import { guarded, refusedIndex } from './guard.ts';
import { orderKeyOf, placesOf, toDocument, toPayment, toUpdate } from './payment-document.ts';
import { paidSumSteps, type MethodSum } from './paid-sums.ts';
import { paymentModel, type PaymentDocument } from './payment-schema.ts';
import type { Seal } from './seal.ts';

const dueField = {
  create: 'creating.until',
  close: 'closesAt',
  ask: 'asksAt',
  notice: 'notice.nextAt',
} as const satisfies Record<DueWork, string>;

const fieldOf = {
  paymentNo: '_id',
  gatewayOrderNo: 'gatewayOrderNo',
  gatewayTradeNo: 'gatewayTradeNo',
  merchantOrderNo: 'request.merchantOrderNo',
} as const satisfies Record<OrderKey['by'], string>;

const maxMatches = 5;

/**
 * Payments in MongoDB, one document each. Writes bypass mongoose's casting and use the driver's collection: input was parsed
 * at the edge, and hydrating costs more than the write.
 */
export class MongoPaymentStore implements PaymentStore {
  constructor(
    private readonly connection: Connection,
    private readonly seal: Seal,
  ) {}

  /** Builds the indexes; safe for several processes at once. */
  async prepare(): Promise<void> {
    await paymentModel(this.connection).createIndexes();
  }

  async insert(payment: Payment): Promise<'inserted' | 'orderPaid' | 'orderTaken' | 'numberTaken'> {
    const document = toDocument(payment, this.seal);
    try {
      return (await guarded(() => this.#insertUnlessPaid(document))) ? 'inserted' : 'orderPaid';
    } catch (error) {
      const index = refusedIndex(error);
      if (index === undefined) throw error;
      return index === 'orderKey' ? 'orderTaken' : 'numberTaken';
    }
  }

  find(paymentNo: string): Promise<Payment | undefined> {
    return this.#one({ _id: paymentNo });
  }

  async findByKey(gateway: string, { by, value, accountId }: OrderKey): Promise<Payment[]> {
    const filter = { [fieldOf[by]]: value, gateway, ...(accountId !== undefined && { accountId }) };
    if (by === 'paymentNo') return [await this.#one(filter)].filter((payment) => payment !== undefined);
    return this.#many(() => this.#payments.find(filter).sort({ createdAt: -1 }).limit(maxMatches).toArray());
  }

  findHolder(project: string, merchantOrderNo: string): Promise<Payment | undefined> {
    return this.#one({ orderKey: orderKeyOf(project, merchantOrderNo) });
  }

  findPaid(project: string, merchantOrderNo: string): Promise<Payment | undefined> {
    return this.#one({ paidKey: orderKeyOf(project, merchantOrderNo) });
  }

  async update(payment: Payment, change: PaymentChange): Promise<'saved' | 'stale' | 'orderTaken' | 'paidTaken'> {
    const filter = { _id: payment.paymentNo, version: payment.version };
    const update = toUpdate(payment, change, this.seal);
    try {
      const options = { ignoreUndefined: true };
      const { matchedCount } = await guarded(() => this.#payments.updateOne(filter, update, options));
      return matchedCount === 1 ? 'saved' : 'stale';
    } catch (error) {
      const index = refusedIndex(error);
      if (index === 'orderKey') return 'orderTaken';
      if (index === 'paidKey') return 'paidTaken';
      throw error;
    }
  }

  async remove(payment: Payment): Promise<boolean> {
    const filter = { _id: payment.paymentNo, version: payment.version };
    const { deletedCount } = await guarded(() => this.#payments.deleteOne(filter));
    return deletedCount === 1;
  }

  async due(work: DueWork, at: Date, limit: number, exceptHosts: readonly string[] = []): Promise<Payment[]> {
    const field = dueField[work];
    const filter = {
      [field]: { $lte: at },
      ...(exceptHosts.length > 0 && { 'notice.host': { $nin: [...exceptHosts] } }),
    };
    return this.#many(() =>
      this.#payments
        .find(filter)
        .sort({ [field]: 1 })
        .limit(limit)
        .toArray(),
    );
  }

  countDue(work: DueWork, at: Date): Promise<number> {
    return guarded(() => this.#payments.countDocuments({ [dueField[work]]: { $lte: at } }));
  }

  async countRefusedCallback(paymentNo: string): Promise<void> {
    await guarded(() => this.#payments.updateOne({ _id: paymentNo }, { $inc: { refusedCallbacks: 1 } }));
  }

  async credentialsOf(gateway: string, accountId: string): Promise<Secret<unknown>[]> {
    const filter = { gateway, accountId };
    const found = await this.#many(() =>
      this.#payments.find(filter).sort({ createdAt: -1 }).limit(maxMatches).toArray(),
    );
    return found.map(({ credentials }) => credentials);
  }

  async sumPaid(project: string, environment: Environment, spans: { day: Span; month: Span }): Promise<PaidSum[]> {
    const steps = paidSumSteps(project, environment, spans);
    const groups = await guarded(() => this.#payments.aggregate<MethodSum>(steps).toArray());
    return groups.map(({ _id, ...sums }) => ({ ..._id, ...sums }));
  }

  newest(project: string, limit: number): Promise<Payment[]> {
    return this.#many(() => this.#payments.find({ project }).sort({ createdAt: -1, _id: -1 }).limit(limit).toArray());
  }

  /** Re-encrypts with the first key what other keys encrypted; resolves to the number of payments changed. */
  async reseal(): Promise<number> {
    let touched = 0;
    const fields = { projection: { _id: 1, project: 1, sealed: 1 } };
    for await (const document of this.#payments.find({}, fields)) {
      const places = placesOf(document);
      const stale = (['credentials', 'page'] as const).flatMap((what) => {
        const sealed = document.sealed[what];
        return sealed !== undefined && !this.seal.isOfFirstKey(sealed) ? [{ what, sealed }] : [];
      });
      for (const { what, sealed } of stale) {
        const fresh = this.seal.seal(this.seal.open(sealed, places[what]), places[what]);
        const filter = { _id: document._id, [`sealed.${what}`]: sealed };
        await guarded(() => this.#payments.updateOne(filter, { $set: { [`sealed.${what}`]: fresh } }));
      }
      if (stale.length > 0) touched += 1;
    }
    return touched;
  }

  /** Erases credentials, page and buyer of closed payments created before that time; amounts and numbers stay. */
  async purge(before: Date, now: Date): Promise<number> {
    const { modifiedCount } = await this.#payments.updateMany(
      { createdAt: { $lt: before }, status: { $ne: 'pending' }, purgedAt: { $exists: false } },
      { $set: { purgedAt: now, 'request.buyer': {}, sealed: {} }, $inc: { version: 1 } },
    );
    return modifiedCount;
  }

  /**
   * An upsert that inserts unless the order has a paid payment. It matches on two keys, one of them never used: a field
   * compared with a single value would be written into the new document.
   */
  async #insertUnlessPaid(document: PaymentDocument): Promise<boolean> {
    const { orderKey, project } = document;
    if (orderKey === undefined) {
      await this.#payments.insertOne(document, { ignoreUndefined: true });
      return true;
    }
    const filter = { paidKey: { $in: [orderKey, orderKeyOf(project, '')] } };
    const options = { ignoreUndefined: true, upsert: true };
    const { matchedCount } = await this.#payments.updateOne(filter, { $setOnInsert: document }, options);
    return matchedCount === 0;
  }

  async #one(filter: mongo.Filter<PaymentDocument>): Promise<Payment | undefined> {
    const document = await guarded(() => this.#payments.findOne(filter));
    return document ? toPayment(document, this.seal) : undefined;
  }

  async #many(find: () => Promise<PaymentDocument[]>): Promise<Payment[]> {
    return (await guarded(find)).map((document) => toPayment(document, this.seal));
  }

  get #payments() {
    return this.connection.collection<PaymentDocument>('payments');
  }
}
