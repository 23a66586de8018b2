import { loadConfig } from './config.ts';
import { compose } from './container.ts';
import { exitWhereRefused } from './exit-where-refused.ts';
import { settingsOrExit } from './settings-error.ts';

/**
 * An app that serves: its services, and where and how it listens. Ends the process where its settings are faulty, and later if
 * its database turns out to be another version's.
 */
export function composeApp(name: 'api' | 'webhooks' | 'scheduler', env: Parameters<typeof loadConfig>[0]) {
  const config = settingsOrExit(() => loadConfig(env));
  const services = compose(config, { name });
  void exitWhereRefused(services);
  const { ports, operations, host } = config;
  const listener = {
    ...{ name, host, port: ports[name], log: services.log, onStop: () => services.stop() },
    operations: { port: operations.ports[name], host: operations.host, ...services },
  };
  return { services, listener };
}
