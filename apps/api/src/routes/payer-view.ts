import {
  isPaymentNo,
  majorUnits,
  paymentNotFound,
  shownAttempt,
  type Clock,
  type Gateways,
  type OpenedPage,
} from '@paycore/core';
import type { Request } from 'express';
import { driverUrl } from '../assets.ts';
import { shownOf } from '../pages/shown.ts';
import { isLocale, translator } from '../pages/texts.ts';
import type { View } from '../pages/view.ts';
import { localeOf } from './page-frame.ts';

export interface ViewServices {
  readonly gateways: Pick<Gateways, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Where the sandbox stands; only in the demo. */
  readonly sandboxUrl?: string;
}

export type PageRequest = Request<{ locale: string; paymentNo: string }>;

export const pagePath = '/:locale/pay/:paymentNo';

/** Throws `notFound`, as all do that do not know the page. */
export function pageNumberOf({ params: { locale, paymentNo } }: PageRequest): string {
  if (!isLocale(locale) || !isPaymentNo(paymentNo)) throw paymentNotFound();
  return paymentNo;
}

/** Why the payer is led to the page: `back` from the gateway, or a press on the way there that `failed`. */
export type Note = 'back' | 'failed';

/** The page's address, in the language of the request. */
export function pageUrlOf({ params: { locale, paymentNo } }: PageRequest, token: string, note?: Note): string {
  return `/${locale}/pay/${paymentNo}?token=${encodeURIComponent(token)}${note ? `&${note}=1` : ''}`;
}

export const hasNote = ({ query }: PageRequest, note: Note): boolean => query[note] !== undefined;

/** All that the page may show to this request, which holds the page's token. */
export function viewOf(
  opened: Pick<OpenedPage, 'payment' | 'isPaidBeside'>,
  req: PageRequest,
  token: string,
  services: ViewServices,
): View {
  const { gateways, clock, sandboxUrl } = services;
  const { payment } = opened;
  const { amount, decimals, currency } = payment.request;
  const attempt = shownAttempt(payment);
  const gateway = attempt && gateways.get(attempt.gateway);
  const method = attempt && gateway?.methods[attempt.route];
  const now = clock.now();
  const locale = localeOf(req);
  return {
    payment,
    attempt,
    now,
    shown: shownOf(opened, now),
    amount: majorUnits(amount, decimals ?? method?.decimalsOf(currency) ?? 0),
    locale,
    isBack: hasNote(req, 'back'),
    isPressFailed: hasNote(req, 'failed'),
    isDeclined: payment.events.some(({ type, attempt: no = 1 }) => type === 'declined' && no === attempt?.no),
    press: { token, after: payment.attempts.length },
    t: translator(locale),
    ...(gateway?.element && { scripts: { library: gateway.element.library, driver: driverUrl(gateway) } }),
    ...(sandboxUrl !== undefined &&
      attempt && { sandboxOrderUrl: `${sandboxUrl}/${attempt.gateway}/orders/${attempt.gatewayOrderNo}` }),
  };
}
