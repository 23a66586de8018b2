import { standardLagHours } from '@paycore/core';
import { migrateDatabase, type MigrationReport } from '@paycore/store-mongo';
import { makeGateways, sealOf } from './bind-adapters.ts';
import type { Config } from './config.ts';

/** Makes the database of an earlier version this version's: see `migrateDatabase`. */
export async function migrate(config: Config): Promise<MigrationReport> {
  const gateways = makeGateways(config, () => Promise.reject(new Error('Nothing is called here.')));
  const lagHoursOf = (name: string, route: string) => {
    const method = gateways.find((gateway) => gateway.name === name)?.methods[route];
    return method && (method.lagHours ?? standardLagHours);
  };
  const isMacRequired = config.mac === 'required';
  return migrateDatabase(config.mongodbUri, sealOf(config.keys), { lagHoursOf, isMacRequired });
}
