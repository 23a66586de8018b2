import {
  Gateways,
  noticeSchedule,
  useCases,
  type Addresses,
  type Clock,
  type Gateway,
  type NoticeBody,
  type NoticeLimits,
  type Pauses,
  type ProvenKeys,
  type PaymentStore,
  type PostNotice,
  type ProjectStore,
  type Random,
  type RefusedCallbacks,
  type ShopStore,
} from '@paycore/core';
import { FakeGateway } from './fake-gateway.ts';
import { FakePostNotice } from './fake-post-notice.ts';
import {
  FakeAddresses,
  FakeClock,
  FakeLinks,
  fakeLog,
  FakeMetrics,
  FakeRandom,
  FakeSigner,
  MemoryPauses,
  MemoryRefusedCallbacks,
} from './fake-runtime.ts';
import { MemoryPaymentStore } from './memory-payment-store.ts';
import { MemoryProvenKeys } from './memory-proven-keys.ts';
import { MemoryProjectStore } from './memory-project-store.ts';
import { MemoryShopStore } from './memory-shop-store.ts';

export interface CoreParts<Payments, Installed, Time> {
  readonly payments: Payments;
  readonly gateway: Installed;
  /** Further gateways, beside `gateway`. */
  readonly others?: readonly Gateway[];
  readonly clock: Time;
  readonly projects?: ProjectStore;
  readonly shops?: ShopStore;
  readonly random?: Random;
  readonly pauses?: Pauses;
  readonly provenKeys?: ProvenKeys;
  readonly refused?: RefusedCallbacks;
  readonly post: PostNotice;
  readonly addresses?: Addresses;
  readonly limits?: Partial<NoticeLimits>;
}

const lease = 25_000;
const standard: NoticeLimits = { leaseMs: lease, schedule: noticeSchedule, maxPerHost: 10, maxInProcess: 200 };
const noticeBody: NoticeBody = ({ paymentNo, paidAt }) => JSON.stringify({ paymentNo, paidAt });

/** The use cases of one process on the given ports; what is left out is a fake of its own. */
export function coreOn<Payments extends PaymentStore, Installed extends Gateway, Time extends Clock>(
  parts: CoreParts<Payments, Installed, Time>,
) {
  const { payments, gateway, clock, post: postNotice } = parts;
  const { projects = new MemoryProjectStore(), random = new FakeRandom(), pauses = new MemoryPauses() } = parts;
  const { addresses = new FakeAddresses() } = parts;
  const { refused: refusedCallbacks = new MemoryRefusedCallbacks(), shops = new MemoryShopStore() } = parts;
  const [gateways, links, log, metrics] = [
    new Gateways([gateway, ...(parts.others ?? [])]),
    new FakeLinks(),
    fakeLog(),
    new FakeMetrics(),
  ];
  const signer = new FakeSigner();
  const ports = {
    payments,
    projects,
    shops,
    gateways,
    links,
    signer,
    postNotice,
    addresses,
    noticeBody,
    pauses,
    provenKeys: parts.provenKeys ?? new MemoryProvenKeys(),
    keySigner: signer,
    refusedCallbacks,
  };
  const settings = { notices: { ...standard, ...parts.limits }, createLeaseMs: lease };
  return { gateways, links, log, metrics, ...useCases({ ...ports, clock, random, log, metrics }, settings) };
}

/** One process on fakes that a spec holds in its hands. `process()` starts another beside it, on the same stores. */
export function coreOnFakes(limits: Partial<NoticeLimits> = {}, clock = new FakeClock()) {
  const fakes = {
    payments: new MemoryPaymentStore(),
    projects: new MemoryProjectStore(),
    shops: new MemoryShopStore(),
    gateway: new FakeGateway(),
    /** A second one, for orders that go from one gateway to another. */
    other: new FakeGateway('smilepay'),
    clock,
    addresses: new FakeAddresses(),
    random: new FakeRandom(),
    pauses: new MemoryPauses(),
    provenKeys: new MemoryProvenKeys(),
    refused: new MemoryRefusedCallbacks(),
    merchant: new FakePostNotice(),
  };
  const process = () => coreOn({ ...fakes, others: [fakes.other], post: fakes.merchant.post, limits });
  return { ...fakes, ...process(), process };
}
