import { serve } from '@paycore/http';
import { composeApp } from '@paycore/wiring';
import { apiApp } from './app.ts';

/** Serves merchants and payers until the process is told to stop. Ends it where the settings are faulty. */
export async function run(): Promise<void> {
  const { services, listener } = composeApp('api', process.env);
  await serve(apiApp(services), listener);
}
