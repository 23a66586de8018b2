import type { mongo } from 'mongoose';
import {
  isListed,
  maxLookedAt,
  type Environment,
  type MarkedPayment,
  type MethodSum,
  type PageWanted,
  type PaidSum,
  type Payment,
  type PaymentFilter,
  type PaymentMark,
  type PaymentPage,
  type PaymentPlace,
  type PaymentStore,
  type Span,
} from '@paycore/core';
import { guarded } from './guard.ts';
import { orderKeyOf } from './order-key.ts';
import { methodOf, paidSumSteps, toReturnSteps, type PaidGroup, type ToReturnGroup } from './paid-sums.ts';
import { isHintRefused, listWalk, type ListWalk } from './payment-list.ts';
import type { PaymentReader } from './payment-reader.ts';
import type { PaymentDocument } from './payment-schema.ts';
import { sideKeyOf } from './payment-summary.ts';

/** Lists of payments and sums over them: see `PaymentStore`. */
export class PaymentOverviews implements Pick<PaymentStore, 'list' | 'marksOf' | 'sumPaid' | 'sumToReturn'> {
  constructor(
    private readonly payments: () => mongo.Collection<PaymentDocument>,
    private readonly reader: PaymentReader,
  ) {}

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

  async marksOf(payments: readonly MarkedPayment[]): Promise<ReadonlyMap<string, PaymentMark>> {
    const keyOf = new Map(payments.map((payment) => [payment.paymentNo, orderKeyOf(payment)]));
    // Both halves walk a unique index.
    const filter = { $or: [{ _id: { $in: [...keyOf.keys()] } }, { paidKey: { $in: [...keyOf.values()] } }] };
    const batch = { projection: { version: 1, paidKey: 1 }, batchSize: keyOf.size * 2 + 1 };
    const found = await guarded(() => this.payments().find(filter, batch).toArray());
    const paid = new Set(found.map(({ paidKey }) => paidKey));
    const marks = found.flatMap(({ _id, version }): [string, PaymentMark][] => {
      const key = keyOf.get(_id);
      return key === undefined ? [] : [[_id, { version, isOrderPaid: paid.has(key) }]];
    });
    return new Map(marks);
  }

  async sumPaid(project: string, environment: Environment, spans: { day: Span; month: Span }): Promise<PaidSum[]> {
    const steps = paidSumSteps(project, environment, spans);
    const groups = await guarded(() => this.payments().aggregate<PaidGroup>(steps).toArray());
    // What was paid beside another payment has no amount in the index.
    return groups.filter(({ month }) => month > 0).map(({ _id, ...sums }) => ({ ...methodOf(_id), ...sums }));
  }

  async sumToReturn(project: string, environment: Environment, span: Span): Promise<MethodSum[]> {
    const steps = toReturnSteps(sideKeyOf(project, environment), span);
    const groups = await guarded(() => this.payments().aggregate<ToReturnGroup>(steps).toArray());
    return groups.map(({ _id, amount }) => ({ ...methodOf(_id), amount }));
  }

  #walked(
    { filter, sort, isExact }: ListWalk,
    wanted: PaymentFilter,
    limit: number,
    options: mongo.FindOptions,
  ): Promise<PaymentPage> {
    const rows = this.payments().find(filter, options).sort(sort);
    const maxRows = isExact ? limit + 1 : maxLookedAt;
    return guarded(async () => {
      const payments: Payment[] = [];
      let [last, looked]: [PaymentPlace | undefined, number] = [undefined, 0];
      for await (const row of rows.limit(maxRows)) {
        if (payments.length === limit) return { payments, next: last };
        if (row.createdAt instanceof Date) last = { createdAt: row.createdAt, paymentNo: row._id };
        looked += 1;
        const found = this.reader.readable([row]);
        payments.push(...found.filter((payment) => isExact || isListed(payment, wanted)));
      }
      return { payments, next: looked === maxRows ? last : undefined };
    });
  }
}
