export { amountsInLog, answerAmountMismatch, callbackAmountMismatch } from './amounts.ts';
export { callbackRefusalDocs } from './callback-refusal-docs.ts';
export {
  credentialFault,
  credentialObject,
  credentialText,
  credentialTextOf,
  credentialWord,
  parseCredentials,
  unknownChoice,
  type CredentialFaults,
} from './credentials.ts';
export { fieldTable } from './field-table.ts';
export { barcodeFields, infoFields } from './info-fields.ts';
export { parseFlatObject, parseJson, parseJsonAs, parseObject, parseStrictObject } from './json.ts';
export { meansThisOrder } from './means-this-order.ts';
export { paymentNoKey } from './payment-no-key.ts';
export { receivedReply, refusedReply } from './replies.ts';
export { bankName, englishBankName } from './taiwan-banks.ts';
export { isTradeNo } from './trade-no.ts';
