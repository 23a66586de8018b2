export { jsonBody } from './body/json-body.ts';
export { rawBody } from './body/raw-body.ts';
export { bodyTooLarge } from './body/read-body.ts';
export {
  answerOf,
  answers,
  attemptData,
  balanceData,
  createdData,
  failure,
  gatewaysData,
  healthData,
  linkedData,
  listData,
  methodListData,
  notice,
  offeredData,
  offeredMethod,
  overviewData,
  pageData,
  paidMoney,
  paymentData,
  redirectForm,
  shownSetting,
  storedGateway,
} from './contract/answers.ts';
export { failureBody, sendData, sendPackedData } from './envelope.ts';
export { comeBackLater, sendError, statusOfKind } from './error-handler.ts';
export { KeyGuard } from './key-guard.ts';
export { HttpError } from './http-error.ts';
export { operationsApp } from './operations-app.ts';
export { requestIdOf } from './log/request-id.ts';
export { addressOf, leaveOutOfLog, logQueryOnlyOf, nameInLog } from './log/request-log.ts';
export { keptPacked, sendPacked } from './packed.ts';
export { permissions } from './permissions.ts';
export { openEventStream, type EventStream } from './serve/event-stream.ts';
export { serve } from './serve/serve.ts';
export { shell, type TrustProxy } from './shell.ts';
