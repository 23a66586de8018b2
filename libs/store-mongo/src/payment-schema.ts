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
