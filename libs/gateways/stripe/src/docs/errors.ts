import type { RefusalDocs } from '@paycore/core';

const fromDashboard = {
  zh: '從 Stripe Dashboard 複製同一模式（測試或正式）的一對金鑰。',
  en: 'Copy both keys of the same mode, test or live, from Stripe’s dashboard.',
};

const invalid = (code: string, zh: string, en: string): RefusalDocs => ({
  kind: 'invalid',
  code,
  message: 'The Stripe credentials are not valid.',
  cause: { zh, en },
  fix: fromDashboard,
});

export const commonRefusals: readonly RefusalDocs[] = [
  invalid(
    'STRIPE_SECRET_KEY_INVALID',
    '沒有 secret_key，或不是 sk_test_、sk_live_ 開頭。',
    'secret_key is missing, or does not start sk_test_ or sk_live_.',
  ),
  invalid(
    'STRIPE_PUBLISHABLE_KEY_INVALID',
    '沒有 publishable_key、格式不符，或與 secret_key 不同模式。',
    'publishable_key is missing, malformed, or of the other mode.',
  ),
  {
    kind: 'rejected',
    code: 'STRIPE_AUTH_FAILED',
    message: 'Stripe does not accept these credentials.',
    cause: {
      zh: 'Stripe 不認得這把密鑰，或密鑰沒有權限。',
      en: 'Stripe does not know the key, or the key lacks permission.',
    },
    fix: fromDashboard,
  },
];

export const currencyUnsupported: RefusalDocs = {
  kind: 'invalid',
  code: 'STRIPE_PAYMENT_METHOD_CURRENCY_UNSUPPORTED',
  message: 'The currency must be one of: SGD, MYR.',
  cause: { zh: '這個付款方式不接受該幣別。', en: 'The method does not support this currency.' },
  fix: { zh: '改用訊息列出的幣別。', en: 'Use one of the currencies in the message.' },
};

const code = 'STRIPE_PAYMENT_INTENT_CREATE_FAILED';

export const createRefusals: readonly RefusalDocs[] = [
  {
    kind: 'rejected',
    code,
    message:
      'Stripe refused this payment: Amount must convert to at least 50 cents. NT$9.80 converts to approximately $0.30 (code: amount_too_small, param: amount).',
    cause: {
      zh: '帳號未開通該付款方式，或金額、幣別不被接受；冒號後是 Stripe 的理由與代碼（code、decline_code、param），不含金鑰與電子郵件。',
      en: 'The method is not enabled for the account, or amount or currency is not accepted. Stripe’s reason and its code, decline_code and param follow the colon, without keys and email addresses.',
    },
    fix: {
      zh: '依理由處理：在 Stripe Dashboard 開通付款方式，或檢查金額單位（NT$980 是 98000）。',
      en: 'Follow the reason: enable the method in Stripe’s dashboard, or check the unit of the amount (NT$980 is 98000).',
    },
  },
  {
    kind: 'unavailable',
    code,
    message: 'Stripe could not create the payment.',
    cause: { zh: 'Stripe 逾時、限流或暫停服務。', en: 'Stripe timed out, applied a rate limit, or was down.' },
    fix: {
      zh: '稍後以相同內容重送，不會重複建立。',
      en: 'Retry the same request a little later; nothing is created twice.',
    },
  },
];

const resend = {
  zh: '確認憑證與 Stripe 端點屬於同一帳號與模式，再由 Dashboard 重送。',
  en: 'Check that credentials and endpoint belong to the same account and mode, and resend from the dashboard.',
};

const callback = (message: string, zh: string, en: string): RefusalDocs => ({
  kind: 'forged',
  code: 'CALLBACK_REFUSED',
  message,
  cause: { zh, en },
  fix: resend,
});

export const callbackRefusals: readonly RefusalDocs[] = [
  {
    kind: 'forged',
    code: 'STRIPE_WEBHOOK_SIGNATURE_INVALID',
    message: 'The Stripe-Signature is missing or not valid.',
    cause: { zh: '簽章不符，或時間相差超過五分鐘。', en: 'The signature is wrong, or more than five minutes old.' },
    fix: {
      zh: '確認 webhook_secret 是該端點的 whsec_，且伺服器時間正確。',
      en: 'Check that webhook_secret is the whsec_… of this endpoint, and that the clock is right.',
    },
  },
  callback(
    'Stripe callback secret mismatch.',
    '網址沒有正確的 callback_secret。',
    'The address lacks the right callback_secret.',
  ),
  callback('Stripe amount mismatch.', '事件的金額與付款不同。', 'The event names another amount.'),
  callback('Stripe currency mismatch.', '事件的幣別與付款不同。', 'The event names another currency.'),
  callback('Stripe livemode mismatch.', '測試與正式模式不符。', 'Test and live do not agree.'),
  callback('Stripe payment mismatch.', '事件屬於另一筆訂單或付款。', 'The event is about another order or payment.'),
];
