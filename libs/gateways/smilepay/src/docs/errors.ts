import type { RefusalDocs } from '@paycore/core';
import { callbackRefusalDocs } from '@paycore/gateway-kit';

const credentialCode = 'SMILEPAY_CREDENTIAL_INVALID';
const reEnter = {
  zh: '對照速買配後台的商家代號、參數碼與檢查碼重新填寫。',
  en: 'Enter the merchant number, parameter number and check key from SmilePay’s console again.',
};

export const commonRefusals: readonly RefusalDocs[] = [
  {
    kind: 'invalid',
    code: credentialCode,
    message: 'The SmilePay credentials are not valid.',
    cause: {
      zh: 'gateway_credentials 缺少欄位或格式不符，欄位列在 error.fields。',
      en: 'A field of gateway_credentials is missing or malformed; error.fields names it.',
    },
    fix: reEnter,
  },
  {
    kind: 'rejected',
    code: credentialCode,
    message: 'SmilePay does not accept these credentials.',
    cause: {
      zh: '速買配不認得這組商家代號、參數碼或檢查碼。',
      en: 'SmilePay does not know this merchant number, parameter number or check key.',
    },
    fix: reEnter,
  },
];

export const orderRefused: RefusalDocs = {
  kind: 'rejected',
  code: 'INVALID_ARGUMENT',
  message: 'SmilePay refused the payment: 金額錯誤 (-2005).',
  cause: {
    zh: '速買配拒絕這筆要求，原因與代碼在訊息裡，例如金額超出範圍。',
    en: 'SmilePay refused the request; the message contains its reason and code, such as an amount out of range.',
  },
  fix: {
    zh: '依訊息修正後，以同一 merchant_order_no 重新建立。',
    en: 'Correct what the message names, and create the payment again with the same order number.',
  },
};

export const noBarcodes: RefusalDocs = {
  kind: 'rejected',
  code: 'SMILEPAY_BARCODE_SERVICE_NOT_ENABLED',
  message: 'This SmilePay account may not issue barcodes.',
  cause: {
    zh: '這個速買配帳號未開通超商條碼服務；PayCore 不會留下付款紀錄。',
    en: 'The barcode service is not enabled for this account; no payment is stored.',
  },
  fix: {
    zh: '向速買配申請開通，或改用 ATM、超商代碼。',
    en: 'Ask SmilePay to enable it, or use ATM or store codes.',
  },
};

const useOurs = {
  zh: '使用 PayCore 交給速買配的 callback 網址（含 secret），或在通知帶上建立付款時的 validation_token。',
  en: 'Send to the URL that PayCore gave SmilePay, which contains the secret, or include the validation_token of the credentials.',
};

export const callbackRefusals: readonly RefusalDocs[] = [
  callbackRefusalDocs(
    'SmilePay Dcvc mismatch.',
    {
      zh: '通知的商家代號與付款的憑證不同。',
      en: 'The callback has a different merchant than the payment’s credentials.',
    },
    {
      zh: '確認通知屬於同一個速買配帳號。',
      en: 'Check that the callback belongs to the same SmilePay account.',
    },
  ),
  callbackRefusalDocs(
    'SmilePay amount mismatch.',
    {
      zh: '通知的金額與建立時不同；paycore.log 的「SmilePay amount mismatch detail」有雙方金額與比對方式。',
      en: 'The amount does not match the payment; “SmilePay amount mismatch detail” in paycore.log has both amounts and how the payment was matched.',
    },
    {
      zh: '向速買配查明實收金額；金額確實改變時，請建立新的付款。',
      en: 'Ask SmilePay what was received; if the amount really changed, create a new payment.',
    },
  ),
  callbackRefusalDocs(
    'SmilePay validation token mismatch.',
    {
      zh: 'validation_token 或網址的 secret 不正確，或兩者皆無。無法證明來源的通知一律得到這個答覆，不論付款是否存在。',
      en: 'The validation_token or the URL’s secret is wrong, or both are missing. Whatever proves nothing gets this answer, whether or not there is such a payment.',
    },
    useOurs,
  ),
  callbackRefusalDocs(
    'SmilePay Mid_smilepay verification failed.',
    {
      zh: '憑證有 merchant_verify_code，而通知的 Mid_smilepay 不符。',
      en: 'The credentials contain a merchant_verify_code, and Mid_smilepay does not match it.',
    },
    {
      zh: '確認商家驗證參數為速買配後台目前的四碼數字。',
      en: 'Check that the code matches the four digits in SmilePay’s console.',
    },
  ),
];
