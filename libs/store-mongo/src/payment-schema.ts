import type { Attempt, Notice, Payment, PaymentEvent, PaymentRequest } from '@paycore/core';

/** A stored attempt. What most attempts have alike is left out: see attempt-document.ts. */
export interface AttemptDocument
  extends
    Omit<Attempt, 'credentials' | 'page' | 'simulated' | 'info' | 'asks' | 'amount' | 'createdAt'>,
    Partial<Pick<Attempt, 'simulated' | 'info' | 'asks' | 'amount' | 'createdAt'>> {
  /** The first attempt's credentials are sealed with the payment; they were not, before payments had a seal of their own. */
  readonly sealed?: { readonly credentials?: string; readonly page?: string };
}

/** A stored notice. */
export interface NoticeDocument extends Omit<Notice, 'url'> {
  /** Its keyed hash; the host itself where `url` is there. */
  readonly host: string;
  /** Of notices stored before addresses were sealed. */
  readonly url?: string;
  /** Address and host, where they are not those of the payment's `payok`. */
  readonly sealed?: string;
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
  | 'paymentNo'
  | 'mode'
  | 'request'
  | 'attempts'
  | 'status'
  | 'notice'
  | 'events'
  | 'holdsOrder'
  | 'holdsPaid'
  | 'refusedCallbacks';

/** Buyer and addresses stand in it only where they were stored before they were sealed. */
export type StoredRequest = Omit<PaymentRequest, 'buyer' | 'urls'> & Partial<Pick<PaymentRequest, 'buyer' | 'urls'>>;

/** A stored payment. Secret fields exist only in `sealed`, of the payment and of its attempts. */
export interface PaymentDocument extends Omit<Payment, Derived>, StoredSummary {
  readonly _id: string;
  /** Direct where absent. */
  readonly mode?: Payment['mode'];
  readonly request: StoredRequest;
  readonly attempts: readonly AttemptDocument[];
  /** The order's key while this payment holds its open place: see `orderKeyOf`. */
  readonly orderKey?: string;
  /** The same text while it is the order's paid payment. */
  readonly paidKey?: string;
  readonly notice?: NoticeDocument;
  /** See `SealedFields`. */
  readonly sealed?: string;
  /** See `macText`; absent where it was stored before payments had one. */
  readonly mac?: string;
  /** Token of the command that last wrote it together with others: see `BulkUpdates`. */
  readonly writtenBy?: string;
  readonly events: PaymentEvent[];
  readonly refusedCallbacks?: number;
  /** When its secrets and the buyer's data were erased. */
  readonly purgedAt?: Date;
}
