import {
  buildIndexes,
  checkSchema,
  MongoPaymentStore,
  MongoProjectStore,
  MongoShopStore,
  withDatabase,
  type IndexReport,
  type MigrationReport,
  type Progress,
  type Say,
} from '@paycore/store-mongo';
import { sealOf } from './bind-adapters.ts';
import type { Config } from './config.ts';
import { migrate } from './migrate.ts';
import { MacRule } from './stored-payments.ts';

/** An operator's work on the whole database. Each may be cut off and run again; all throw where the database is out of reach. */
export interface Maintenance {
  /** Makes the database of an earlier version this version's: see `migrateDatabase`. */
  migrate(): Promise<MigrationReport>;
  buildIndexes(say: Say): Promise<IndexReport>;
  /**
   * Makes anew with the first key what other keys encrypted or signed; resolves to the number of records changed. Throws at the
   * end where payments are broken.
   */
  reseal(progress: Progress): Promise<number>;
  /** Erases credentials, page and buyer of closed payments created before that time; resolves to how many. */
  purge(before: Date, now: Date, progress: Progress): Promise<number>;
  /** Removes the logos saved before that time that no shop shows; resolves to how many. */
  purgeLogos(before: Date): Promise<number>;
}

/** On a connection of its own, whose calls may take as long as a large collection needs. */
export function maintenance(config: Config): Maintenance {
  const seal = sealOf(config.keys);
  const macs = new MacRule(config.mac);
  const onDatabase: typeof withDatabase = (uri, work) =>
    withDatabase(uri, async (connection) => {
      macs.learn(await checkSchema(connection));
      return work(connection);
    });
  return {
    migrate: () => migrate(config),
    buildIndexes: (say) => onDatabase(config.mongodbUri, (connection) => buildIndexes(connection, say)),
    reseal: (progress) =>
      onDatabase(config.mongodbUri, async (connection) => {
        const projects = await new MongoProjectStore(connection, seal).reseal();
        const shops = await new MongoShopStore(connection, seal).reseal();
        const rules = { isMacRequired: () => macs.isRequired, onBroken: () => undefined };
        // Last: it throws where some are broken.
        return projects + shops + (await new MongoPaymentStore(connection, seal, rules).reseal({ progress }));
      }),
    purgeLogos: (before) =>
      onDatabase(config.mongodbUri, (connection) => new MongoShopStore(connection, seal).purgeLogos(before)),
    purge: (before, now, progress) =>
      onDatabase(config.mongodbUri, (connection) =>
        new MongoPaymentStore(connection, seal).purge(before, now, { progress }),
      ),
  };
}
