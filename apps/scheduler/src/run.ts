import { serve } from '@paycore/http';
import { composeApp } from '@paycore/wiring';
import { schedulerApp } from './app.ts';
import { startTicker } from './ticker.ts';

/** Does what is due until the process is told to stop. Ends it where the settings are faulty. */
export async function run(): Promise<void> {
  const { services, listener } = composeApp('scheduler', process.env);
  const { log, config } = services;
  // Agenda asks its database from timers of its own, where nobody can catch a failure; the next tick asks again.
  process.on('unhandledRejection', (error) => log.warn('Scheduler tick failed', { error }));
  const ticker = startTicker(services, config.tickMs);
  const onStop = async () => {
    await ticker.stop();
    await listener.onStop();
  };
  await serve(schedulerApp(services), { ...listener, onStop });
}
