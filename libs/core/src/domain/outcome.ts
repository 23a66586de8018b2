import type { Page } from './page.ts';
import type { Info, PaymentStatus } from './payment.ts';
import type { PostPaymentEvent } from './post-payment-event.ts';

/** What a gateway says of a payment, translated. A code issued is `pending` with info and page. */
export interface Outcome {
  readonly status: PaymentStatus;
  readonly gatewayTradeNo?: string;
  readonly info?: Info;
  readonly page?: Page;
  readonly expiresAt?: Date;
  /** No money moved: pays in the test environment only. */
  readonly simulated?: boolean;
  /** Why a try was refused that the payer may repeat; the status stays `pending`. */
  readonly declined?: string;
  /** Nothing but the address and the numbers vouch for it: the project let unsigned callbacks through. */
  readonly unsigned?: boolean;
  /** The payer has done their part and the gateway is still at work: such a payment does not expire. */
  readonly isUnderWay?: boolean;
  /**
   * What is to be done before this is the last word: `ask` the gateway, because the message proves nothing; `complete`,
   * because the payer approved and the money moves only when we say so.
   */
  readonly next?: 'ask' | 'complete';
  /** Proven ones only: by the callback's own proof, or because the gateway answered so when asked. */
  readonly postPayment?: readonly PostPaymentEvent[];
  /**
   * With `next: 'ask'`: what an unproven callback claims. The gateway is asked although the payment is paid, and only what
   * its answer holds in `postPayment` is recorded.
   */
  readonly claims?: readonly PostPaymentEvent[];
  /** A proven message about this payment that does not say clearly whether money came: a person has to look. */
  readonly unclear?: Info;
  /** Kept with the status change, such as the code of a refusal. */
  readonly reason?: Info;
}
