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
  /** May begin again while an earlier run still waits for a gateway. */
  readonly mayOverlap?: boolean;
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
  'finish-creates': overlapping(services.finishCreates),
  'expire-payments': overlapping(services.expirePayments),
  'ask-gateways': overlapping(services.askGateways),
  'tidy-payments': overlapping(services.tidyPayments),
});

/** Its runs keep apart what they take up, and each gateway's number of calls within bounds. */
const overlapping = (work: DueWork): DueWork => ({ execute: () => work.execute(), mayOverlap: true });

/**
 * Starts work without waiting for it: a tick's lock is short, while a backlog may take long. Work that may not overlap is not
 * begun twice at a time. Due work is stored in the payments and claimed one by one, so a duplicate tick does no harm.
 */
export class Starter {
  readonly #running = new Map<Promise<void>, string>();
  /** Jobs that found the database unreachable: logged once, not at every tick. */
  readonly #offline = new Set<string>();

  constructor(private readonly log: Log) {}

  start(name: string, work: DueWork): void {
    if (!work.mayOverlap && [...this.#running.values()].includes(name)) return;
    const run = work
      .execute()
      .then((count) => this.#reportDone(name, count))
      .catch((error: unknown) => this.#reportFailed(name, error))
      .finally(() => this.#running.delete(run));
    this.#running.set(run, name);
  }

  async idle(): Promise<void> {
    await Promise.all(this.#running.keys());
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
