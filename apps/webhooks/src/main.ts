import { serve } from '@paycore/http';
import { compose, exitWhereRefused, loadConfig, settingsOrExit } from '@paycore/wiring';
import { webhooksApp } from './app.ts';

const config = settingsOrExit(() => loadConfig(process.env));
const services = compose(config, { name: 'webhooks' });
void exitWhereRefused(services);
await serve(webhooksApp(services), {
  name: 'webhooks',
  port: config.ports.webhooks,
  log: services.log,
  onStop: () => services.stop(),
});
