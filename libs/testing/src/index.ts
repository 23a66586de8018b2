export { anyText } from './any-text.ts';
export { anAttempt, aPayment, aPlacedOrder, firstAttempt, holderOf, type PaymentDifferences } from './builders.ts';
export { coreOn, coreOnFakes, type CoreParts } from './core-on-fakes.ts';
export { fakeCallback, FakeGateway, type FakeCredentials } from './fake-gateway.ts';
export { FakePostNotice } from './fake-post-notice.ts';
export {
  FakeClock,
  FakeAddresses,
  PatientClock,
  fakeLog,
  FakeLinks,
  FakeMetrics,
  FakeRandom,
  MemoryPauses,
  MemoryRefusedCallbacks,
  type FakeLog,
} from './fake-runtime.ts';
export { refusedCallbacksContract } from './refused-callbacks-contract.ts';
export { anImage, type ImageName } from './images.ts';
export { Interleaving, MortalProcess, SeededRandom } from './interleaving.ts';
export { MemoryPaymentStore } from './memory-payment-store.ts';
export { MemoryProvenKeys } from './memory-proven-keys.ts';
export { provenKeysContract } from './proven-keys-contract.ts';
export { MemoryProjectStore } from './memory-project-store.ts';
export { MemoryShopStore } from './memory-shop-store.ts';
export { setUpShop, type WantedMethod } from './shops.ts';
export { paymentStoreContract } from './payment-store-contract.ts';
export { aShopChange, aStoredAccount, shopStoreContract } from './shop-store-contract.ts';
export { FakeFetch, type Answerer, type FetchCall } from './fake-fetch.ts';
export { gatewayContract } from './gateway-contract.ts';
export {
  firstOfFlows,
  refusal,
  type CallbackRefusal,
  type Forgery,
  type GatewayProfile,
  type PaymentNumbers,
  type RouteProfile,
} from './gateway-profile.ts';
export { errorOf, type GatewaySubject } from './gateway-subject.ts';
export { deferred, Scripted, type Deferred } from './scripted.ts';
export { SimulatedGateway } from './simulated-gateway.ts';
export { History } from './histories/history.ts';
