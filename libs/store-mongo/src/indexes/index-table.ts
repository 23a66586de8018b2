import type { mongo } from 'mongoose';

/** An index that PayCore wants. */
export interface WantedIndex {
  readonly collection: 'payments' | 'refused_callbacks' | 'proven_keys';
  /** Where absent, as MongoDB names it: `orderKey_1`. */
  readonly name?: string;
  readonly keys: Readonly<Record<string, 1 | -1>>;
  /** Carries a guarantee: no process is ready without it. The others only make reads fast. */
  readonly unique?: true;
  readonly sparse?: true;
  /**
   * Only documents that match are in it. Nothing but speed may depend on that: the embedded server ignores it, so such an index
   * is never unique.
   */
  readonly partial?: mongo.Document;
  /** Documents are deleted so long after the time in the index's one field. */
  readonly expireAfterSeconds?: number;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;

/** What lists of a project's payments on one side walk along; the first also finds the newest ones of the overview. */
export const listIndexes = {
  plain: { project: 1, environment: 1, ...newestFirst },
  status: { project: 1, environment: 1, status: 1, ...newestFirst },
  order: { project: 1, environment: 1, 'request.merchantOrderNo': 1, ...newestFirst },
  toReturn: { toReturnKey: 1 },
} as const;

/** What is due at the same time, as very many payments may be, comes by number, so that a walk can go on behind any of them. */
const inDueOrder = (field: string): Omit<WantedIndex, 'collection'> => ({
  keys: { [field]: 1, _id: 1 },
  partial: { [field]: { $exists: true } },
});

const ofPayments: readonly Omit<WantedIndex, 'collection'>[] = [
  { keys: { gatewayOrderNos: 1 }, unique: true, sparse: true },
  { keys: { orderKey: 1 }, unique: true, sparse: true },
  { keys: { paidKey: 1 }, unique: true, sparse: true },
  { keys: { gatewayTradeNos: 1 }, sparse: true },
  // The newest of each project.
  { keys: { 'request.merchantOrderNo': 1, project: 1, createdAt: -1 } },
  { keys: { 'attempts.accountId': 1, 'attempts.gateway': 1, project: 1, createdAt: -1 } },
  { keys: listIndexes.plain },
  { keys: listIndexes.status },
  { keys: listIndexes.order },
  { keys: listIndexes.toReturn, sparse: true },
  {
    // Covers the monthly sums, so that they read no document. Not the order of keys of the index that it replaces, which held
    // every unpaid payment too: with the same one, older servers refuse the two side by side.
    name: 'paid_sums',
    keys: {
      ...{ project: 1, environment: 1, paidAt: 1 },
      ...{ gateway: 1, route: 1, 'request.currency': 1, decimals: 1, amount: 1 },
    },
    partial: { paidAt: { $exists: true } },
  },
  ...['creatingUntil', 'closesAt', 'asksAt', 'tidyAt'].map(inDueOrder),
  {
    // What is left out by project or host is passed over in the index, without reading its documents.
    name: 'due_notices',
    keys: { 'notice.nextAt': 1, project: 1, environment: 1, 'notice.host': 1 },
    partial: { 'notice.nextAt': { $exists: true } },
  },
];

const refusedCallbackSeconds = 30 * 24 * 3600;

const ofRefusedCallbacks: readonly Omit<WantedIndex, 'collection'>[] = [
  { keys: { at: 1 }, expireAfterSeconds: refusedCallbackSeconds },
  { keys: { paymentNo: 1, at: -1 } },
];

/** All of them, those that carry guarantees first. */
export const wantedIndexes: readonly WantedIndex[] = [
  ...ofPayments.map((index) => ({ ...index, collection: 'payments' as const })),
  ...ofRefusedCallbacks.map((index) => ({ ...index, collection: 'refused_callbacks' as const })),
  { keys: { gateway: 1, accountId: 1 }, collection: 'proven_keys' },
];

/** Refuses the second document without the field: nothing of payments of 0.1.0 can be migrated while it is there. */
export const numberIndex = 'gatewayOrderNo_1';

/** Of earlier versions, on `payments`: replaced by others, or on fields that are gone. */
export const earlierIndexes: readonly string[] = [
  numberIndex,
  'gatewayTradeNo_1',
  'request.merchantOrderNo_1',
  'attempts.accountId_1_createdAt_-1',
  'gateway_1_accountId_1_createdAt_-1',
  'creating.until_1',
  'creatingUntil_1',
  'closesAt_1',
  'asksAt_1',
  'tidyAt_1',
  'notice.nextAt_1',
  'project_1_createdAt_-1__id_-1',
  'project_1_environment_1_paidAt_1_gateway_1_route_1_request.currency_1_request.amount_1',
  'project_1_environment_1_paidAt_1_gateway_1_route_1_request.currency_1_amount_1_decimals_1',
];

export const nameOf = ({ name, keys }: Pick<WantedIndex, 'name' | 'keys'>): string =>
  name ??
  Object.entries(keys)
    .map(([field, direction]) => `${field}_${direction}`)
    .join('_');
