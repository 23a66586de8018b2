import type {
  Addresses,
  Gateways,
  Links,
  Log,
  Pauses,
  PostNotice,
  ProvenKeys,
  RefusedCallbacks,
  TextSigner,
  UseCases,
} from '@paycore/core';
import type { SafeFetch } from '@paycore/egress';
import type { AppMetrics } from '@paycore/monitoring';
import type { Database, MongoPaymentStore, MongoProjectStore, MongoShopStore, Seal } from '@paycore/store-mongo';
import type { ServiceIdentifier } from 'inversify';
import type { Config } from './config.ts';

const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

/** One token per service, bound in bind-adapters.ts and bind-use-cases.ts. */
export const tokens = {
  config: token<Config>('config'),
  log: token<Log>('log'),
  metrics: token<AppMetrics>('metrics'),
  seal: token<Seal>('seal'),
  database: token<Database>('database'),
  payments: token<MongoPaymentStore>('payments'),
  projects: token<MongoProjectStore>('projects'),
  shops: token<MongoShopStore>('shops'),
  pauses: token<Pauses>('pauses'),
  provenKeys: token<ProvenKeys>('provenKeys'),
  refusedCallbacks: token<RefusedCallbacks>('refusedCallbacks'),
  fetch: token<SafeFetch>('fetch'),
  links: token<Links>('links'),
  signer: token<TextSigner>('signer'),
  keySigner: token<TextSigner>('keySigner'),
  gateways: token<Gateways>('gateways'),
  postNotice: token<PostNotice>('postNotice'),
  addresses: token<Addresses>('addresses'),
  useCases: token<UseCases>('useCases'),
} as const;
