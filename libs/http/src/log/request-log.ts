import { Allowances, type Log } from '@paycore/core';
import { refusedLines } from './refused-lines.ts';
import { cutUrl, type AppMetrics } from '@paycore/monitoring';
import type { Request, RequestHandler, Response } from 'express';
import { requestIdOf } from './request-id.ts';

const maxUrlLength = 2_000;
const probes = new Set(['/healthz', '/readyz']);

/** What is known of a request beside what express keeps. */
interface Noted {
  /** As the request came: who has left has no address any more. */
  ip: string | undefined;
  paymentNo: string | undefined;
  loggedQuery: readonly string[] | undefined;
  answeredAt: number | undefined;
  isLeftOut: boolean;
}

/** On the answer itself, not in its `locals`, of which V8 makes a dictionary. */
const key = Symbol('noted');

const notedOf = (res: Response & { [key]?: Noted }): Noted =>
  (res[key] ??= {
    ip: undefined,
    paymentNo: undefined,
    loggedQuery: undefined,
    answeredAt: undefined,
    isLeftOut: false,
  });

/** The caller's address, behind our own proxies. */
export const addressOf = (res: Response): string | undefined => notedOf(res).ip;

/** Adds the payment's number to the request's log line, so that all lines about a payment can be found, in all apps. */
export function nameInLog(res: Response, paymentNo: string): void {
  notedOf(res).paymentNo = paymentNo;
}

/** Limits the query parameters in the request's log line to these. */
export function logQueryOnlyOf(res: Response, names: readonly string[]): void {
  notedOf(res).loggedQuery = names;
}

/** Measures the request until now, though its answer goes on: a stream that stays open for minutes is not slow. */
export function answeredNow(res: Response): void {
  notedOf(res).answeredAt = performance.now();
}

/** Keeps one of a flood of requests out of the log. */
export function leaveOutOfLog(res: Response): void {
  notedOf(res).isLeftOut = true;
}

/** One log line and one observation per request, once it is answered or its caller has gone. No headers, no bodies. */
export function requestLog(app: string, log: Log, metrics: AppMetrics): RequestHandler {
  const lines = new Allowances(refusedLines);
  const isWorthALine = ({ statusCode }: Response, { isLeftOut }: Noted) =>
    !isLeftOut && (statusCode < 400 || statusCode >= 500 || lines.take(app, new Date()));
  return function requestLog(req, res, next) {
    const begun = performance.now();
    const noted = notedOf(res);
    noted.ip = req.ip;
    res.on('close', () => {
      const seconds = ((noted.answeredAt ?? performance.now()) - begun) / 1000;
      metrics.observeRequest({ app, method: req.method, route: routeOf(req), status: res.statusCode, seconds });
      if (!isQuiet(req, res) && isWorthALine(res, noted)) log.info('Request', line(req, res, noted, seconds));
    });
    next();
  };
}

const line = (req: Request, res: Response, noted: Noted, seconds: number) => ({
  requestId: requestIdOf(res),
  paymentNo: noted.paymentNo,
  method: req.method,
  url: urlOf(req, noted).slice(0, maxUrlLength),
  status: res.statusCode,
  ms: Math.round(seconds * 10_000) / 10,
  ip: noted.ip,
  ...howItEnded(res, noted),
});

/** Of a stream, how long it was open: it is no fault of it that its reader leaves. */
function howItEnded({ writableFinished }: Response, { answeredAt }: Noted) {
  if (answeredAt !== undefined) return { openSeconds: Math.round((performance.now() - answeredAt) / 1000) };
  return writableFinished ? {} : { aborted: true };
}

/** Numbers of payments are of this form; what else stands in their place may be anything. */
const plainValue = /^[\w-]{1,64}$/;

function urlOf(req: Request, { loggedQuery: names }: Noted): string {
  const { originalUrl } = req;
  const route = req.route as unknown;
  const end = originalUrl.indexOf('?');
  const path = end < 0 ? originalUrl : originalUrl.slice(0, end);
  // A callback that was led to another app, or to no route of its own, has a payer's name and phone in its query.
  if (route === undefined && names === undefined) return path;
  if (names === undefined) return cutUrl(originalUrl);
  // Read only here: express parses it at each reading.
  const { query } = req;
  const shown = names.flatMap((name): [string, string][] => {
    const value = query[name];
    return typeof value === 'string' && plainValue.test(value) ? [[name, value]] : [];
  });
  return shown.length === 0 ? path : `${path}?${new URLSearchParams(shown).toString()}`;
}

/** A successful probe every few seconds is not worth a line. */
const isQuiet = (req: Request, res: Response) => res.statusCode === 200 && probes.has(req.path);

/**
 * The pattern, never the URL: each value in it would create a time series of its own. Routes stand on the app itself, so that
 * `baseUrl` is what somebody asked for wherever an error handler is mounted on a path: that may be anything, a token too.
 */
function routeOf(req: Request): string {
  const route = req.route as { path?: unknown } | undefined;
  return route === undefined ? 'none' : String(route.path);
}
