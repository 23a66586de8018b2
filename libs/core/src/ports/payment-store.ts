import type { Span } from '../domain/local-day.ts';
import type { Environment, Payment, PaymentChange } from '../domain/payment.ts';
import type { Secret } from '../domain/secret.ts';
import type { PaymentKey } from './gateway.ts';

/**
 * Payments at rest. Each method is one atomic operation on one payment; every write is safe to repeat after an unknown
 * outcome. All throw PayCoreError `offline` when the database does not answer in time.
 */
export interface PaymentStore {
  /**
   * For a payment that holds its order, in one step with the look for others: `orderPaid`: the order has its paid payment;
   * `orderTaken`: another payment holds this (project, merchantOrderNo). `numberTaken`: draw new numbers.
   */
  insert(payment: Payment): Promise<'inserted' | 'orderPaid' | 'orderTaken' | 'numberTaken'>;
  find(paymentNo: string): Promise<Payment | undefined>;
  /** A few payments of the gateway that the key may mean, newest first. */
  findByKey(gateway: string, key: PaymentKey): Promise<Payment[]>;
  /** The payment that holds the order's open place. */
  findHolder(project: string, merchantOrderNo: string): Promise<Payment | undefined>;
  /** The order's paid payment. */
  findPaid(project: string, merchantOrderNo: string): Promise<Payment | undefined>;
  /**
   * Applies the change if the payment still is of this version. `orderTaken` / `paidTaken`: nothing was written, because
   * another payment holds the place that the change claims.
   */
  update(payment: Payment, change: PaymentChange): Promise<'saved' | 'stale' | 'orderTaken' | 'paidTaken'>;
  /** Removes it if it still is of this version. */
  remove(payment: Payment): Promise<boolean>;
  /** Oldest due first, at most `limit`. Taking one is an `update` that moves its time forward. */
  due(work: DueWork, at: Date, limit: number, exceptHosts?: readonly string[]): Promise<Payment[]>;
  /** How many are due, for the metrics. */
  countDue(work: DueWork, at: Date): Promise<number>;
  countRefusedCallback(paymentNo: string): Promise<void>;
  /** Credentials of the account's newest payments. */
  credentialsOf(gateway: string, accountId: string): Promise<Secret<unknown>[]>;
  /** What was paid to the project, on one side, within the spans; nothing for a method without a payment in the month. */
  sumPaid(project: string, environment: Environment, spans: { day: Span; month: Span }): Promise<PaidSum[]>;
  /** The project's newest payments, newest first. */
  newest(project: string, limit: number): Promise<Payment[]>;
}

/** Money of one method and currency, which is counted in one unit: the method's own. */
export interface PaidSum {
  readonly gateway: string;
  readonly route: string;
  readonly currency: string;
  readonly day: number;
  readonly month: number;
}

/** `create`: abandoned creates; `close`: past their deadline; `ask`: gateways to be asked; `notice`: merchants to be told. */
export type DueWork = 'create' | 'close' | 'ask' | 'notice';
