import {
  AcceptNotice,
  AskGateways,
  CancelPayment,
  CompletePayment,
  CreatePayment,
  DeliverNotices,
  ExpirePayments,
  FinishCreates,
  FollowOutcome,
  Gateways,
  GetPayment,
  LookUpPayment,
  NoteRefusal,
  noticeSchedule,
  OpenPayPage,
  PlaceOrder,
  ReadBalance,
  ReceiveCallback,
  ReceiveReturn,
  ResendNotice,
  SettlePayment,
  SummarizeHome,
  SyncPayment,
  type Clock,
  type Gateway,
  type NoticeBody,
  type NoticeLimits,
  type Pauses,
  type PaymentStore,
  type PostNotice,
  type ProjectStore,
  type Random,
  type RefusedCallbacks,
} from '@paycore/core';
import { FakeGateway } from './fake-gateway.ts';
import { FakePostNotice } from './fake-post-notice.ts';
import {
  FakeClock,
  FakeLinks,
  fakeLog,
  FakeMetrics,
  FakeRandom,
  MemoryPauses,
  MemoryRefusedCallbacks,
} from './fake-runtime.ts';
import { MemoryPaymentStore } from './memory-payment-store.ts';
import { MemoryProjectStore } from './memory-project-store.ts';

export interface CoreParts<Payments, Installed, Time> {
  readonly payments: Payments;
  readonly gateway: Installed;
  readonly clock: Time;
  readonly projects?: ProjectStore;
  readonly random?: Random;
  readonly pauses?: Pauses;
  readonly refused?: RefusedCallbacks;
  readonly post: PostNotice;
  readonly limits?: Partial<NoticeLimits>;
}

const lease = 25_000;
const standard = { leaseMs: lease, schedule: noticeSchedule, mostPerHost: 10, most: 200 };
const noticeBody: NoticeBody = ({ paymentNo, paidAt }) => JSON.stringify({ paymentNo, paidAt });

/** The use cases of one process on the given ports; what is left out is a fake of its own. */
export function coreOn<Payments extends PaymentStore, Installed extends Gateway, Time extends Clock>(
  parts: CoreParts<Payments, Installed, Time>,
) {
  const { payments, gateway, clock, post } = parts;
  const { projects = new MemoryProjectStore(), random = new FakeRandom(), pauses = new MemoryPauses() } = parts;
  const { refused = new MemoryRefusedCallbacks() } = parts;
  const [gateways, links, log, metrics] = [new Gateways([gateway]), new FakeLinks(), fakeLog(), new FakeMetrics()];
  const runtime = { clock, random, log, metrics };
  const notices = new DeliverNotices(payments, projects, post, runtime, { ...standard, ...parts.limits });
  const settlePayment = new SettlePayment(payments, gateways, notices, noticeBody, runtime, lease);
  const placeOrder = new PlaceOrder(payments, gateways, settlePayment, links, runtime, lease);
  const completePayment = new CompletePayment(payments, gateways, settlePayment, runtime, lease);
  const followOutcome = new FollowOutcome(settlePayment, completePayment);
  const lookUpPayment = new LookUpPayment(payments, gateways, followOutcome, pauses, clock);
  const noteRefusal = new NoteRefusal(payments, refused, runtime);
  const getPayment = new GetPayment(payments);
  return {
    gateways,
    links,
    log,
    metrics,
    notices,
    settlePayment,
    placeOrder,
    createPayment: new CreatePayment(payments, gateways, placeOrder, lookUpPayment, runtime),
    finishCreates: new FinishCreates(payments, placeOrder, runtime),
    getPayment,
    syncPayment: new SyncPayment(getPayment, lookUpPayment),
    summarizeHome: new SummarizeHome(payments, gateways, clock),
    openPayPage: new OpenPayPage(payments, links, gateways, lookUpPayment, log),
    readBalance: new ReadBalance(gateways),
    receiveCallback: new ReceiveCallback(
      gateways,
      payments,
      projects,
      followOutcome,
      lookUpPayment,
      noteRefusal,
      links,
      metrics,
    ),
    receiveReturn: new ReceiveReturn(gateways, payments, completePayment, lookUpPayment, links, log),
    completePayment,
    expirePayments: new ExpirePayments(payments, gateways, followOutcome, settlePayment, runtime),
    askGateways: new AskGateways(payments, gateways, followOutcome, pauses, runtime),
    cancelPayment: new CancelPayment(payments, gateways, settlePayment, clock),
    acceptNotice: new AcceptNotice(payments, settlePayment),
    resendNotice: new ResendNotice(payments, clock),
  };
}

/** One process on fakes that a spec holds in its hands. `process()` starts another beside it, on the same stores. */
export function coreOnFakes(limits: Partial<NoticeLimits> = {}) {
  const fakes = {
    payments: new MemoryPaymentStore(),
    projects: new MemoryProjectStore(),
    gateway: new FakeGateway(),
    clock: new FakeClock(),
    random: new FakeRandom(),
    pauses: new MemoryPauses(),
    refused: new MemoryRefusedCallbacks(),
    merchant: new FakePostNotice(),
  };
  const process = () => coreOn({ ...fakes, post: fakes.merchant.post, limits });
  return { ...fakes, ...process(), process };
}
