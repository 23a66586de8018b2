import type { PaymentStore } from '@paycore/core';
import { benchOf } from './payment-store/bench.ts';
import { readRules } from './payment-store/read-rules.ts';
import { sumRules } from './payment-store/sum-rules.ts';
import { writeRules } from './payment-store/write-rules.ts';

/** What every payment store must do, memory and MongoDB alike. `make` gives an empty store. */
export function paymentStoreContract(make: () => Promise<PaymentStore>): void {
  const bench = benchOf(make);
  describe('writes', () => writeRules(bench));
  describe('reads', () => readRules(bench));
  describe('what was paid', () => sumRules(bench));
}
