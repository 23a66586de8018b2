import { serve } from '@paycore/http';
import { compose, exitWhereRefused, loadConfig, settingsOrExit } from '@paycore/wiring';
import { webhooksApp } from './app.ts';

/** Serves gateways until the process is told to stop. Ends it where the settings are faulty. */
export async function run(): Promise<void> {
  const config = settingsOrExit(() => loadConfig(process.env));
  const services = compose(config, { name: 'webhooks' });
  void exitWhereRefused(services);
  await serve(webhooksApp(services), {
    name: 'webhooks',
    port: config.ports.webhooks,
    host: config.host,
    log: services.log,
    operations: { port: config.operations.ports.webhooks, host: config.operations.host, ...services },
    onStop: () => services.stop(),
  });
}
