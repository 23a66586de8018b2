export { startEmbedded, type EmbeddedMongo, type EmbeddedOptions } from './start-embedded.ts';
export { prepareEmbedded } from './prepare-embedded.ts';
export { ServerStartError } from './server-process.ts';
