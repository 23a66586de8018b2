export { InvalidNoticeError, PayCoreApiError, PayCoreConnectionError, type FieldFaults } from './errors.ts';
export type { PaymentFilters, PaymentList } from './payment-list.ts';
export { payCore, type OverviewOptions, type PayCore } from './pay-core.ts';
export type { CallOptions, Options } from './send.ts';
export type {
  Attempt,
  Balance,
  CreateBody,
  CreatedPayment,
  GatewayCredentials,
  GatewayName,
  Notice,
  Overview,
  Payment,
  PaymentPage,
  Route,
} from './types.ts';
export { verifyNotice } from './verify-notice.ts';
