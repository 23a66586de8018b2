import type { SimulatorRuntime } from '@paycore/core';
import { Ledger as LedgerOf } from '@paycore/simulator-kit';
import type { Keys } from './events/keys.ts';
import { orderNoOf, type Order } from './order.ts';

type Journal = SimulatorRuntime['journal'];
export type Ledger = LedgerOf<Order>;

const isObject = (entry: unknown): entry is object => typeof entry === 'object' && entry !== null;
const isOrder = (entry: unknown): entry is Order => isObject(entry) && 'id' in entry;
const holdsKeys = (entry: unknown): entry is { readonly keys: Keys } => isObject(entry) && 'keys' in entry;

/** All orders by PayPal's id. */
export const openLedger = (journal: Journal): Ledger =>
  new LedgerOf<Order>(journal, { keyOf: ({ id }) => id, orderNoOf, isOrder });

/**
 * What signs the events: over a restart the same, as whoever knows the root certificate keeps trusting it. Of a sandbox that
 * moved, the certificate would lead to its issuer's old place.
 */
export function keysIn(journal: Journal, issuerUrl: string, make: (issuerUrl: string) => Keys): () => Keys {
  const isOwn = ({ keys }: { readonly keys: Keys }) => keys.issuerUrl === issuerUrl;
  let keys = journal.read().filter(holdsKeys).find(isOwn)?.keys;
  return () => {
    if (keys === undefined) {
      keys = make(issuerUrl);
      journal.append({ keys });
    }
    return keys;
  };
}
