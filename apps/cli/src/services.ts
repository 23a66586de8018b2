import type {
  AcceptNotice,
  CancelPayment,
  DeliverNotices,
  ExpirePayments,
  PaymentStore,
  ProjectStore,
  RefusedCallbacks,
  ResendNotice,
  SyncPayment,
} from '@paycore/core';
import type { ShopServices } from './shop/shop-scope.ts';

/** What the commands need; stores also re-encrypt and purge. */
export interface CliServices extends Omit<ShopServices, 'projects' | 'shops'> {
  readonly payments: Pick<PaymentStore, 'find' | 'findByNumber' | 'findPaid' | 'list'> & {
    reseal(): Promise<number>;
    purge(before: Date, now: Date): Promise<number>;
  };
  readonly projects: ProjectStore & { reseal(): Promise<number> };
  readonly shops: ShopServices['shops'] & { reseal(): Promise<number>; purgeLogos(before: Date): Promise<number> };
  readonly refusedCallbacks: Pick<RefusedCallbacks, 'list'>;
  readonly cancelPayment: Pick<CancelPayment, 'execute'>;
  readonly syncPayment: Pick<SyncPayment, 'forOperator'>;
  readonly acceptNotice: Pick<AcceptNotice, 'execute'>;
  readonly resendNotice: Pick<ResendNotice, 'execute'>;
  readonly deliverNotices: Pick<DeliverNotices, 'execute'>;
  readonly expirePayments: Pick<ExpirePayments, 'execute'>;
  readonly config: { readonly isProduction: boolean };
}

/** Called only by a command that runs: help and mistyped commands need neither settings nor a database. */
export type OpenServices = () => Promise<CliServices>;
