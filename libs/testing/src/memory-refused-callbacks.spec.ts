import { MemoryRefusedCallbacks } from './fake-runtime.ts';
import { refusedCallbacksContract } from './refused-callbacks-contract.ts';

describe('MemoryRefusedCallbacks', () => {
  refusedCallbacksContract(async () => new MemoryRefusedCallbacks());
});
