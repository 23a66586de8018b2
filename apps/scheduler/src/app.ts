import { dueWorks, type Clock, type DeliverNotices, type Log, type PaymentStore } from '@paycore/core';
import { shell, type TrustProxy } from '@paycore/http';
import type { AppMetrics } from '@paycore/monitoring';
import type { Express } from 'express';

export interface SchedulerServices {
  readonly payments: Pick<PaymentStore, 'countDue'>;
  readonly deliverNotices: Pick<DeliverNotices, 'state'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly metrics: AppMetrics;
  readonly ready: () => Promise<boolean>;
  readonly trustProxy?: TrustProxy;
}

/** A query with more takes longer than it is worth. */
const maxLeftOut = 200;

/** The scheduler serves only its operator: health, and metrics on how much work is due. */
export function schedulerApp(services: SchedulerServices): Express {
  const { payments, deliverNotices, clock, metrics } = services;
  metrics.watch('due', 'Payments with work that is due.', ['work'], async () => {
    const now = clock.now();
    // Notices for shops that time out wait for those, which is no sign that nobody sends them.
    const except = { receivers: deliverNotices.state.troubled.slice(-maxLeftOut) };
    const counts = await Promise.all(
      dueWorks.map((work) => payments.countDue(work, now, work === 'notice' ? except : undefined)),
    );
    return dueWorks.map((work, at) => ({ labels: { work }, value: counts[at] ?? 0 }));
  });
  return shell({ name: 'scheduler', ...services, routes: () => undefined });
}
