import type { Log, Readiness } from '@paycore/core';
import type { AppMetrics } from '@paycore/monitoring';
import type { Express } from 'express';
import { failureBody, sendData } from './envelope.ts';
import { comeBackLater, errorHandler } from './error-handler.ts';
import { refuseTheRest } from './routes/not-found.ts';
import { bareApp, safely } from './shell.ts';

export interface OperationsOptions {
  /** Which app this is. */
  readonly name: string;
  readonly log: Log;
  readonly metrics: Pick<AppMetrics, 'contentType' | 'text'>;
  /** Never throws. */
  readonly readiness: () => Promise<Readiness>;
}

/**
 * What an operator may know and a stranger may not, for an address of its own: `/metrics` (Prometheus text format), `/readyz`
 * with the reason, `/healthz` with the app's name, process and age.
 */
export function operationsApp({ name, log, metrics, readiness }: OperationsOptions): Express {
  const app = bareApp();
  app.use(safely);
  app.get('/healthz', (_req, res) =>
    sendData(
      res,
      { app: name, pid: process.pid, node: process.version, up_seconds: Math.floor(process.uptime()) },
      'OK',
    ),
  );
  app.get('/readyz', async (_req, res) => {
    const { reason, missingIndexes = null } = await readiness();
    const data = { app: name, ready: reason === undefined, missing_indexes: missingIndexes };
    if (reason === undefined) return sendData(res, data, 'OK');
    const failure = failureBody({ code: 'SERVICE_UNAVAILABLE', message: reason });
    res
      .status(503)
      .set(comeBackLater)
      .json({ ...failure, data });
  });
  app.get('/metrics', async (_req, res) => {
    res.setHeader('Content-Type', metrics.contentType);
    res.end(await metrics.text());
  });
  refuseTheRest(app);
  app.use(errorHandler(log));
  return app;
}
