import type { RefusalDocs } from '@paycore/core';

const message = 'The PayPal credentials are not valid.';
const fromConsole = {
  zh: '從 PayPal 開發者後台複製 Client ID 與 Secret，並確認環境一致。',
  en: 'Copy client ID and secret for the same environment from PayPal’s developer console.',
};
const invalid = (code: string, cause: RefusalDocs['cause'], fix: RefusalDocs['fix']): RefusalDocs => ({
  kind: 'invalid',
  code,
  message,
  cause,
  fix,
});

export const credentialRefusals: readonly RefusalDocs[] = [
  invalid(
    'PAYPAL_CLIENT_ID_REQUIRED',
    { zh: '沒有 client_id，或格式不符。', en: 'client_id is missing or malformed.' },
    fromConsole,
  ),
  invalid(
    'PAYPAL_CLIENT_SECRET_REQUIRED',
    { zh: '沒有 client_secret，或格式不符。', en: 'client_secret is missing or malformed.' },
    fromConsole,
  ),
  invalid(
    'PAYPAL_ENVIRONMENT_INVALID',
    { zh: 'environment 不是 sandbox、live 或 production。', en: 'environment is not sandbox, live or production.' },
    { zh: '改用這三個值之一，或省略。', en: 'Use one of them, or leave it out.' },
  ),
];

export const orderRefusals: readonly RefusalDocs[] = [
  {
    kind: 'invalid',
    code: 'INVALID_ARGUMENT',
    message: 'The amount field must have no decimal places in TWD.',
    cause: {
      zh: 'amount 的小數位數超過幣別所允許；TWD、JPY、HUF 沒有小數，其餘最多兩位。',
      en: 'amount has more decimals than its currency takes: none in TWD, JPY and HUF, else at most two.',
    },
    fix: { zh: '去掉多餘的小數，包括結尾的 0。', en: 'Leave the extra decimals out, zeros included.' },
  },
  {
    kind: 'rejected',
    code: 'PAYPAL_REQUEST_REJECTED',
    message: 'PayPal refused the payment (CURRENCY_NOT_SUPPORTED).',
    cause: {
      zh: 'PayPal 拒絕這組憑證，或拒絕這筆訂單，例如幣別或金額不被接受。',
      en: 'PayPal refuses the credentials, or the order: its currency or amount.',
    },
    fix: {
      zh: '依訊息修正憑證、幣別或金額後重新建立。',
      en: 'Correct credentials, currency or amount as the message says.',
    },
  },
  {
    kind: 'unavailable',
    code: 'PAYPAL_REQUEST_REJECTED',
    message: 'PayPal could not be reached, or its answer could not be read.',
    cause: {
      zh: 'PayPal 逾時、暫停服務，或回應無法辨識。',
      en: 'PayPal timed out, was down, or sent an unreadable answer.',
    },
    fix: {
      zh: '稍後以相同內容重送；PayPal 會認得同一筆要求。',
      en: 'Retry the same request a little later: PayPal recognizes it by its request id.',
    },
  },
];

const checkConsole = {
  zh: '確認 webhook_id 是 PayPal 後台中此網址的 Webhook ID，再由後台重送。',
  en: 'Check that webhook_id is the one PayPal’s console shows for this URL, and resend from there.',
};

export const callbackRefusals: readonly RefusalDocs[] = [
  {
    kind: 'forged',
    code: 'PAYPAL_WEBHOOK_VERIFY_FAILED',
    message: 'PayPal webhook verification failed.',
    cause: { zh: '簽章、憑證或時間不符。', en: 'Signature, certificate or time is wrong.' },
    fix: checkConsole,
  },
  {
    kind: 'forged',
    code: 'CALLBACK_REFUSED',
    message: 'PayPal order number mismatch.',
    cause: { zh: '事件屬於另一筆訂單。', en: 'The event belongs to another order.' },
    fix: checkConsole,
  },
  {
    kind: 'forged',
    code: 'CALLBACK_REFUSED',
    message: 'PayPal amount mismatch.',
    cause: { zh: '事件的金額或幣別與付款不同。', en: 'Amount or currency of the event do not match the payment.' },
    fix: {
      zh: '在 PayPal 後台查明該訂單；金額改變時請建立新的付款。',
      en: 'Look up the order at PayPal; if the amount really changed, create a new payment.',
    },
  },
];
