import type { mongo } from 'mongoose';
import {
  isNamedBy,
  newestFirst,
  type Attempt,
  type OrderKey,
  type Payment,
  type PaymentStore,
  type Secret,
} from '@paycore/core';
import { guarded } from './guard.ts';
import { newestPerProject } from './newest-per-project.ts';
import type { PaymentReader } from './payment-reader.ts';
import type { PaymentDocument } from './payment-schema.ts';

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

/** Payments by what others call them, a gateway or an operator: see `PaymentStore`. */
export class NamedPayments implements Pick<PaymentStore, 'findByKey' | 'findByNumber' | 'credentialsOf'> {
  constructor(
    private readonly payments: () => mongo.Collection<PaymentDocument>,
    private readonly one: (filter: mongo.Filter<PaymentDocument>) => Promise<Payment | undefined>,
    private readonly reader: PaymentReader,
  ) {}

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
      const payment = await this.one(filter);
      return payment && isMeant(payment) ? [payment] : [];
    }
    const found = await newestPerProject(this.payments(), filter, numberShares);
    return this.reader.someOf(found).filter(isMeant).sort(newestFirst);
  }

  async findByNumber(number: string): Promise<Payment[]> {
    // One query an index: an $or over them may read the whole collection.
    const found = await Promise.all(
      Object.values(fieldOf).map((field) =>
        guarded(() =>
          this.payments()
            .find({ [field]: number })
            .sort({ createdAt: -1, _id: -1 })
            .limit(maxFound)
            .toArray(),
        ),
      ),
    );
    const byNo = new Map(found.flat().map((document) => [document._id, document]));
    return this.reader
      .someOf([...byNo.values()])
      .sort(newestFirst)
      .slice(0, maxFound);
  }

  async credentialsOf(gateway: string, accountId: string): Promise<Secret<unknown>[]> {
    const filter = { attempts: { $elemMatch: { gateway, accountId } } };
    const found = await newestPerProject(this.payments(), filter, credentialShares);
    const isOfAccount = (attempt: Attempt) => attempt.gateway === gateway && attempt.accountId === accountId;
    const ofProject = new Map<string, Secret<unknown>[]>();
    for (const { project, attempts } of this.reader.readable(found)) {
      const own = attempts.toReversed().filter(isOfAccount);
      const all = [...(ofProject.get(project) ?? []), ...own.map(({ credentials }) => credentials)];
      ofProject.set(project, all.slice(0, credentialShares.perProject));
    }
    return [...ofProject.values()].flat();
  }
}
