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
import { formAction } from '../pages/form.ts';
import { brokenPage, missingPage, openPageOf, payPage, unavailablePage } from '../pages/pay-page.ts';
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
    const view = viewOf(await open(req), req, services);
    const page = openPageOf(view);
    const text = await payPage(view);
    if (page?.kind === 'form') res.set('Content-Security-Policy', policy(new URL(formAction(page)).origin));
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

function viewOf(payment: Payment, req: PageRequest, { gateways, clock, sandboxUrl }: PayerServices): View {
  const locale = localeOf(req);
  const { amount, currency } = payment.request;
  const method = gateways.get(payment.gateway).methods[payment.route];
  return {
    payment,
    shown: shownOf(payment, clock.now()),
    amount: majorUnits(amount, method?.decimalsOf(currency) ?? 0),
    locale,
    isBack: req.query['back'] !== undefined,
    t: translator(locale),
    ...(sandboxUrl !== undefined && {
      sandboxOrderUrl: `${sandboxUrl}/${payment.gateway}/orders/${payment.gatewayOrderNo}`,
    }),
  };
}

const policy = (formAction = "'none'") =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The address holds the token and the page holds the order: neither may be kept, framed, indexed or passed on. */
const privately: RequestHandler<{ locale: string; paymentNo: string }> = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': policy(),
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

/** People get a page where a program would get the envelope; the status answer keeps the envelope. */
const pageOfError =
  (log: Log): ErrorRequestHandler<{ locale?: string }> =>
  async (error, req, res, next) => {
    const page = req.path === '/' ? pageOf(error) : undefined;
    if (!page) return next(error);
    const { status, level, render } = page;
    if (status < 500) log[level]('Payment page refused', { status });
    else log[level]('Payment page failed', { status, error: error as unknown });
    const text = await render(localeOf(req));
    res.status(status).type('html').send(text);
  };

interface ErrorPage {
  readonly status: number;
  readonly level: keyof Log;
  readonly render: (locale: Locale) => Promise<string>;
}

/** What carries a status of its own is no bug, and no page of ours. */
function pageOf(error: unknown): ErrorPage | undefined {
  if (error instanceof PayCoreError) return pages[error.kind];
  return error instanceof Error && 'status' in error ? undefined : broken;
}

const broken: ErrorPage = { status: 500, level: 'error', render: brokenPage };

const pages: Partial<Record<PayCoreError['kind'], ErrorPage>> = {
  notFound: { status: 404, level: 'info', render: missingPage },
  offline: { status: 503, level: 'error', render: unavailablePage },
};
