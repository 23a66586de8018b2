export { loadConfig, type Config } from './config.ts';
export { compose, type Services } from './container.ts';
