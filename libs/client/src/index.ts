export { InvalidNoticeError, PayCoreApiError, PayCoreConnectionError, type FieldFaults } from './errors.ts';
export type { PaymentFilters, PaymentList } from './payment-list.ts';
export { payCoreManagement, type ManagementOptions, type PayCoreManagement } from './management.ts';
export { payCore, type MethodsOptions, type OverviewOptions, type PayCore } from './pay-core.ts';
export type { CallOptions, Options, SendOptions } from './send.ts';
export type {
  Attempt,
  Balance,
  CreateBody,
  CreatedLink,
  CreatedPayment,
  GatewayCredentials,
  GatewayName,
  LinkBody,
  MethodList,
  MethodSetting,
  Notice,
  OfferedMethod,
  Overview,
  PageSettings,
  Payment,
  PaymentPage,
  Route,
  StoredGateway,
  WrittenPage,
} from './types.ts';
export { verifyNotice } from './verify-notice.ts';
