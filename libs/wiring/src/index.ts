export { loadConfig, type Config } from './config.ts';
export { compose, type Services } from './container.ts';
export { gatewayExpiries, type GatewayExpiry } from './expiries.ts';
export { gatewayHosts } from './gateway-hosts.ts';
export { withSecretFiles } from './secret-files.ts';
export { SettingsError, settingsOrExit, type Fault } from './settings-error.ts';
export { gatewayFactories } from './gateways.ts';
