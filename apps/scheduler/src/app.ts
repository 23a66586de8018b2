import type { Log } from '@paycore/core';
import { shell, type AppMetrics, type TrustProxy } from '@paycore/http';
import type { Express } from 'express';

export interface SchedulerServices {
  readonly log: Log;
  readonly metrics: AppMetrics;
  readonly ready: () => Promise<boolean>;
  readonly trustProxy?: TrustProxy;
}

/** The scheduler serves nobody but its operator: health and metrics. */
export function schedulerApp(services: SchedulerServices): Express {
  return shell({ name: 'scheduler', ...services, routes: () => undefined });
}
