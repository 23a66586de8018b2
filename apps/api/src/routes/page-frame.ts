import { PayCoreError, type Log } from '@paycore/core';
import { comeBackLater } from '@paycore/http';
import type { ErrorRequestHandler, NextFunction, Request, Response } from 'express';
import { brokenPage, missingPage, unavailablePage } from '../pages/pay-page.ts';
import { policy } from '../pages/policy.ts';
import { isLocale, localeNear, type Locale } from '../pages/texts.ts';

export interface PageLog {
  readonly log: Log;
}

/** The address holds the token and the page holds the order: neither may be kept, framed, indexed or passed on. */
export function privately<Params>(_req: Request<Params>, res: Response, next: NextFunction): void {
  res.set({
    'Content-Security-Policy': policy(),
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  next();
}

/** In addresses that nobody chose a language for. */
export const standardLocale: Locale = 'zh-tw';

/** The page's language that the browser asks for first. */
export const spokenBy = (req: Pick<Request, 'acceptsLanguages'>): Locale | undefined =>
  req.acceptsLanguages().flatMap((tag) => localeNear(tag) ?? [])[0];

/** Of the address; of the browser where the address has none. */
export const localeOf = (req: Request<{ readonly locale?: string; readonly paymentNo?: string }>): Locale => {
  const { locale = '' } = req.params;
  if (isLocale(locale)) return locale;
  return spokenBy(req) ?? standardLocale;
};

/** People get a page where a program would get the envelope; the status and its stream keep the envelope. */
export const pageOfError =
  (log: Log): ErrorRequestHandler<{ locale?: string }> =>
  async (error, req, res, next) => {
    const page = req.path === '/status' || req.path === '/events' ? undefined : pageOf(error);
    if (!page) return next(error);
    const { status, level, render } = page;
    if (status < 500) log[level]('Payment page refused', { status });
    else log[level]('Payment page failed', { status, error: error as unknown });
    const text = await render(localeOf(req));
    if (status === 503) res.set(comeBackLater);
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
