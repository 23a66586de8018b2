import { PayCoreError } from '@paycore/core';
import type { AppMetrics } from '@paycore/monitoring';
import type { Express } from 'express';
import { sendData } from '../envelope.ts';

interface HealthOptions {
  readonly name: string;
  readonly metrics: AppMetrics;
  readonly ready: () => Promise<boolean>;
  /** How long `ready` may take before it counts as false, in milliseconds. */
  readonly limitMs?: number;
}

/** `/healthz`: the process is alive. `/readyz`: it can do its work, else 503. `/metrics`: Prometheus text format. */
export function healthRoutes(app: Express, { name, metrics, ready, limitMs = 2_500 }: HealthOptions): void {
  app.get('/healthz', (_req, res) => sendData(res, { app: name }, 'OK'));
  app.get('/readyz', async (_req, res) => {
    if (!(await within(limitMs, ready().catch(notReady)))) notReady();
    sendData(res, { app: name }, 'OK');
  });
  app.get('/metrics', async (_req, res) => {
    res.setHeader('Content-Type', metrics.contentType);
    res.end(await metrics.text());
  });
}

function notReady(cause?: unknown): never {
  throw new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Not ready.', { cause });
}

async function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, ms, false)));
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
