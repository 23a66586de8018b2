export {
  PayCoreError,
  callbackRefused,
  gatewayUnavailable,
  invalidArgument,
  orderConflict,
  paymentNotFound,
  unauthorized,
  validationFailed,
  type ErrorDetails,
  type ErrorKind,
  type FieldFaults,
} from './domain/errors.ts';
export { isTimeZone, localDayAndMonth, type Span } from './domain/local-day.ts';
export { maxAmount, majorUnits } from './domain/money.ts';
export { parseUrl } from './domain/parse-url.ts';
export { afterTry, noticeSchedule, type Notice, type NoticeAnswer } from './domain/notice.ts';
export type { ClosedOutcome, Outcome, PaidOutcome, PendingOutcome } from './domain/outcome.ts';
export { leadsToGateway, pageUrlPlaceholder, type Page, type Strings } from './domain/page.ts';
export { isPaymentNo, newGatewayOrderNo, newPaymentNo, paymentNoLength } from './domain/payment-no.ts';
export {
  changed,
  outranks,
  paymentStatuses,
  type Buyer,
  type Environment,
  type Info,
  type MerchantUrls,
  type Payment,
  type PaymentChange,
  type PaymentEvent,
  type PaymentFields,
  type PaymentRequest,
  type PaymentStatus,
} from './domain/payment.ts';
export type { PostPaymentEvent } from './domain/post-payment-event.ts';
export { Secret } from './domain/secret.ts';
export { parseTaipeiTime, taipeiTime } from './domain/taipei-time.ts';
export { gatewaySettings, settingVariable, type GatewaySettings } from './gateway-settings.ts';
export { Gateways } from './gateways.ts';
export type { Fetch, FetchAnswer, FetchInit } from './ports/egress.ts';
export type {
  Balance,
  Callback,
  CallbackMethod,
  Created,
  CredentialsOf,
  ElementScripts,
  Expiry,
  Gateway,
  GatewayAccount,
  GatewayFactory,
  GatewayRuntime,
  Method,
  Order,
  OrderIdentity,
  OrderUrls,
  PlacedOrder,
  OrderKey,
  Reply,
  Trust,
} from './ports/gateway.ts';
export type {
  BalanceDocs,
  CallbackDocs,
  FieldDocs,
  FieldTable,
  GatewayDocs,
  GatewayDocsFactory,
  JsonSchema,
  MethodDocs,
  RefusalDocs,
  ReturnDocs,
  LocalizedText,
} from './ports/gateway-docs.ts';
export type { DueWork, PaidSum, PaymentStore } from './ports/payment-store.ts';
export type { ApiKey, Caller, Project, ProjectStore } from './ports/project-store.ts';
export type {
  Clock,
  Links,
  Log,
  Metrics,
  NoticeBody,
  Pauses,
  PostNotice,
  Random,
  RefusedCallbacks,
} from './ports/runtime.ts';
export type {
  Drive,
  SimulatedCallback,
  SimulatedOrder,
  SimulatedOutcome,
  Simulator,
  SimulatorFactory,
  SimulatorRuntime,
} from './ports/simulator.ts';
export { useCases, type CorePorts, type CoreSettings, type UseCases } from './use-cases.ts';
export { AcceptNotice } from './use-cases/accept-notice.ts';
export { AskGateways } from './use-cases/ask-gateways.ts';
export { CancelPayment } from './use-cases/cancel-payment.ts';
export { CompletePayment, type Completion } from './use-cases/complete-payment.ts';
export { CreatePayment, type CreateAnswer, type CreateOrder } from './use-cases/create-payment.ts';
export { DeliverNotices, type NoticeLimits } from './use-cases/deliver-notices.ts';
export { ExpirePayments } from './use-cases/expire-payments.ts';
export { FinishCreates } from './use-cases/finish-creates.ts';
export { GetPayment } from './use-cases/get-payment.ts';
export { OpenPayPage, type Visit } from './use-cases/open-pay-page.ts';
export { ReadBalance, unsupportedAction } from './use-cases/read-balance.ts';
export { ReceiveCallback } from './use-cases/receive-callback.ts';
export { ReceiveReturn, type Return } from './use-cases/receive-return.ts';
export { ResendNotice } from './use-cases/resend-notice.ts';
export { SettlePayment, type NoticeStarter } from './use-cases/settle-payment.ts';
export { SummarizeHome, type HomeQuestion, type HomeSummary, type PaidMoney } from './use-cases/summarize-home.ts';
export { SyncPayment } from './use-cases/sync-payment.ts';
