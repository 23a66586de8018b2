import { Schema, type Connection, type Model } from 'mongoose';
import type { Attempt, Payment, PaymentEvent } from '@paycore/core';

/** A stored attempt. What most attempts have alike is left out: see attempt-document.ts. */
export interface AttemptDocument
  extends
    Omit<Attempt, 'credentials' | 'page' | 'simulated' | 'info' | 'asks' | 'amount' | 'createdAt'>,
    Partial<Pick<Attempt, 'simulated' | 'info' | 'asks' | 'amount' | 'createdAt'>> {
  readonly sealed: { readonly credentials?: string; readonly page?: string };
}

/**
 * What is stored beside the attempts so that indexes can hold it: the kept attempt's gateway and money (the shown one's
 * until there is one), all the numbers that gateways know the payment by, and the earliest due time of each kind.
 */
export interface Summary extends Pick<Payment, 'status'> {
  readonly gateway: string | undefined;
  readonly route: string | undefined;
  /** Absent where the payment was paid beside another one: then it is no part of the sums. */
  readonly amount: number | undefined;
  /** Of `amount` and `toReturn`, where they are not in the method's own unit. */
  readonly decimals: number | undefined;
  readonly gatewayOrderNos: readonly string[] | undefined;
  readonly gatewayTradeNos: readonly string[] | undefined;
  readonly creatingUntil: Date | undefined;
  readonly closesAt: Date | undefined;
  readonly asksAt: Date | undefined;
  /** While money has to be returned: `{project}:{environment}:{createdAt}:{paymentNo}`. */
  readonly toReturnKey: string | undefined;
  /** How much, in the unit of the shown attempt's amount. */
  readonly toReturn: number | undefined;
}

/** Where Summary has `undefined`, the field is not stored. */
type StoredSummary = Pick<Summary, 'status'> & { readonly [K in keyof Summary]?: Exclude<Summary[K], undefined> };

type Derived =
  'paymentNo' | 'mode' | 'attempts' | 'status' | 'events' | 'holdsOrder' | 'holdsPaid' | 'refusedCallbacks';

/** A stored payment. Secret fields exist only in `sealed`. */
export interface PaymentDocument extends Omit<Payment, Derived>, StoredSummary {
  readonly _id: string;
  /** Direct where absent. */
  readonly mode?: Payment['mode'];
  readonly attempts: readonly AttemptDocument[];
  /** The order's key while this payment holds its open place: see `orderKeyOf`. */
  readonly orderKey?: string;
  /** The same text while it is the order's paid payment. */
  readonly paidKey?: string;
  readonly events: PaymentEvent[];
  readonly refusedCallbacks?: number;
  /** When its secrets and the buyer's data were erased. */
  readonly purgedAt?: Date;
}

const { Mixed } = Schema.Types;

const newestFirst = { createdAt: -1, _id: -1 } as const;

/** What lists of a project's payments on one side walk along; the first also finds the newest ones of the overview. */
export const listIndexes = {
  plain: { project: 1, environment: 1, ...newestFirst },
  status: { project: 1, environment: 1, status: 1, ...newestFirst },
  order: { project: 1, environment: 1, 'request.merchantOrderNo': 1, ...newestFirst },
  toReturn: { toReturnKey: 1 },
} as const;

const schema = new Schema<PaymentDocument>(
  {
    _id: { type: String, required: true },
    project: String,
    mode: String,
    environment: String,
    request: Mixed,
    link: Mixed,
    status: String,
    gateway: String,
    route: String,
    amount: Number,
    decimals: Number,
    attempts: Mixed,
    gatewayOrderNos: [String],
    gatewayTradeNos: [String],
    keptAttempt: Number,
    closedReason: String,
    paidBeside: String,
    completing: Mixed,
    orderKey: String,
    paidKey: String,
    toReturnKey: String,
    toReturn: Number,
    createdAt: Date,
    paidAt: Date,
    creatingUntil: Date,
    closesAt: Date,
    asksAt: Date,
    tidyAt: Date,
    notice: Mixed,
    events: Mixed,
    refusedCallbacks: Number,
    purgedAt: Date,
    version: Number,
  },
  { collection: 'payments', versionKey: false, minimize: false },
);

schema.index({ gatewayOrderNos: 1 }, { unique: true, sparse: true });
schema.index({ gatewayTradeNos: 1 }, { sparse: true });
schema.index({ orderKey: 1 }, { unique: true, sparse: true });
schema.index({ paidKey: 1 }, { unique: true, sparse: true });
schema.index({ 'request.merchantOrderNo': 1 });
schema.index({ 'attempts.accountId': 1, createdAt: -1 });
for (const index of [listIndexes.plain, listIndexes.status, listIndexes.order]) schema.index(index);
// Covers the monthly sums, so that they read no document.
schema.index({
  ...{ project: 1, environment: 1, paidAt: 1 },
  ...{ gateway: 1, route: 1, 'request.currency': 1, amount: 1, decimals: 1 },
});
schema.index(listIndexes.toReturn, { sparse: true });
schema.index({ creatingUntil: 1 }, { sparse: true });
schema.index({ closesAt: 1 }, { sparse: true });
schema.index({ asksAt: 1 }, { sparse: true });
schema.index({ tidyAt: 1 }, { sparse: true });
schema.index({ 'notice.nextAt': 1 }, { sparse: true });

export const paymentModel = (connection: Connection): Model<PaymentDocument> =>
  connection.model<PaymentDocument>('Payment', schema);
