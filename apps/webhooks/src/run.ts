import { serve } from '@paycore/http';
import { composeApp } from '@paycore/wiring';
import { webhooksApp } from './app.ts';

/** Serves gateways until the process is told to stop. Ends it where the settings are faulty. */
export async function run(): Promise<void> {
  const { services, listener } = composeApp('webhooks', process.env);
  await serve(webhooksApp(services), listener);
}
