import { serve } from '@paycore/http';
import { join } from 'node:path';
import { createLog } from '@paycore/monitoring';
import { sandboxApp } from './app.ts';
import { openSandbox } from './sandbox.ts';
import { readSettings } from './settings.ts';
import { simulatorFactories } from './simulators.ts';

/** Stands in for the gateways until the process is told to stop. */
export async function run(): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLog({ name: 'sandbox', file: join(settings.home, 'paycore.log') });
  const sandbox = openSandbox(settings, simulatorFactories, log);
  await serve(sandboxApp(sandbox, log), {
    name: 'sandbox',
    port: settings.port,
    host: settings.host,
    log,
    // A hanging fault would otherwise hold every stop for as long as a drain may take.
    drainSeconds: 1,
    onStop: async () => sandbox.stop(),
  });
}
