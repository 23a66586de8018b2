import type { Readiness } from '@paycore/core';
import { missingIndexNames, type Database } from '@paycore/store-mongo';

/** What an operator is told at `/readyz` of the operations port. */
export async function readinessOf(database: Pick<Database, 'whyNotReady' | 'connection'>): Promise<Readiness> {
  const reason = await database.whyNotReady();
  const missing = await missingIndexNames(database.connection).catch(() => undefined);
  return {
    ...(reason !== undefined && { reason }),
    ...(missing && { missingIndexes: missing.map(({ collection, name }) => `${collection}.${name}`) }),
  };
}
