import type { Clock, Links, Payment } from '@paycore/core';
import { paymentView, type PaymentView } from '@paycore/payment-view';

export interface MerchantViewServices {
  readonly links: Pick<Links, 'page'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A payment as its merchant sees it now, with its page in the language that the create asked for. */
export const merchantView = (payment: Payment, { links, clock }: MerchantViewServices): PaymentView =>
  paymentView(payment, { now: clock.now(), pageUrl: links.page(payment.paymentNo, payment.request.locale) });
