import { MemoryShopStore } from './memory-shop-store.ts';
import { shopStoreContract } from './shop-store-contract.ts';

describe('MemoryShopStore', () => {
  shopStoreContract(async () => new MemoryShopStore());
});
