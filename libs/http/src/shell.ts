import type { Log } from '@paycore/core';
import type { AppMetrics } from '@paycore/monitoring';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { errorHandler } from './error-handler.ts';
import { requestId } from './log/request-id.ts';
import { requestLog } from './log/request-log.ts';
import { properRequest } from './proper-request.ts';
import { permissions } from './permissions.ts';
import { healthRoutes } from './routes/health.ts';
import { refuseTheRest } from './routes/not-found.ts';

/** Hops or addresses of our own proxies. Never `true`: callers could then forge any address. */
export type TrustProxy = false | number | string | string[];

interface ShellOptions {
  readonly name: string;
  readonly log: Log;
  readonly metrics: AppMetrics;
  readonly ready: () => Promise<boolean>;
  readonly trustProxy?: TrustProxy | undefined;
  /** Registers the app's own routes, on the app itself: its 405 answers come from them. */
  readonly routes: (app: Express) => void;
}

/** What every app wraps around its routes: request id and log, safe headers, health, 404, 405 and errors in the envelope. */
export function shell({ name, log, metrics, ready, trustProxy = false, routes }: ShellOptions): Express {
  const app = bareApp().set('trust proxy', trustProxy);
  app.use(together(requestId, requestLog(name, log, metrics), safely));
  healthRoutes(app, { ready });
  routes(app);
  refuseTheRest(app);
  app.use(errorHandler(log));
  return app;
}

/** Express without what it would tell of itself. */
export const bareApp = (): Express => express().disable('x-powered-by').disable('etag').set('query parser', 'simple');

/** For data; pages override the policy with their own. */
const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
  },
});

/** Helmet's headers are the same for every answer: asking its thirteen handlers once is enough. */
function fixedHeaders(): readonly (readonly [name: string, value: string])[] {
  const res = express.response;
  const found: [string, string][] = [];
  const asked = Object.assign(Object.create(res), {
    setHeader: (name: string, value: string) => void found.push([name, value]),
    removeHeader: () => undefined,
  }) as express.Response;
  headers(Object.create(express.request) as express.Request, asked, () => undefined);
  return found;
}

const ofEveryAnswer = [
  ...fixedHeaders(),
  ['Cache-Control', 'no-store'],
  // What no answer of ours uses, and no script that got into a page may use; pages with a gateway's form say more.
  ['Permissions-Policy', permissions()],
] as const;

const safeHeaders: express.RequestHandler = function safeHeaders(_req, res, next) {
  for (const [name, value] of ofEveryAnswer) res.setHeader(name, value);
  next();
};

/** As one handler what throws or goes on at once: a layer of express costs more than what each of these does. */
const together = (...handlers: readonly express.RequestHandler[]): express.RequestHandler =>
  function together(req, res, next) {
    for (const handle of handlers) void handle(req, res, goOn);
    next();
  };

const goOn = (): void => undefined;

/** What goes before every route, whoever may ask there. */
export const safely = together(safeHeaders, properRequest);
