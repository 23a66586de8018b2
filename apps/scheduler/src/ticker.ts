import { MongoBackend } from '@agendajs/mongo-backend';
import type { Clock, Log } from '@paycore/core';
import { Agenda } from 'agenda';
import type { Db } from 'mongodb';
import { Starter, jobsOf, type JobServices } from './jobs.ts';

const collection = 'agenda_jobs';

/** A tick whose process or database died is taken again after so many ticks, but not while a call may still be under way. */
const lockTicks = 2;
const shortestLockMs = 2_500;

export interface TickerServices extends JobServices {
  readonly log: Log;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly ready: () => Promise<boolean>;
  /** The open connection's database. */
  readonly database: () => Db;
}

export interface Ticker {
  /** Begins no more work and waits for what is under way. */
  stop(): Promise<void>;
}

/** Agenda is the tick alone: one per job and interval among all schedulers. Begins once the database answers. */
export function startTicker(services: TickerServices, tickMs: number): Ticker {
  const starter = new Starter(services.log);
  let agenda: Agenda | undefined;
  let isStopped = false;
  const begin = async (): Promise<void> => {
    while (!isStopped && !agenda) {
      try {
        if (await services.ready()) agenda = await openAgenda(services, starter, tickMs);
      } catch (error) {
        services.log.warn('The ticks cannot begin yet', { error });
      }
      if (!agenda) await services.clock.sleep(Math.min(tickMs, 1000));
    }
  };
  const begun = begin();
  return {
    async stop() {
      isStopped = true;
      await begun;
      await agenda?.drain({ timeout: 5_000, closeConnection: false });
      await starter.idle();
    },
  };
}

async function openAgenda(services: TickerServices, starter: Starter, tickMs: number): Promise<Agenda> {
  const database = services.database();
  // Two schedulers that start together would both add a job: Agenda's upsert relies on no index of its own.
  await database.collection(collection).createIndex({ name: 1 }, { unique: true });
  const backend = new MongoBackend({ mongo: database, collection });
  const lockLifetime = Math.max(shortestLockMs, lockTicks * tickMs);
  const agenda = new Agenda({ backend, processEvery: tickMs, defaultLockLifetime: lockLifetime });
  agenda.on('error', (error: Error) => services.log.warn('Agenda could not reach its jobs', { error }));
  const jobs = Object.entries(jobsOf(services));
  for (const [name, work] of jobs) agenda.define(name, async () => starter.start(name, work), { concurrency: 1 });
  await agenda.start();
  for (const [name] of jobs) await agenda.every(tickMs, name);
  return agenda;
}
