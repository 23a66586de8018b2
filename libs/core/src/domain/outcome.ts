import type { Page } from './page.ts';
import type { Info } from './info.ts';
import type { PostPaymentEvent } from './post-payment-event.ts';

/** A gateway's report on one order, translated. */
export type Outcome = PaidOutcome | ClosedOutcome | PendingOutcome;

/** The money has arrived. */
export type PaidOutcome = Facts & Reasoned & Only<object> & { readonly status: 'paid' };

/** The order can no longer be paid; should money come all the same, `paid` follows. */
export type ClosedOutcome = Facts & Reasoned & Only<object> & { readonly status: 'failed' | 'expired' };

/** Neither paid nor closed, with at most one piece of news. */
export type PendingOutcome = Facts & { readonly status: 'pending' } & (
    Only<object> | Only<Issued> | Only<Declined> | Only<UnderWay> | Only<Unclear> | Only<Unproven> | Only<Approved>
  );

/** What any report may bring along. */
interface Facts {
  readonly gatewayTradeNo?: string;
  /** Becomes part of `payment_info`; JSON, without secrets. */
  readonly info?: Info;
  /** No money moved: only the test environment takes it for paid. */
  readonly simulated?: boolean;
  /** Unsigned, accepted because the project allows it: only address and numbers match. */
  readonly unsigned?: boolean;
  /** Proven ones only: by the callback's signature, or by the gateway's answer to our query. */
  readonly postPayment?: readonly PostPaymentEvent[];
}

interface Reasoned {
  /** Stored with the status change, such as a refusal's code. */
  readonly reason?: Info;
}

/** The payer has something to pay by. */
interface Issued {
  readonly page: Page;
  /** The payer's deadline; unchanged where absent. */
  readonly expiresAt?: Date;
  /** Reporting lag in hours of what was issued, where the route alone does not tell: see `Method.lagHours`. */
  readonly lagHours?: number;
}

/** The payer was refused and may try again. */
interface Declined {
  /** The gateway's word for why. */
  readonly declined: string;
}

/** The payer has done their part and the gateway is still processing: money is moving, the order must not expire. */
interface UnderWay {
  readonly underWay: true;
}

/** A proven message that does not say clearly whether the money arrived: somebody has to look. */
interface Unclear {
  readonly unclear: Info;
}

/** The message proves nothing: the gateway is to be queried. */
interface Unproven {
  readonly next: 'query';
  /**
   * What it claims. The gateway is queried even if the order is paid, and only what its answer puts in `postPayment` is
   * recorded.
   */
  readonly claims?: readonly PostPaymentEvent[];
}

/** The payer approved; the money moves only when we say so. */
interface Approved {
  readonly next: 'complete';
}

type NewsField = keyof Issued | keyof Declined | keyof UnderWay | keyof Unclear | keyof Unproven | keyof Approved;

/** This news and no other. */
type Only<One> = One & { readonly [K in Exclude<NewsField, keyof One>]?: never };
