import 'reflect-metadata';
import { setTimeout } from 'node:timers/promises';
import type { Log } from '@paycore/core';
import { urlRefusals } from '@paycore/egress';
import { Container } from 'inversify';
import { bindAdapters } from './bind-adapters.ts';
import { bindUseCases } from './bind-use-cases.ts';
import type { Config } from './config.ts';
import { readDemoAccess } from './demo-access.ts';
import { watchExpiries } from './expiries.ts';
import { systemClock } from './system-runtime.ts';
import { watchIndexes } from './missing-indexes.ts';
import { readinessOf } from './readiness.ts';
import { tokens as t } from './tokens.ts';
import { watchNotices } from './watch-notices.ts';

/** What a stop grants the notices under way; one that takes longer is sent again after its lease, under the same id. */
const maxIdleMs = 5_000;

/** The pieces of one process, made when first asked for. */
export type Services = ReturnType<typeof compose>;

interface ComposeOptions {
  /** Which app this is, for its log lines. */
  readonly name: string;
  /** Log to the file alone: stdout is a command's answer. */
  readonly isQuiet?: boolean;
}

/** A misspelled setting would leave its default in force, and nobody would know. */
function warnOfUnknown({ unknownSettings }: Pick<Config, 'unknownSettings'>, log: Pick<Log, 'warn'>): void {
  for (const { name, meant } of unknownSettings) {
    log.warn('Unknown setting in the environment', { setting: name, ...(meant !== undefined && { meant }) });
  }
}

export function compose(config: Config, options: ComposeOptions) {
  const container = new Container();
  bindAdapters(container, config, options);
  bindUseCases(container);
  if (options.isQuiet !== true) warnOfUnknown(config, container.get(t.log));
  const database = container.get(t.database);
  watchExpiries(container.get(t.metrics), container.get(t.gateways).all());
  watchIndexes(container.get(t.metrics), database);
  const useCases = container.get(t.useCases);
  watchNotices(container.get(t.metrics), () => useCases.deliverNotices.state);
  return {
    config,
    clock: systemClock,
    log: container.get(t.log),
    metrics: container.get(t.metrics),
    payments: container.get(t.payments),
    projects: container.get(t.projects),
    shops: container.get(t.shops),
    refusedCallbacks: container.get(t.refusedCallbacks),
    gateways: container.get(t.gateways),
    links: container.get(t.links),
    ...useCases,
    /** For Agenda, which keeps its ticks beside the payments. Throws while the database was never reached. */
    database: () => {
      if (!database.connection.db) throw new Error('The database was never reached.');
      return database.connection.db;
    },
    urlRefusal: urlRefusals(config.egressAllow),
    ...(config.trustProxy !== undefined && { trustProxy: config.trustProxy }),
    ...(config.sandboxUrl !== undefined && { sandboxUrl: config.sandboxUrl }),
    demoAccess: () => readDemoAccess(config),
    ready: () => database.isReady(),
    readiness: () => readinessOf(database),
    /** Resolves once the database answers; throws where it does not within some seconds, or is another version's. */
    reached: () => database.reached(),
    /** Resolves if the database turns out to be another version's: then this process must end. */
    refused: () => database.refused(),
    /** Lets deliveries end, then closes every connection. */
    async stop(): Promise<void> {
      await Promise.race([useCases.deliverNotices.idle(), setTimeout(maxIdleMs, undefined, { ref: false })]);
      await container.get(t.fetch).close();
      await database.close();
    },
  };
}
