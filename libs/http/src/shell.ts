import type { Log } from '@paycore/core';
import type { AppMetrics } from '@paycore/monitoring';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { errorHandler } from './error-handler.ts';
import { requestId } from './log/request-id.ts';
import { requestLog } from './log/request-log.ts';
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
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', trustProxy).set('query parser', 'simple');
  app.use(requestId, requestLog(name, log, metrics), headers(), neverStored);
  healthRoutes(app, { name, metrics, ready });
  routes(app);
  refuseTheRest(app);
  app.use(errorHandler(log));
  return app;
}

const neverStored: express.RequestHandler = function neverStored(_req, res, next) {
  res.setHeader('Cache-Control', 'no-store');
  next();
};

/** For data; pages override the policy with their own. */
const headers = () =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
  });
