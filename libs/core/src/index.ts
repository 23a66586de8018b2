export {
  BrokenPaymentError,
  PayCoreError,
  askedTooOften,
  callbackRefused,
  cannotCancel,
  forbidden,
  gatewayUnavailable,
  invalidArgument,
  isOffline,
  orderConflict,
  paymentNotFound,
  unauthorized,
  validationFailed,
  type ErrorDetails,
  type ErrorKind,
  type FieldFaults,
} from './domain/errors.ts';
export { isListed, maxLookedAt, newestFirst, type PaymentFilter, type PaymentPlace } from './domain/listing.ts';
export { isTimeZone, localDayAndMonth, type Span } from './domain/local-day.ts';
export { isTooDeep, maxJsonDepth } from './domain/json-depth.ts';
export { pageLocales } from './domain/locales.ts';
export { decimalText, maxAmount, majorUnits } from './domain/money.ts';
export { asSent, decimalAmount, maxDecimals, requestedAmount, type SentAmount } from './domain/sent-amount.ts';
export { parseUrl } from './domain/parse-url.ts';
export { afterTry, noticeSchedule, type Notice, type NoticeAnswer } from './domain/notice.ts';
export type { ClosedOutcome, Outcome, PaidOutcome, PendingOutcome } from './domain/outcome.ts';
export { leadsToGateway, pageUrlPlaceholder, type Page, type StoreChain, type Strings } from './domain/page.ts';
export { isPaymentNo, newGatewayOrderNo, newPaymentNo, paymentNoLength } from './domain/payment-no.ts';
export type { Answer, AnswerResult, Asker } from './domain/answer.ts';
export { attemptRow, isWatched, type Attempt, type AttemptFields, type Creating } from './domain/attempt.ts';
export {
  amountToReturn,
  attemptOf,
  deadlineOf,
  hasCode,
  isMoneyMoving,
  isPaidTwice,
  isPayable,
  isSpent,
  maxAttempts,
  newestAttempt,
  receivedAmount,
  shownAttempt,
  timesToReturn,
} from './domain/attempts.ts';
export { attentions, needsAttention, type Attention } from './domain/attention.ts';
export {
  canTakeNumber,
  formAttempt,
  isCashier,
  isNumberOut,
  isReturnAwaited,
  returnAwaitedUntil,
} from './domain/cashier.ts';
export { closingTime, standardLagHours } from './domain/closing.ts';
export { outranks, paymentStatuses, type PaymentStatus } from './domain/payment-status.ts';
export type { Info } from './domain/info.ts';
export { currentAttempt, hasOpenLink, isToTakeAlong, maxOpenCodes, openCodes, refusedMethods } from './domain/link.ts';
export {
  changed,
  closedReasonOf,
  merchantOrderOf,
  paymentRow,
  statusOf,
  type Buyer,
  type AttemptChange,
  type CloseReason,
  type ClosedReason,
  type Completing,
  type Environment,
  type MerchantOrder,
  type MerchantUrls,
  type Payment,
  type PaymentChange,
  type PaymentEvent,
  type PaymentFields,
  type PaymentLink,
  type PaymentMode,
  type PaymentRequest,
} from './domain/payment.ts';
export type { PostPaymentEvent } from './domain/post-payment-event.ts';
export {
  accountAt,
  emptyShop,
  type LogoReference,
  type MethodList,
  type MethodSetting,
  type PageSettings,
  type Shop,
  type StoredAccount,
  type Verification,
  type VerifyResult,
} from './domain/shop.ts';
export type { Row } from './domain/row.ts';
export { Secret } from './domain/secret.ts';
export { isSecretParam, secretParams } from './domain/secret-params.ts';
export { parseTaipeiTime, taipeiTime } from './domain/taipei-time.ts';
export { gatewaySettings, settingVariable, type GatewaySettings } from './gateway-settings.ts';
export { Gateways } from './gateways.ts';
export { placedOrder } from './placed-order.ts';
export type { Fetch, FetchAnswer, FetchInit, UrlRefusal, UrlRefusalOf } from './ports/egress.ts';
export type {
  Balance,
  Callback,
  CallbackMethod,
  Created,
  CredentialCheck,
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
export { dueWorks, longestOverdueFirst } from './ports/payment-store.ts';
export type {
  DueExcept,
  DuePayment,
  DuePosition,
  DueWork,
  MarkedPayment,
  MethodSum,
  PageWanted,
  PaidSum,
  PaymentMark,
  PaymentPage,
  PaymentStore,
  PaymentWrite,
  Place,
  Side,
  UpdateResult,
} from './ports/payment-store.ts';
export type { AccountKeys, Proof, ProvenKey, ProvenKeys } from './ports/proven-keys.ts';
export type { ApiKey, Caller, KeyHolder, KeyKind, Project, ProjectStore } from './ports/project-store.ts';
export type { Logo, ShopChange, ShopStore } from './ports/shop-store.ts';
export type {
  Addresses,
  AddressFound,
  CallbackSubject,
  Clock,
  ComparedAmounts,
  Links,
  Log,
  Metrics,
  NoticeBody,
  Pauses,
  PostNotice,
  Readiness,
  Random,
  RefusedCallback,
  RefusedCallbacks,
  TextSigner,
} from './ports/runtime.ts';
export { useCases, type CorePorts, type CoreSettings, type UseCases } from './use-cases.ts';
export { AcceptNotice } from './settle/accept-notice.ts';
export { AskGateways } from './due/ask-gateways.ts';
export { CancelOwnPayment } from './settle/cancel-own-payment.ts';
export { CancelPayment } from './settle/cancel-payment.ts';
export { CompletePayment, type Completion } from './settle/complete-payment.ts';
export { CreateLink, type CreateLinkOrder } from './create/create-link.ts';
export { CreatePayment, type CreateOrder } from './create/create-payment.ts';
export type { CreateAnswer } from './create/one-payment.ts';
export { DeliverNotices, type NoticeLimits, type NoticeState } from './notices/deliver-notices.ts';
export { ExpirePayments } from './due/expire-payments.ts';
export { FinishCreates } from './due/finish-creates.ts';
export { FindLogo } from './query/find-logo.ts';
export { GetPayment } from './query/get-payment.ts';
export type { ManageScope } from './manage/change-shop.ts';
export { ManageGateways, type ShownAccount } from './manage/manage-gateways.ts';
export { ManageMethods } from './manage/manage-methods.ts';
export { ManagePage } from './manage/manage-page.ts';
export { contrast } from './domain/contrast.ts';
export { accentGrounds, pageFaults, pageLimits, type PageTexts } from './manage/page-faults.ts';
export { methodFaults, type WrittenSetting } from './manage/method-list.ts';
export { ListPayments, type ListedPayments, type ListQuestion } from './query/list-payments.ts';
export { OfferMethods, type OfferQuestion } from './query/offer-methods.ts';
export type { OfferedMethod } from './pick/offered-methods.ts';
export { PressButton, type Press, type Pressed } from './pick/press-button.ts';
export type { Choice, PickRefusal } from './pick/picked.ts';
export { OpenPayPage, type OpenedPage, type Visit } from './query/open-pay-page.ts';
export { ReadBalance, unsupportedAction } from './query/read-balance.ts';
export { isNamedBy } from './settle/attempts-meant.ts';
export { ReceiveCallback } from './settle/receive-callback.ts';
export { ReceiveReturn, type Return } from './query/receive-return.ts';
export { ResendNotice } from './notices/resend-notice.ts';
export { SettlePayment, type NoticeStarter } from './settle/settle-payment.ts';
export { SummarizeHome, type HomeQuestion, type HomeSummary, type PaidMoney } from './query/summarize-home.ts';
export { Rest } from './due/rest.ts';
export { TidyPayments } from './due/tidy-payments.ts';
export { SyncPayment, type SyncedAttempt } from './query/sync-payment.ts';
export { Recent } from './recent.ts';
export { Allowances, type Allowance } from './settle/allowance.ts';
