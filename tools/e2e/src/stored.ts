import { MongoClient } from 'mongodb';

export interface StoredPayment {
  readonly _id: string;
  readonly project: string;
  readonly status: string;
  readonly attempts: readonly { readonly info?: Readonly<Record<string, unknown>>; readonly creating?: object }[];
  readonly notice?: { readonly id: string; readonly state: string; readonly attempts: number; readonly nextAt?: Date };
  readonly events: readonly {
    readonly type: string;
    readonly at: Date;
    readonly detail?: Readonly<Record<string, unknown>>;
  }[];
  readonly refusedCallbacks?: number;
  /** While it is its order's open payment, or its paid one. */
  readonly orderKey?: string;
  readonly paidKey?: string;
}

type Filter = Readonly<Record<string, unknown>>;

export const paymentsOf = (client: MongoClient, filter: Filter): Promise<readonly StoredPayment[]> =>
  client.db().collection<StoredPayment>('payments').find(filter).toArray();

export const readPayments = (uri: string, filter: Filter): Promise<readonly StoredPayment[]> =>
  withDatabase(uri, (client) => paymentsOf(client, filter));

export async function withDatabase<T>(uri: string, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
