import { serve } from '@paycore/http';
import { compose, loadConfig } from '@paycore/wiring';
import { webhooksApp } from './app.ts';

const config = loadConfig(process.env);
const services = await compose(config, { name: 'webhooks' });
const app = webhooksApp(services, { trustProxy: config.trustProxy });
await serve(app, { name: 'webhooks', port: config.ports.webhooks, log: services.log, onStop: () => services.stop() });
