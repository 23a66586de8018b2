import type {
  AskGateways,
  CancelPayment,
  CreatePayment,
  DeliverNotices,
  ExpirePayments,
  FinishCreates,
  Gateways,
  GetPayment,
  Links,
  Log,
  NoteRefusal,
  OpenPayPage,
  Pauses,
  PlaceOrder,
  PostNotice,
  ReceiveCallback,
  RefusedCallbacks,
  ResendNotice,
  SettlePayment,
  SummarizeHome,
  SyncPayment,
} from '@paycore/core';
import type { SafeFetch } from '@paycore/egress';
import type { AppMetrics } from '@paycore/http';
import type { Database, MongoPaymentStore, MongoProjectStore, Seal } from '@paycore/store-mongo';
import type { ServiceIdentifier } from 'inversify';
import type { Config } from './config.ts';

const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

/** One name per piece; what it is bound to stands in container.ts. */
export const tokens = {
  config: token<Config>('config'),
  log: token<Log>('log'),
  metrics: token<AppMetrics>('metrics'),
  seal: token<Seal>('seal'),
  database: token<Database>('database'),
  payments: token<MongoPaymentStore>('payments'),
  projects: token<MongoProjectStore>('projects'),
  pauses: token<Pauses>('pauses'),
  refusedCallbacks: token<RefusedCallbacks>('refusedCallbacks'),
  fetch: token<SafeFetch>('fetch'),
  links: token<Links>('links'),
  gateways: token<Gateways>('gateways'),
  postNotice: token<PostNotice>('postNotice'),
  deliverNotices: token<DeliverNotices>('deliverNotices'),
  settlePayment: token<SettlePayment>('settlePayment'),
  placeOrder: token<PlaceOrder>('placeOrder'),
  createPayment: token<CreatePayment>('createPayment'),
  finishCreates: token<FinishCreates>('finishCreates'),
  getPayment: token<GetPayment>('getPayment'),
  syncPayment: token<SyncPayment>('syncPayment'),
  summarizeHome: token<SummarizeHome>('summarizeHome'),
  openPayPage: token<OpenPayPage>('openPayPage'),
  noteRefusal: token<NoteRefusal>('noteRefusal'),
  receiveCallback: token<ReceiveCallback>('receiveCallback'),
  expirePayments: token<ExpirePayments>('expirePayments'),
  askGateways: token<AskGateways>('askGateways'),
  cancelPayment: token<CancelPayment>('cancelPayment'),
  resendNotice: token<ResendNotice>('resendNotice'),
} as const;
