import type { Log } from '@paycore/core';
import type { Request, RequestHandler, Response } from 'express';
import type { AppMetrics } from '../metrics.ts';
import { cutUrl } from './redact.ts';
import { requestIdOf } from './request-id.ts';

const maxUrlLength = 2_000;
const probes = new Set(['/healthz', '/readyz', '/metrics']);

/** Lets the request's line name the payment that it made: lines about a payment are found by its number, in all apps. */
export function nameInLog(res: Response, paymentNo: string): void {
  res.locals['paymentNo'] = paymentNo;
}

/** Lets the request's line show these parameters of the query alone. */
export function logQueryOnlyOf(res: Response, names: readonly string[]): void {
  res.locals['loggedQuery'] = names;
}

/** One line and one observation for each request, when it is answered or its caller is gone. No headers, no bodies. */
export function requestLog(app: string, log: Log, metrics: AppMetrics): RequestHandler {
  return function requestLog(req, res, next) {
    const begun = performance.now();
    res.on('close', () => {
      const seconds = (performance.now() - begun) / 1000;
      metrics.observeRequest({ app, method: req.method, route: routeOf(req), status: res.statusCode, seconds });
      if (!isQuiet(req, res)) log.info('Request', line(req, res, seconds));
    });
    next();
  };
}

const line = (req: Request, res: Response, seconds: number) => ({
  requestId: requestIdOf(res),
  ...subjectOf(res),
  method: req.method,
  url: urlOf(req, res).slice(0, maxUrlLength),
  status: res.statusCode,
  ms: Math.round(seconds * 10_000) / 10,
  ip: req.ip,
  ...(!res.writableFinished && { aborted: true }),
});

function urlOf({ originalUrl, query }: Request, { locals }: Response): string {
  const names = locals['loggedQuery'] as readonly string[] | undefined;
  if (names === undefined) return cutUrl(originalUrl);
  const shown = names.flatMap((name): [string, string][] => {
    const value = query[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  const [path = ''] = originalUrl.split('?');
  return shown.length === 0 ? path : `${path}?${new URLSearchParams(shown).toString()}`;
}

function subjectOf({ locals }: Response) {
  const paymentNo: unknown = locals['paymentNo'];
  return paymentNo === undefined ? {} : { paymentNo };
}

/** A probe every few seconds that finds all well is not worth a line. */
const isQuiet = (req: Request, res: Response) => res.statusCode === 200 && probes.has(req.path);

/** The pattern, never the address: its values would make a metric of their own each. */
function routeOf(req: Request): string {
  const route = req.route as { path?: unknown } | undefined;
  return route === undefined ? 'none' : `${req.baseUrl}${String(route.path)}`;
}
