import {
  PayCoreError,
  type AskGateways,
  type DeliverNotices,
  type ExpirePayments,
  type FinishCreates,
  type Log,
  type TidyPayments,
} from '@paycore/core';

interface DueWork {
  execute(): Promise<number>;
}

export interface JobServices {
  readonly deliverNotices: Pick<DeliverNotices, 'execute'>;
  readonly finishCreates: Pick<FinishCreates, 'execute'>;
  readonly expirePayments: Pick<ExpirePayments, 'execute'>;
  readonly askGateways: Pick<AskGateways, 'execute'>;
  readonly tidyPayments: Pick<TidyPayments, 'execute'>;
}

/** What each tick starts, by the name under which Agenda keeps it. */
export const jobsOf = (services: JobServices): Readonly<Record<string, DueWork>> => ({
  'deliver-notices': services.deliverNotices,
  'finish-creates': services.finishCreates,
  'expire-payments': services.expirePayments,
  'ask-gateways': services.askGateways,
  'tidy-payments': services.tidyPayments,
});

/**
 * Starts work that is not already running in this process, without waiting for it: a tick's lock is short, while a backlog may
 * take long. Due work is stored in the payments and claimed one by one, so a duplicate tick does no harm.
 */
export class Starter {
  readonly #running = new Map<string, Promise<void>>();
  /** Jobs that found the database unreachable: logged once, not at every tick. */
  readonly #offline = new Set<string>();

  constructor(private readonly log: Log) {}

  start(name: string, work: DueWork): void {
    if (this.#running.has(name)) return;
    const run = work
      .execute()
      .then((count) => this.#reportDone(name, count))
      .catch((error: unknown) => this.#reportFailed(name, error))
      .finally(() => this.#running.delete(name));
    this.#running.set(name, run);
  }

  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #reportDone(job: string, count: number): void {
    if (this.#offline.delete(job)) this.log.info('Scheduler resumed', { job });
    if (count > 0) this.log.info('Due work done', { job, count });
  }

  #reportFailed(job: string, error: unknown): void {
    const isOffline = error instanceof PayCoreError && error.kind === 'offline';
    if (isOffline && this.#offline.has(job)) return;
    if (isOffline) this.#offline.add(job);
    this.log.error('Due work failed', { job, error });
  }
}
