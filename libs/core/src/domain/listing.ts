import { needsAttention, type Attention } from './attention.ts';
import type { Environment, Payment } from './payment.ts';
import type { PaymentStatus } from './payment-status.ts';

/** Which payments of one project's side to list; what is undefined does not matter. */
export interface PaymentFilter {
  readonly project: string;
  readonly environment: Environment;
  readonly merchantOrderNo?: string | undefined;
  readonly status?: PaymentStatus | undefined;
  /** Created at this time or later. */
  readonly from?: Date | undefined;
  /** Created before this time. */
  readonly to?: Date | undefined;
  readonly attention?: Attention | undefined;
}

/** A place in the order of a list: by time of creation, then by number, both descending. */
export type PaymentPlace = Pick<Payment, 'createdAt' | 'paymentNo'>;

/** Sorts into that order. */
export const newestFirst = (one: PaymentPlace, other: PaymentPlace): number =>
  other.createdAt.getTime() - one.createdAt.getTime() ||
  Number(one.paymentNo < other.paymentNo) - Number(one.paymentNo > other.paymentNo);

/** Payments that one page looks at, where the filters leave many of them out. */
export const maxLookedAt = 1_000;

export const isListed = (payment: Payment, { from, to, attention, ...filter }: PaymentFilter): boolean =>
  payment.project === filter.project &&
  payment.environment === filter.environment &&
  (filter.merchantOrderNo ?? payment.request.merchantOrderNo) === payment.request.merchantOrderNo &&
  (filter.status ?? payment.status) === payment.status &&
  (!from || payment.createdAt >= from) &&
  (!to || payment.createdAt < to) &&
  (!attention || needsAttention(payment, attention));
