import type { Span } from '../domain/local-day.ts';
import type { Environment, Payment, PaymentChange } from '../domain/payment.ts';
import type { Secret } from '../domain/secret.ts';
import type { OrderKey } from './gateway.ts';

/**
 * Stored payments. Each method is one atomic operation on one payment; every write is safe to repeat after an unknown
 * outcome. All throw PayCoreError `offline` when the database does not answer in time.
 */
export interface PaymentStore {
  /**
   * Checks and inserts in one step. For a payment that holds its order: `orderPaid` where the order has a paid payment,
   * `orderTaken` where another payment holds this (project, merchantOrderNo). `numberTaken`: draw new numbers.
   */
  insert(payment: Payment): Promise<'inserted' | 'orderPaid' | 'orderTaken' | 'numberTaken'>;
  find(paymentNo: string): Promise<Payment | undefined>;
  /** The gateway's payments that match the key, newest first; at most a few. */
  findByKey(gateway: string, key: OrderKey): Promise<Payment[]>;
  /** The order's open payment. */
  findHolder(project: string, merchantOrderNo: string): Promise<Payment | undefined>;
  /** The order's paid payment. */
  findPaid(project: string, merchantOrderNo: string): Promise<Payment | undefined>;
  /**
   * Applies the change if the payment still has this version. `orderTaken` / `paidTaken`: nothing was written, because another
   * payment is already the order's open or paid one.
   */
  update(payment: Payment, change: PaymentChange): Promise<'saved' | 'stale' | 'orderTaken' | 'paidTaken'>;
  /** Removes the payment if it still has this version; resolves to whether it did. */
  remove(payment: Payment): Promise<boolean>;
  /** Longest overdue first, at most `limit`. To claim one, `update` it with a later time. */
  due(work: DueWork, at: Date, limit: number, exceptHosts?: readonly string[]): Promise<Payment[]>;
  /** How many payments are due, for the metrics. */
  countDue(work: DueWork, at: Date): Promise<number>;
  countRefusedCallback(paymentNo: string): Promise<void>;
  /** The credentials of the account's newest payments. */
  credentialsOf(gateway: string, accountId: string): Promise<Secret<unknown>[]>;
  /** What the project was paid in one environment, per method and currency; only methods with a payment in the month. */
  sumPaid(project: string, environment: Environment, spans: { day: Span; month: Span }): Promise<PaidSum[]>;
  /** The project's newest payments, newest first. */
  newest(project: string, limit: number): Promise<Payment[]>;
}

/** Totals for one method and currency, both in the method's own unit. */
export interface PaidSum {
  readonly gateway: string;
  readonly route: string;
  readonly currency: string;
  readonly day: number;
  readonly month: number;
}

/** `create`: abandoned creates; `close`: past the deadline; `ask`: gateway to be queried; `notice`: merchant to be notified. */
export type DueWork = 'create' | 'close' | 'ask' | 'notice';
