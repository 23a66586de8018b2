export { anyText } from './any-text.ts';
export { aPayment } from './builders.ts';
export {
  FakeClock,
  fakeLog,
  FakeLinks,
  FakeMetrics,
  FakeRandom,
  MemoryPauses,
  MemoryRefusedCallbacks,
  type FakeLog,
} from './fake-runtime.ts';
export { MemoryPaymentStore } from './memory-payment-store.ts';
export { MemoryProjectStore } from './memory-project-store.ts';
export { paymentStoreContract } from './payment-store-contract.ts';
export { FakeFetch, type Answerer, type FetchCall } from './fake-fetch.ts';
export { gatewayContract } from './gateway-contract.ts';
export type { GatewaySubject } from './gateway-subject.ts';
export { SimulatedGateway } from './simulated-gateway.ts';
