import type { Payment, PaymentStore } from '@paycore/core';
import { aPayment, type PaymentDifferences } from '../builders.ts';

export const at = (iso: string): Date => new Date(iso);

/** An empty store for each test, and how to fill it. */
export interface Bench {
  /** The store of the test that runs. */
  readonly store: PaymentStore;
  stored(differences?: PaymentDifferences): Promise<Payment>;
  /** The payment as it now stands. */
  fresh(payment: Payment): Promise<Payment>;
}

/** Call it where tests are declared. */
export function benchOf(make: () => Promise<PaymentStore>): Bench {
  let store: PaymentStore;
  beforeEach(async () => {
    store = await make();
  });
  return {
    get store() {
      return store;
    },
    async stored(differences = {}) {
      const payment = aPayment(differences);
      expect(await store.insert(payment)).toBe('inserted');
      return payment;
    },
    async fresh({ paymentNo }) {
      const payment = await store.find(paymentNo);
      if (!payment) throw new Error(`${paymentNo} is gone`);
      return payment;
    },
  };
}
