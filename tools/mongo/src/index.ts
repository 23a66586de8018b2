export type { Environment } from './cache.ts';
export { freePort } from './free-port.ts';
export type { MongoKind } from './mongo-way.ts';
export { javaTool, prepareEmbedded } from './prepare-embedded.ts';
export { serverFacts, type ServerFacts } from './server-facts.ts';
export { ServerStartError, startServer, type Log, type ServerProcess } from './server-process.ts';
export { startSpecMongo, type SpecMongo } from './spec-mongo.ts';
export { startEmbedded, type EmbeddedMongo, type EmbeddedOptions } from './start-embedded.ts';
export { startMongo, type MongoOptions, type RunningMongo } from './start-mongo.ts';
