import type { Page } from './page.ts';
import type { Info, PaymentStatus } from './payment.ts';
import type { PostPaymentEvent } from './post-payment-event.ts';

/** A gateway's report on a payment, translated. An issued code is `pending` with info and page. */
export interface Outcome {
  readonly status: PaymentStatus;
  readonly gatewayTradeNo?: string;
  readonly info?: Info;
  readonly page?: Page;
  readonly expiresAt?: Date;
  /** No money moved; marks the payment paid in the test environment only. */
  readonly simulated?: boolean;
  /** Why an attempt was refused that the payer may retry; the status stays `pending`. */
  readonly declined?: string;
  /** Unsigned, accepted because the project allows it: only address and numbers match. */
  readonly unsigned?: boolean;
  /** The payer has done their part and the gateway is still processing: the payment must not expire. */
  readonly isUnderWay?: boolean;
  /**
   * What has to happen before this is final: `ask` the gateway, because the message proves nothing; `complete`, because the
   * payer approved and the money moves only when we say so.
   */
  readonly next?: 'ask' | 'complete';
  /** Proven ones only: by the callback's signature, or by the gateway's answer to our query. */
  readonly postPayment?: readonly PostPaymentEvent[];
  /**
   * With `next: 'ask'`: what an unproven callback claims. The gateway is queried even if the payment is paid, and only
   * what its answer puts in `postPayment` is recorded.
   */
  readonly claims?: readonly PostPaymentEvent[];
  /** A proven message that does not say clearly whether the money arrived: somebody has to look. */
  readonly unclear?: Info;
  /** Stored with the status change, such as a refusal's code. */
  readonly reason?: Info;
}
