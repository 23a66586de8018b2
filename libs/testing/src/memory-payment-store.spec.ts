import { MemoryPaymentStore } from './memory-payment-store.ts';
import { paymentStoreContract } from './payment-store-contract.ts';

describe('MemoryPaymentStore', () => {
  paymentStoreContract(async () => new MemoryPaymentStore());
});
