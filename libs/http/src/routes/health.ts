import { PayCoreError } from '@paycore/core';
import type { Express } from 'express';
import { sendData } from '../envelope.ts';

interface HealthOptions {
  readonly ready: () => Promise<boolean>;
  /** How long `ready` may take before it counts as false, in milliseconds. */
  readonly limitMs?: number;
}

/** All that a stranger is told. */
const fine = { status: 'ok' };

/** `/healthz`: the process is alive. `/readyz`: it can do its work, else 503. A word each; `operationsApp` tells the rest. */
export function healthRoutes(app: Express, { ready, limitMs = 2_500 }: HealthOptions): void {
  app.get('/healthz', (_req, res) => sendData(res, fine, 'OK'));
  app.get('/readyz', async (_req, res) => {
    if (!(await within(limitMs, ready().catch(notReady)))) notReady();
    sendData(res, fine, 'OK');
  });
}

function notReady(cause?: unknown): never {
  throw new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Not ready.', { cause });
}

async function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  // After what has arrived: a process that was held up sees the timer before it reads the answer.
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => setImmediate(resolve, false), ms)));
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
