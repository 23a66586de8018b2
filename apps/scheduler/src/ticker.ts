import { MongoBackend } from '@agendajs/mongo-backend';
import type { Log } from '@paycore/core';
import { Agenda } from 'agenda';
import type { Db } from 'mongodb';
import { setTimeout } from 'node:timers/promises';
import { Starter } from './jobs.ts';
import { Look, type LookServices } from './look.ts';

const collection = 'agenda_jobs';

/** By this name Agenda keeps the tick. */
const tickName = 'tick';

/** A tick whose process or database died is taken over after this; a healthy one holds its lock for a write or two. */
const lockMs = (tickMs: number) => Math.max(2_500, 2 * tickMs);

/** No tick anywhere for this long means that Agenda has stalled. */
const haltMs = (tickMs: number) => Math.max(15_000, 20 * tickMs);

/** How long a stop waits for running work; the rest is leased only, and another process takes it over. */
const maxIdleMs = 5_000;

export interface TickerServices extends LookServices {
  readonly log: Log;
  readonly ready: () => Promise<boolean>;
  /** The open connection's database. */
  readonly database: () => Db;
}

export interface Ticker {
  /** Starts no more work and waits a few seconds for what is running. */
  stop(): Promise<void>;
}

/**
 * Agenda only provides the tick: one per interval across all schedulers. Starts once the database answers, and restarts
 * if Agenda fails to start, or stalls while the database answers. `openWithinMs`: time allowed for starting.
 */
export function startTicker(services: TickerServices, tickMs: number, openWithinMs = 10_000): Ticker {
  const starter = new Starter(services.log);
  const look = new Look(services, starter, tickMs);
  let agenda: Agenda | undefined;
  let isStopped = false;
  let looking: Promise<void> = Promise.resolve();
  const check = async (): Promise<void> => {
    try {
      if (!(await services.ready()) || (agenda && (await isTicking(services, tickMs)))) return;
      if (agenda) services.log.error('Scheduler stalled; restarting it');
      await agenda?.stop();
      agenda = undefined;
      agenda = await openAgenda(services, look, tickMs, openWithinMs);
    } catch (error) {
      services.log.warn('Scheduler cannot start yet', { error });
    }
  };
  const watch = async (): Promise<void> => {
    while (!isStopped) {
      looking = check();
      await looking;
      await setTimeout(agenda ? haltMs(tickMs) / 5 : Math.min(tickMs, 1000), undefined, { ref: false });
    }
  };
  void watch();
  return {
    async stop() {
      isStopped = true;
      await looking;
      await agenda?.drain({ timeout: maxIdleMs, closeConnection: false });
      await Promise.race([starter.idle(), setTimeout(maxIdleMs, undefined, { ref: false })]);
    },
  };
}

async function openAgenda(services: TickerServices, look: Look, tickMs: number, openWithinMs: number): Promise<Agenda> {
  const database = services.database();
  const inTime = inTimeOf(openWithinMs);
  // Two schedulers that start together would both add the job: Agenda's upsert relies on no index of its own.
  await inTime(database.collection(collection).createIndex({ name: 1 }, { unique: true }));
  const backend = new MongoBackend({ mongo: database, collection });
  const agenda = new Agenda({ backend, processEvery: tickMs, defaultLockLifetime: lockMs(tickMs) });
  agenda.on('error', (error: Error) => services.log.warn('Agenda could not reach its jobs', { error }));
  agenda.define(tickName, async () => look.tick(), { concurrency: 1 });
  try {
    await inTime(agenda.start());
    await inTime(agenda.every(tickMs, tickName));
    return agenda;
  } catch (error) {
    await inTime(agenda.stop());
    throw error;
  }
}

/** Whether any scheduler has ticked recently. */
async function isTicking({ database, clock }: TickerServices, tickMs: number): Promise<boolean> {
  const jobs = await database().collection(collection).find({}).toArray();
  const last = Math.max(...jobs.map((job) => Number(job['lastRunAt'] ?? job['nextRunAt'] ?? 0)));
  return clock.now().getTime() - last < haltMs(tickMs);
}

/** Agenda would wait forever for a database that went away while it was starting. */
const inTimeOf =
  (ms: number) =>
  <T>(step: Promise<T>): Promise<T> =>
    Promise.race([
      step,
      setTimeout(ms, undefined, { ref: false }).then((): never => {
        throw new Error(`Not done in ${ms} ms.`);
      }),
    ]);
