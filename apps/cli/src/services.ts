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

/** What the commands need. */
export interface CliServices extends Omit<ShopServices, 'projects'> {
  readonly payments: Pick<PaymentStore, 'find' | 'findByNumber' | 'findPaid' | 'list'>;
  readonly projects: ProjectStore;
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
