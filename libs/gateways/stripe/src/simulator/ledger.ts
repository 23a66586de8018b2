import type { SimulatorRuntime } from '@paycore/core';
import { Ledger as LedgerOf } from '@paycore/simulator-kit';
import { orderNoOf, type Intent } from './intent.ts';

export type Ledger = LedgerOf<Intent>;

/** All intents by id. */
export const openLedger = (journal: SimulatorRuntime['journal']): Ledger =>
  new LedgerOf<Intent>(journal, { keyOf: ({ id }) => id, orderNoOf });

/** What the account made with this Idempotency-Key. */
export const findByRequest = (ledger: Ledger, publishableKey: string, key: string): Intent | undefined =>
  ledger.newestFirst().find((intent) => intent.publishableKey === publishableKey && intent.idempotency?.key === key);
