import type { OpenedPage, Page, PaymentStatus } from '@paycore/core';

/**
 * What the payer is to see. A pending payment shows its page, or why there is nothing to pay by: `creating` until it has
 * one, `awaited` while money is on its way, `late` after the deadline, while what was paid in time may yet be reported,
 * `exhausted` after too many ways to the cashier. `paidBeside`: another payment has paid the order. Where the payer picks
 * the method, also `choose`, or what is left where nothing may be picked any more: `codes` to pay by, or else why there is
 * none, `spent` after too many picks, `unoffered` where the shop offers nothing now.
 */
export type Shown =
  | Exclude<PaymentStatus, 'pending'>
  | Page['kind']
  | 'paidBeside'
  | 'creating'
  | 'awaited'
  | 'late'
  | 'exhausted'
  | 'choose'
  | 'codes'
  | 'spent'
  | 'unoffered';

/** What decides on what is shown. `offered` matters only where the payer picks. */
export type Standing = Pick<OpenedPage, 'payment' | 'isPaidBeside'> & Partial<Pick<OpenedPage, 'offered'>>;
