import { Schema, type Connection, type Model } from 'mongoose';
import type { Payment, PaymentEvent } from '@paycore/core';

/** A stored payment. Secret fields exist only in `sealed`. */
export interface PaymentDocument extends Omit<
  Payment,
  'paymentNo' | 'credentials' | 'page' | 'events' | 'holdsOrder' | 'holdsPaid'
> {
  readonly _id: string;
  /** `{project}:{merchantOrderNo}` while this payment holds the order's open place. */
  readonly orderKey?: string;
  /** The same text while it is the order's paid payment. */
  readonly paidKey?: string;
  readonly sealed: { readonly credentials?: string; readonly page?: string };
  readonly events: PaymentEvent[];
  /** When its secrets and the buyer's data were erased. */
  readonly purgedAt?: Date;
}

const { Mixed } = Schema.Types;

const schema = new Schema<PaymentDocument>(
  {
    _id: { type: String, required: true },
    project: String,
    request: Mixed,
    gateway: String,
    route: String,
    method: String,
    accountId: String,
    environment: String,
    gatewayOrderNo: String,
    gatewayTradeNo: String,
    orderKey: String,
    paidKey: String,
    status: String,
    simulated: Boolean,
    info: Mixed,
    sealed: Mixed,
    createdAt: Date,
    expiresAt: Date,
    paidAt: Date,
    creating: Mixed,
    closesAt: Date,
    asksAt: Date,
    asks: Number,
    syncedAt: Date,
    failedCompletions: Number,
    completingUntil: Date,
    notice: Mixed,
    events: Mixed,
    refusedCallbacks: Number,
    purgedAt: Date,
    version: Number,
  },
  { collection: 'payments', versionKey: false, minimize: false },
);

schema.index({ gatewayOrderNo: 1 }, { unique: true });
schema.index({ orderKey: 1 }, { unique: true, sparse: true });
schema.index({ paidKey: 1 }, { unique: true, sparse: true });
schema.index({ gatewayTradeNo: 1 }, { sparse: true });
schema.index({ 'request.merchantOrderNo': 1 });
schema.index({ gateway: 1, accountId: 1, createdAt: -1 });
schema.index({ project: 1, createdAt: -1, _id: -1 });
// Covers the monthly sums, so that they read no document.
schema.index({
  project: 1,
  environment: 1,
  paidAt: 1,
  gateway: 1,
  route: 1,
  'request.currency': 1,
  'request.amount': 1,
});
schema.index({ 'creating.until': 1 }, { sparse: true });
schema.index({ closesAt: 1 }, { sparse: true });
schema.index({ asksAt: 1 }, { sparse: true });
schema.index({ 'notice.nextAt': 1 }, { sparse: true });

export const paymentModel = (connection: Connection): Model<PaymentDocument> =>
  connection.model<PaymentDocument>('Payment', schema);
