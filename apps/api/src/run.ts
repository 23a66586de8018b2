import { serve } from '@paycore/http';
import { compose, exitWhereRefused, loadConfig, settingsOrExit } from '@paycore/wiring';
import { apiApp } from './app.ts';

/** Serves merchants and payers until the process is told to stop. Ends it where the settings are faulty. */
export async function run(): Promise<void> {
  const config = settingsOrExit(() => loadConfig(process.env));
  const services = compose(config, { name: 'api' });
  void exitWhereRefused(services);
  await serve(apiApp(services), {
    name: 'api',
    port: config.ports.api,
    host: config.host,
    log: services.log,
    operations: { port: config.operations.ports.api, host: config.operations.host, ...services },
    onStop: () => services.stop(),
  });
}
