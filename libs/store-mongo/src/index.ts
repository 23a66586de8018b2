export { Database } from './connect.ts';
export { migrateDatabase, type MigrationReport } from './migrate/migrate.ts';
export { MongoPauses } from './mongo-pauses.ts';
export { MongoPaymentStore } from './mongo-payment-store.ts';
export { MongoProjectStore } from './mongo-project-store.ts';
export { MongoShopStore } from './mongo-shop-store.ts';
export { MongoRefusedCallbacks } from './mongo-refused-callbacks.ts';
export { checkSchema, SchemaError } from './schema-marker.ts';
export { Seal, type SealKey } from './seal.ts';
