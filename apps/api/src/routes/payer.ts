import {
  isPaymentNo,
  majorUnits,
  PayCoreError,
  paymentNotFound,
  type Clock,
  type Gateways,
  type Log,
  type OpenPayPage,
  type Payment,
} from '@paycore/core';
import type { ErrorRequestHandler, Express, Request, RequestHandler } from 'express';
import { missingPage, payPage, unavailablePage } from '../pages/pay-page.ts';
import { shownOf, statusOf } from '../pages/shown.ts';
import { isLocale, translator, type Locale } from '../pages/texts.ts';
import type { View } from '../pages/view.ts';

export interface PayerServices {
  readonly openPayPage: Pick<OpenPayPage, 'execute'>;
  readonly gateways: Pick<Gateways, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Where the sandbox stands; only in the demo. */
  readonly sandboxUrl?: string;
}

type PageRequest = Request<{ locale: string; paymentNo: string }>;

const path = '/:locale/pay/:paymentNo';

/** The payment page (`payment_url`), and its status for the script of the page. */
export function payerRoutes(app: Express, services: PayerServices): void {
  const { openPayPage, clock } = services;

  const open = (req: PageRequest): Promise<Payment> => {
    const { locale, paymentNo } = req.params;
    if (!isLocale(locale) || !isPaymentNo(paymentNo)) throw paymentNotFound();
    return openPayPage.execute(paymentNo, tokenOf(req));
  };

  app.get(path, privately, async (req, res) => {
    const payment = await open(req);
    res.type('html').send(await payPage(viewOf(payment, localeOf(req), services)));
  });

  // Gateways send payers back by POST, with fields that anybody can write: none is read.
  app.post(path, privately, async (req, res) => {
    await open(req);
    res
      .status(303)
      .location(`?token=${encodeURIComponent(tokenOf(req))}`)
      .end();
  });

  app.get(`${path}/status`, privately, async (req, res) => {
    const shown = shownOf(await open(req), clock.now());
    res.json({ status: statusOf(shown), version: shown });
  });

  app.use(path, pageOfError(services.log));
}

/** A repeated token arrives as an array. Throws `notFound`, as all do that do not know the page. */
function tokenOf({ query: { token } }: PageRequest): string {
  if (typeof token !== 'string') throw paymentNotFound();
  return token;
}

function viewOf(payment: Payment, locale: Locale, { gateways, clock, sandboxUrl }: PayerServices): View {
  const { amount, currency } = payment.request;
  const method = gateways.get(payment.gateway).methods[payment.route];
  return {
    payment,
    shown: shownOf(payment, clock.now()),
    amount: majorUnits(amount, method?.decimalsOf(currency) ?? 0),
    locale,
    t: translator(locale),
    ...(sandboxUrl !== undefined && {
      sandboxOrderUrl: `${sandboxUrl}/${payment.gateway}/orders/${payment.gatewayOrderNo}`,
    }),
  };
}

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The address holds the token and the page holds the order: neither may be kept, framed, indexed or passed on. */
const privately: RequestHandler<{ locale: string; paymentNo: string }> = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  next();
};

const localeOf = (req: Request<{ locale?: string }>): Locale => {
  const { locale = '' } = req.params;
  if (isLocale(locale)) return locale;
  return req.acceptsLanguages('zh', 'zh-TW', 'en') === 'en' ? 'en' : 'zh-tw';
};

/** People get a page where a program would get the envelope; the status answer and bugs keep the envelope. */
const pageOfError =
  (log: Log): ErrorRequestHandler<{ locale?: string }> =>
  async (error, req, res, next) => {
    const page = req.path === '/' && error instanceof PayCoreError ? pages[error.kind] : undefined;
    if (!page) return next(error);
    log[page.level]('Payment page refused', { status: page.status });
    const text = await page.render(localeOf(req));
    res.status(page.status).type('html').send(text);
  };

interface ErrorPage {
  readonly status: number;
  readonly level: keyof Log;
  readonly render: (locale: Locale) => Promise<string>;
}

const pages: Partial<Record<PayCoreError['kind'], ErrorPage>> = {
  notFound: { status: 404, level: 'info', render: missingPage },
  offline: { status: 503, level: 'error', render: unavailablePage },
};
