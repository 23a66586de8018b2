import type { Connection } from 'mongoose';

/** Refuses the second document without the field: nothing can be migrated while it is there. */
export const numberIndex = 'gatewayOrderNo_1';

/** Indexes of the earlier version on fields that are gone. */
export const oldIndexes: readonly string[] = [
  numberIndex,
  'gatewayTradeNo_1',
  'gateway_1_accountId_1_createdAt_-1',
  'creating.until_1',
  'project_1_createdAt_-1__id_-1',
  'project_1_environment_1_paidAt_1_gateway_1_route_1_request.currency_1_request.amount_1',
];

/** Drops those of the indexes that are there; another migration may do the same at the same time. */
export async function dropIndexes(connection: Connection, names: readonly string[]): Promise<void> {
  const payments = connection.collection('payments');
  for (const name of names) {
    if (!(await isThere(connection, name))) continue;
    try {
      await payments.dropIndex(name);
    } catch (error) {
      if (await isThere(connection, name)) throw error;
    }
  }
}

async function isThere(connection: Connection, name: string): Promise<boolean> {
  const found: readonly { readonly name?: string }[] = await connection.collection('payments').listIndexes().toArray();
  return found.some((index) => index.name === name);
}
