import type { RefusalDocs } from '@paycore/core';
import { callbackRefusalDocs } from '@paycore/gateway-kit';

export const credentialRefusal: RefusalDocs = {
  kind: 'invalid',
  code: 'ECPAY_CREDENTIAL_INVALID',
  message: 'The ECPay credentials are not valid.',
  cause: {
    zh: 'gateway_credentials 缺少欄位，或欄位格式不符：HashKey 與 HashIV 各須 16 個位元組。',
    en: 'A field of gateway_credentials is missing or malformed: HashKey and HashIV are 16 bytes each.',
  },
  fix: {
    zh: '依 error.fields 指出的欄位，對照綠界廠商後台「系統介接設定」的值重新填寫。',
    en: 'Correct the fields in error.fields with the values from ECPay’s console, under system integration settings.',
  },
};

const askSupport = {
  zh: '若金額確實曾被更動，請以新的訂單編號重新建立付款；否則請提供 request id 給維運人員查詢。',
  en: 'If the amount really changed, create a payment with a new order number; otherwise give the operator the request id.',
};

/** What the cashier's query may come to, at sync. */
export const cashierMismatch: RefusalDocs = {
  kind: 'unavailable',
  code: 'PAYMENT_GATEWAY_ERROR',
  message: 'ECPAY amount mismatch',
  cause: {
    zh: '同步時，綠界回報的金額與建立時的金額不同；付款狀態不變。',
    en: 'At sync, ECPay reported a different amount than the payment was created with; the payment is unchanged.',
  },
  fix: askSupport,
};

export const backgroundMismatch: RefusalDocs = { ...cashierMismatch, message: 'ECPay amount mismatch.' };

const codeFailed = 'ECPAY_BACKGROUND_CODE_FAILED';

export const codeRefusals: readonly RefusalDocs[] = [
  {
    kind: 'rejected',
    code: codeFailed,
    message: 'ECPay issued no payment code: Parameter Error. (10200073)',
    cause: {
      zh: '綠界拒絕取號，例如金額超出該付款方式的範圍，或商店未開通幕後取號。',
      en: 'ECPay refused to issue a code: the amount is outside the method’s range, or background issue is not enabled.',
    },
    fix: {
      zh: '依訊息中綠界的說明與代碼修正；服務未開通時請洽綠界。同一 merchant_order_no 可再次建立。',
      en: 'Follow ECPay’s reason and code in the message, or ask ECPay to enable the service. The order number can be reused.',
    },
  },
  {
    kind: 'unavailable',
    code: codeFailed,
    message: 'ECPay could not be reached, or its answer could not be read.',
    cause: {
      zh: '綠界逾時、暫停服務，或回應無法辨識；取號結果未知。',
      en: 'ECPay timed out, was down, or sent an unreadable answer; it is unknown whether a code was issued.',
    },
    fix: {
      zh: '稍後以完全相同的內容重送：PayCore 會用同一綠界訂單編號取回已發出的號碼，不會重複取號。',
      en: 'Retry the same request a little later: PayCore uses the same ECPay order, so no second code is issued.',
    },
  },
];

const compareKeys = {
  zh: '確認建立付款時的 gateway_credentials 與綠界後台一致，再由綠界後台重送通知。',
  en: 'Compare the payment’s credentials with ECPay’s console, then have ECPay resend the callback.',
};

export const callbackRefusals: readonly RefusalDocs[] = [
  callbackRefusalDocs(
    'ECPay MerchantID mismatch.',
    {
      zh: '通知的特店編號與付款的憑證不同。',
      en: 'The callback has a different merchant than the payment’s credentials.',
    },
    compareKeys,
  ),
  callbackRefusalDocs(
    'ECPay amount mismatch.',
    { zh: '通知的金額與付款的金額不同。', en: 'The callback has a different amount than the payment.' },
    askSupport,
  ),
  callbackRefusalDocs(
    'ECPay CheckMacValue verification failed.',
    {
      zh: 'AIO 通知的簽章不符，或欄位重複、編號不符。',
      en: 'The signature of a cashier callback is wrong, or a field appears twice.',
    },
    compareKeys,
  ),
  callbackRefusalDocs(
    'ECPay encrypted background callback transaction not found.',
    {
      zh: '背景取號通知無法以這筆付款的金鑰解密，或不屬於這筆付款。',
      en: 'A background callback cannot be decrypted with the payment’s keys, or belongs to another payment.',
    },
    compareKeys,
  ),
];
