import type { Attempt } from '../domain/attempt.ts';
import type { Payment } from '../domain/payment.ts';
import type { DueWork, Place } from '../ports/payment-store.ts';
import type { BulkheadLimits } from './bulkheads.ts';

/** Payments read at once, and written at once: more would hold up whoever else reads and writes meanwhile. */
export const dueBatch = 50;

/** For each gateway. */
const maxWaiting = 500;

/** A piece of due work. Whoever does it claims it first: another process may do the same. */
export interface DueItem {
  /** Unique among this kind of work. */
  readonly key: string;
  /** Whose room it takes; absent where it calls no gateway. */
  readonly place?: Place;
  /** Claims its work before it does anything else. */
  run(): Promise<unknown>;
}

/** One piece of work for each attempt that is due, by its number. */
export const attemptItems = (
  { paymentNo, attempts }: Payment,
  isDue: (attempt: Attempt) => boolean,
  run: (no: number) => Promise<unknown>,
): DueItem[] =>
  attempts.filter(isDue).map(({ no, gateway, accountId }) => ({
    key: `${paymentNo}:${no}`,
    place: { gateway, accountId },
    run: () => run(no),
  }));

/** Of work that may wait: asking about payments, and cancelling other ways to pay. */
export const patientLimits: BulkheadLimits = { perGateway: 16, perAccount: 4, maxWaiting };

/** Of work that payers and merchants wait for: creates to be finished, and payments to be closed. */
export const promptLimits: BulkheadLimits = { perGateway: 32, perAccount: 8, maxWaiting };

/** What became of payments that were to be done in one write. */
export interface DoneTogether {
  /** How many are done. */
  readonly done: number;
  /** How many somebody else has written meanwhile. */
  readonly lost: number;
  /** To be done one by one. */
  readonly left: readonly Payment[];
}

/** Where work comes from. */
export interface DueSource {
  readonly work: DueWork;
  /** What is due by then; asked anew for each page, since a walk may take long. */
  at(): Date;
  itemsOf(payment: Payment): readonly DueItem[];
  /** Does at once what needs no gateway. */
  together?(payments: readonly Payment[]): Promise<DoneTogether>;
}
