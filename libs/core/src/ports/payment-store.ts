import type { Span } from '../domain/local-day.ts';
import type { PaymentFilter, PaymentPlace } from '../domain/listing.ts';
import type { Environment, MerchantOrder, Payment, PaymentChange } from '../domain/payment.ts';
import type { Secret } from '../domain/secret.ts';
import type { OrderKey } from './gateway.ts';

/**
 * Stored payments. Each method is one atomic operation on one payment; every write is safe to repeat after an unknown
 * outcome. All throw PayCoreError `offline` when the database does not answer in time.
 */
export interface PaymentStore {
  /**
   * Checks and inserts in one step. For a payment that holds its order: `orderPaid` where the order has a paid payment,
   * `orderTaken` where another payment holds the order. `numberTaken`: draw new numbers.
   */
  insert(payment: Payment): Promise<'inserted' | 'orderPaid' | 'orderTaken' | 'numberTaken'>;
  find(paymentNo: string): Promise<Payment | undefined>;
  /** Payments with an attempt at the gateway that matches the key, newest first; of each project a few, and 100 in all at most. */
  findByKey(gateway: string, key: OrderKey): Promise<Payment[]>;
  /** Payments with this number of whatever kind, of all projects, newest first; at most 20. */
  findByNumber(number: string): Promise<Payment[]>;
  /** The order's open payment. */
  findHolder(order: MerchantOrder): Promise<Payment | undefined>;
  /** The order's paid payment. */
  findPaid(order: MerchantOrder): Promise<Payment | undefined>;
  /**
   * Applies the change if the payment still has this version. `orderTaken` / `paidTaken`: nothing was written, because another
   * payment is already the order's open or paid one.
   */
  update(payment: Payment, change: PaymentChange): Promise<UpdateResult>;
  /**
   * `update` of many payments in one go: each is applied or not by itself, and those of one payment in their order. What came of
   * each, in the order of the writes. Where it throws, any of them may have been applied; and one that is `stale` may have been,
   * if its payment was written in bulk again since: whoever repeats it on a fresh read finds it done.
   */
  updateAll(writes: readonly PaymentWrite[]): Promise<UpdateResult[]>;
  /** Removes the payment if it still has this version; resolves to whether it did. */
  remove(payment: Payment): Promise<boolean>;
  /**
   * Payments with such work, longest overdue first, at most `limit`, without those that `except` names. To claim it, `update`
   * it with a later time.
   */
  due(work: DueWork, at: Date, limit: number, except?: DueExcept): Promise<Payment[]>;
  /**
   * A page of a walk over them: what follows the position, of broken payments too, in the order of `DuePosition`. It looks at no
   * more than the limit, so that however much is due, no page takes long.
   */
  duePage(work: DueWork, at: Date, limit: number, after?: DuePosition): Promise<DuePayment[]>;
  /** Of these payments those that are there and whole, in any order; at most some hundred at once. */
  findAll(paymentNos: readonly string[]): Promise<Payment[]>;
  /** Which kinds of work are due by then; quick where none is. */
  dueWorks(at: Date): Promise<ReadonlySet<DueWork>>;
  /** How many payments are due, for the metrics. */
  countDue(work: DueWork, at: Date, except?: DueExcept): Promise<number>;
  countRefusedCallback(paymentNo: string): Promise<void>;
  /** The credentials of the account's two newest attempts in each project, 100 in all at most. */
  credentialsOf(gateway: string, accountId: string): Promise<Secret<unknown>[]>;
  /**
   * What the kept attempts of the project's payments on one side brought, per method, currency and unit: of payments that hold their
   * order's paid place, and only what was paid in the month.
   */
  sumPaid(project: string, environment: Environment, spans: { day: Span; month: Span }): Promise<PaidSum[]>;
  /** What else was received for orders paid in the span, and has to be returned: see `timesToReturn`. */
  sumToReturn(project: string, environment: Environment, span: Span): Promise<MethodSum[]>;
  /** How these payments stand now, in one read; of those that are gone, nothing. */
  marksOf(payments: readonly MarkedPayment[]): Promise<ReadonlyMap<string, PaymentMark>>;
  /** The payments that match, newest first; `next` where there may be more. Looks at `maxLookedAt` payments at most. */
  list(filter: PaymentFilter, page: PageWanted): Promise<PaymentPage>;
}

/** A change to a payment as it was read. */
export interface PaymentWrite {
  readonly payment: Payment;
  readonly change: PaymentChange;
}

/** Longest overdue first, by number where two are due at the same time. */
export interface DuePosition {
  readonly dueAt: Date;
  readonly paymentNo: string;
}

/** Sorts by position. */
export const longestOverdueFirst = (one: DuePosition, other: DuePosition): number =>
  one.dueAt.getTime() - other.dueAt.getTime() || byNumber(one, other);

const byNumber = ({ paymentNo: one }: DuePosition, { paymentNo: other }: DuePosition): number =>
  one === other ? 0 : one < other ? -1 : 1;

/** A merchant's account at a gateway. Where one of the two hangs, all calls there hang. */
export interface Place {
  readonly gateway: string;
  readonly accountId: string;
}

/** Of a payment with due work, what tells whether there is room for it. */
export interface DuePayment extends DuePosition {
  readonly version: number;
  /** Where its work that is due is done; absent where some of it calls no gateway, or may wait for one. */
  readonly places?: readonly Place[];
}

/** What names a payment and its order. */
export interface MarkedPayment extends MerchantOrder {
  readonly paymentNo: string;
}

/** Differs once a payment was written, or its order paid by whichever payment. */
export interface PaymentMark {
  readonly version: number;
  readonly isOrderPaid: boolean;
}

export interface PageWanted {
  /** Only payments that come after this place. */
  readonly after?: PaymentPlace | undefined;
  readonly limit: number;
}

export interface PaymentPage {
  readonly payments: Payment[];
  readonly next?: PaymentPlace | undefined;
}

/** Money of one method and currency. Amounts in different units are apart: one method and currency may have several sums. */
export interface MethodSum {
  readonly gateway: string;
  readonly route: string;
  readonly currency: string;
  /** In the method's own unit, or with `decimals` in units of 10^-decimals. */
  readonly amount: number;
  readonly decimals?: number;
}

/** Totals for one method, currency and unit, both in that unit. */
export interface PaidSum extends Omit<MethodSum, 'amount'> {
  readonly day: number;
  readonly month: number;
}

export type UpdateResult = 'saved' | 'stale' | 'orderTaken' | 'paidTaken' | 'numberTaken';

/**
 * `create`: abandoned creates; `close`: attempts to be watched no longer; `ask`: gateway to be queried; `notice`: merchant to
 * be notified; `tidy`: what else could take money for a paid order is to be closed.
 */
export const dueWorks = ['create', 'close', 'ask', 'notice', 'tidy'] as const;
export type DueWork = (typeof dueWorks)[number];

/** A project's payments of one environment. */
export interface Side {
  readonly project: string;
  readonly environment: Environment;
}

/** Notices that are left out, because whoever would send them has no room for more of the kind. */
export interface DueExcept {
  /** Receiving hosts. */
  readonly hosts?: readonly string[];
  /** With `butHosts`, those to these hosts are not left out. */
  readonly sides?: readonly (Side & { readonly butHosts?: readonly string[] })[];
  /** Receiving hosts of one project's. */
  readonly receivers?: readonly { readonly project: string; readonly host: string }[];
}
