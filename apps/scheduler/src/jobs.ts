import {
  isOffline,
  type AskGateways,
  type DeliverNotices,
  type DueWork,
  type ExpirePayments,
  type FinishCreates,
  type Log,
  type TidyPayments,
} from '@paycore/core';

/** What a tick may start. */
export interface Job {
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

/** What is started where such work is due, by the name that stands in the log. */
export const jobsOf = (services: JobServices): Readonly<Record<DueWork, Job & { readonly name: string }>> => ({
  notice: { name: 'deliver-notices', execute: () => services.deliverNotices.execute() },
  create: { name: 'finish-creates', ...overlapping(services.finishCreates) },
  close: { name: 'expire-payments', ...overlapping(services.expirePayments) },
  ask: { name: 'ask-gateways', ...overlapping(services.askGateways) },
  tidy: { name: 'tidy-payments', ...overlapping(services.tidyPayments) },
});

/** Its runs keep apart what they take up, and each gateway's number of calls within bounds. */
const overlapping = (work: Job): Job => ({ execute: () => work.execute(), mayOverlap: true });

/**
 * Starts work without waiting for it: a tick's lock is short, while a backlog may take long. Work that may not overlap is not
 * begun twice at a time. Due work is stored in the payments and claimed there, so a duplicate tick does no harm.
 */
export class Starter {
  readonly #running = new Map<Promise<void>, string>();
  /** Jobs that found the database unreachable: logged once, not at every tick. */
  readonly #offline = new Set<string>();

  constructor(private readonly log: Log) {}

  start(name: string, work: Job): void {
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
    const isAway = isOffline(error);
    if (isAway && this.#offline.has(job)) return;
    if (isAway) this.#offline.add(job);
    this.log.error('Due work failed', { job, error });
  }
}
