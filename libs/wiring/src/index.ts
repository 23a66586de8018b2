export { loadConfig, type Config } from './config.ts';
export { compose, type Services } from './container.ts';
export { exitWhereRefused } from './exit-where-refused.ts';
export { gatewayExpiries, type GatewayExpiry } from './expiries.ts';
export { gatewayHosts } from './gateway-hosts.ts';
export { migrate } from './migrate.ts';
export { withSecretFiles } from './secret-files.ts';
export { SettingsError, settingsOrExit, type Fault } from './settings-error.ts';
export { gatewayFactories } from './gateways.ts';
