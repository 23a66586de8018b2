import type { AppMetrics } from '@paycore/monitoring';
import { missingIndexNames, type Database } from '@paycore/store-mongo';

/** Exports `paycore_missing_indexes` {collection, name}: 1 for each index that the operator has still to build. */
export function watchIndexes(metrics: Pick<AppMetrics, 'watch'>, { connection }: Pick<Database, 'connection'>): void {
  const help = 'Indexes that the database lacks: 1 each.';
  metrics.watch('missing_indexes', help, ['collection', 'name'], async () => {
    const missing = await missingIndexNames(connection);
    return missing.map((labels) => ({ labels, value: 1 }));
  });
}
