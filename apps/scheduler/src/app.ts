import type { Clock, DueWork, Log, PaymentStore } from '@paycore/core';
import { shell, type TrustProxy } from '@paycore/http';
import type { AppMetrics } from '@paycore/monitoring';
import type { Express } from 'express';

export interface SchedulerServices {
  readonly payments: Pick<PaymentStore, 'countDue'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly metrics: AppMetrics;
  readonly ready: () => Promise<boolean>;
  readonly trustProxy?: TrustProxy;
}

const works: readonly DueWork[] = ['create', 'close', 'ask', 'notice', 'tidy'];

/** The scheduler serves only its operator: health, and metrics on how much work is due. */
export function schedulerApp(services: SchedulerServices): Express {
  const { payments, clock, metrics } = services;
  metrics.watch('due', 'Payments with work that is due.', ['work'], async () => {
    const now = clock.now();
    const counts = await Promise.all(works.map((work) => payments.countDue(work, now)));
    return works.map((work, at) => ({ labels: { work }, value: counts[at] ?? 0 }));
  });
  return shell({ name: 'scheduler', ...services, routes: () => undefined });
}
