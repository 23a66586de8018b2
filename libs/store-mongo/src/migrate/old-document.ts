import type { Attempt, Payment } from '@paycore/core';

type OfPayment =
  'project' | 'environment' | 'request' | 'status' | 'createdAt' | 'paidAt' | 'notice' | 'refusedCallbacks' | 'version';

type OfAttempt =
  | 'gateway'
  | 'route'
  | 'method'
  | 'accountId'
  | 'gatewayOrderNo'
  | 'gatewayTradeNo'
  | 'simulated'
  | 'info'
  | 'expiresAt'
  | 'creating'
  | 'closesAt'
  | 'asksAt'
  | 'asks'
  | 'hasClaim'
  | 'syncedAt'
  | 'failedCompletions';

/** A payment as it was stored before payments had attempts: it is its one order at one gateway. */
export interface OldDocument extends Pick<Payment, OfPayment>, Pick<Attempt, OfAttempt> {
  readonly _id: string;
  readonly sealed: { readonly credentials?: string; readonly page?: string };
  readonly completingUntil?: Date;
  /** `{project}:{merchantOrderNo}`, the same on both sides, while it holds the order's open place. */
  readonly orderKey?: string;
  /** The same text while it is the order's paid payment. */
  readonly paidKey?: string;
  readonly events: Payment['events'];
  readonly purgedAt?: Date;
}

export const isOld = { attempts: { $exists: false } } as const;

/** As every version before macs wrote them. */
export const lacksMac = { mac: { $exists: false } } as const;
