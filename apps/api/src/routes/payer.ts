import {
  isPaymentNo,
  majorUnits,
  paymentNotFound,
  type Clock,
  type Gateway,
  type Gateways,
  type OpenPayPage,
  type Page,
  type Payment,
} from '@paycore/core';
import type { Express, Request } from 'express';
import { driverUrl } from '../assets.ts';
import { formAction } from '../pages/kinds/form.ts';
import { openPageOf, payPage } from '../pages/pay-page.ts';
import { shownOf, statusOf } from '../pages/shown.ts';
import { isLocale, translator } from '../pages/texts.ts';
import type { View } from '../pages/view.ts';
import { localeOf, pageOfError, policy, privately, type PageLog } from './page-frame.ts';

export interface PayerServices extends PageLog {
  readonly openPayPage: Pick<OpenPayPage, 'execute'>;
  readonly gateways: Pick<Gateways, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Where the sandbox stands; only in the demo. */
  readonly sandboxUrl?: string;
}

type PageRequest = Request<{ locale: string; paymentNo: string }>;

const path = '/:locale/pay/:paymentNo';

/** The payment page (`payment_url`), and its status for the script of the page. */
export function payerRoutes(app: Express, services: PayerServices): void {
  const { openPayPage, clock } = services;

  const open = (req: PageRequest, isRepeated = false): Promise<Payment> => {
    const { locale, paymentNo } = req.params;
    if (!isLocale(locale) || !isPaymentNo(paymentNo)) throw paymentNotFound();
    return openPayPage.execute(paymentNo, tokenOf(req), { isBack: isBack(req), isRepeated });
  };

  app.get(path, privately, async (req, res) => {
    const view = viewOf(await open(req), req, services);
    const page = openPageOf(view);
    const text = await payPage(view);
    res.set(allowances(page, services.gateways.get(view.payment.gateway)));
    res.type('html').send(text);
  });

  // Gateways send payers back by POST, with fields that anybody can write: none is read. `back` keeps them from being sent there again.
  app.post(path, privately, async (req, res) => {
    await open(req);
    res
      .status(303)
      .location(`${req.path}?token=${encodeURIComponent(tokenOf(req))}&back=1`)
      .end();
  });

  app.get(`${path}/status`, privately, async (req, res) => {
    const shown = shownOf(await open(req, true), clock.now());
    res.json({ status: statusOf(shown), version: shown });
  });

  app.use(path, pageOfError(services.log));
}

const isBack = ({ query: { back } }: PageRequest): boolean => back !== undefined;

/** A repeated token arrives as an array. Throws `notFound`, as all do that do not know the page. */
function tokenOf({ query: { token } }: PageRequest): string {
  if (typeof token !== 'string') throw paymentNotFound();
  return token;
}

/** What the page of an open payment may do beyond the others: no more than its kind needs. */
function allowances(page: Page | undefined, { element }: Gateway): Record<string, string> {
  if (page?.kind === 'form') return { 'Content-Security-Policy': policy({ form: new URL(formAction(page)).origin }) };
  if (page?.kind !== 'element' || !element) return {};
  return {
    'Content-Security-Policy': policy({ element: element.origins }),
    // The gateway may want to know on whose page its form stands; the rest of the address, with the token, it is not told.
    'Referrer-Policy': 'strict-origin',
    // Banks and wallets may ask in a window of their own, which must find the way back.
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  };
}

function viewOf(payment: Payment, req: PageRequest, { gateways, clock, sandboxUrl }: PayerServices): View {
  const locale = localeOf(req);
  const { amount, currency } = payment.request;
  const gateway = gateways.get(payment.gateway);
  const method = gateway.methods[payment.route];
  return {
    payment,
    shown: shownOf(payment, clock.now()),
    amount: majorUnits(amount, method?.decimalsOf(currency) ?? 0),
    locale,
    isBack: isBack(req),
    isDeclined: payment.events.some(({ type }) => type === 'declined'),
    t: translator(locale),
    ...(gateway.element && { scripts: { library: gateway.element.library, driver: driverUrl(gateway) } }),
    ...(sandboxUrl !== undefined && {
      sandboxOrderUrl: `${sandboxUrl}/${payment.gateway}/orders/${payment.gatewayOrderNo}`,
    }),
  };
}
