import { serve } from '@paycore/http';
import { compose, exitWhereRefused, loadConfig, settingsOrExit } from '@paycore/wiring';
import { schedulerApp } from './app.ts';
import { startTicker } from './ticker.ts';

/** Does what is due until the process is told to stop. Ends it where the settings are faulty. */
export async function run(): Promise<void> {
  const config = settingsOrExit(() => loadConfig(process.env));
  const services = compose(config, { name: 'scheduler' });
  void exitWhereRefused(services);
  const { log } = services;
  // Agenda asks its database from timers of its own, where nobody can catch a failure; the next tick asks again.
  process.on('unhandledRejection', (error) => log.warn('Scheduler tick failed', { error }));
  const ticker = startTicker({ ...services, database: services.database }, config.tickMs);
  const onStop = async () => {
    await ticker.stop();
    await services.stop();
  };
  await serve(schedulerApp(services), {
    name: 'scheduler',
    port: config.ports.scheduler,
    host: config.host,
    log,
    operations: { port: config.operations.ports.scheduler, host: config.operations.host, ...services },
    onStop,
  });
}
