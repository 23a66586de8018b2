import type { PaymentStore } from '@paycore/core';
import { attemptRules } from './payment-store/attempt-rules.ts';
import { benchOf } from './payment-store/bench.ts';
import { bulkRules } from './payment-store/bulk-rules.ts';
import { duePlaceRules } from './payment-store/due-place-rules.ts';
import { dueRules } from './payment-store/due-rules.ts';
import { linkRules } from './payment-store/link-rules.ts';
import { listRules } from './payment-store/list-rules.ts';
import { neighbourRules } from './payment-store/neighbour-rules.ts';
import { orderRules } from './payment-store/order-rules.ts';
import { readRules } from './payment-store/read-rules.ts';
import { sumRules } from './payment-store/sum-rules.ts';
import { writeRules } from './payment-store/write-rules.ts';

/** What every payment store must do, memory and MongoDB alike. `make` gives an empty store. */
export function paymentStoreContract(make: () => Promise<PaymentStore>): void {
  const bench = benchOf(make);
  describe('writes', () => writeRules(bench));
  describe('writes in bulk', () => bulkRules(bench));
  describe('attempts', () => attemptRules(bench));
  describe('payments whose method the payer picks', () => linkRules(bench));
  describe('places of an order', () => orderRules(bench));
  describe('reads', () => readRules(bench));
  describe('due work', () => dueRules(bench));
  describe('due work where there is no room for more', () => duePlaceRules(bench));
  describe('neighbours', () => neighbourRules(bench));
  describe('lists', () => listRules(bench));
  describe('what was paid', () => sumRules(bench));
}
