import type { RefusalDocs } from '@paycore/core';
import { callbackRefusalDocs } from '@paycore/gateway-kit';

const code = 'PLUS_CREDENTIAL_INVALID';
const fill = {
  zh: '在 gateway_credentials 填入 PLUS 提供的值。',
  en: 'Put what PLUS gave you into gateway_credentials.',
};

export const commonRefusals: readonly RefusalDocs[] = [
  {
    kind: 'invalid',
    code,
    message: 'PLUS appid is required.',
    cause: { zh: '沒有 appid。', en: 'appid is missing.' },
    fix: fill,
  },
  {
    kind: 'invalid',
    code,
    message: 'PLUS secret_key is required.',
    cause: { zh: '沒有 secret_key。', en: 'secret_key is missing.' },
    fix: fill,
  },
  {
    kind: 'rejected',
    code,
    message: 'PLUS does not accept these credentials.',
    cause: { zh: 'PLUS 不認得這組憑證。', en: 'PLUS does not know these credentials.' },
    fix: { zh: '向 PLUS 確認 appid 與 secret_key。', en: 'Ask PLUS for appid and secret_key.' },
  },
];

export const refusedByPlus: RefusalDocs = {
  kind: 'rejected',
  code: 'INVALID_ARGUMENT',
  message: 'PLUS refused the request: money out of range.',
  cause: { zh: 'PLUS 拒絕這筆要求，原因在訊息裡。', en: 'PLUS refused the request; the message has its reason.' },
  fix: { zh: '依訊息修正後重新建立。', en: 'Correct what the message names and create the payment again.' },
};

export const callbackRefusals: readonly RefusalDocs[] = [
  callbackRefusalDocs(
    'PLUS appid mismatch.',
    { zh: '通知的 appid 與付款的憑證不同。', en: 'The callback has a different appid than the credentials.' },
    { zh: '確認通知屬於同一個 PLUS 帳號。', en: 'Check that it belongs to the same PLUS account.' },
  ),
  callbackRefusalDocs(
    'PLUS money mismatch.',
    { zh: '通知的金額與付款不同。', en: 'The callback has a different amount than the payment.' },
    { zh: '向 PLUS 查明實收金額。', en: 'Ask PLUS what was received.' },
  ),
  callbackRefusalDocs(
    'PLUS callback secret mismatch.',
    {
      zh: '網址沒有 PayCore 給的 secret。無法證明來源的通知一律得到這個答覆，不論付款是否存在。',
      en: 'The URL lacks the secret from PayCore. Whatever proves nothing gets this answer, whether or not there is such a payment.',
    },
    {
      zh: '通知必須送到建立時交給 PLUS 的 callback_url。',
      en: 'Callbacks must go to the callback_url sent to PLUS at create.',
    },
  ),
  callbackRefusalDocs(
    'PLUS sign verification failed.',
    { zh: '通知帶有簽章但不相符。', en: 'The callback’s signature is wrong.' },
    { zh: '確認 secret_key 與 PLUS 一致。', en: 'Compare secret_key with PLUS.' },
  ),
];
