import type { SimulatorRuntime } from '@paycore/core';
import { Ledger as LedgerOf } from '@paycore/simulator-kit';
import { orderNoOf, type Intent } from './intent.ts';

export type Ledger = LedgerOf<Intent>;

/** All intents by id. */
export const openLedger = (journal: SimulatorRuntime['journal']): Ledger =>
  new LedgerOf<Intent>(journal, { keyOf: ({ id }) => id, orderNoOf, isOrder: isIntent });

/** The journal holds other things too. */
const isIntent = (entry: unknown): entry is Intent =>
  typeof entry === 'object' && entry !== null && 'clientSecret' in entry;
