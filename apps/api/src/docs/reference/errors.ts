import {
  askedTooOften,
  cannotCancel,
  forbidden,
  gatewayUnavailable,
  invalidArgument,
  orderConflict,
  paymentNotFound,
  unauthorized,
  validationFailed,
  type RefusalDocs,
  type PayCoreError,
  type LocalizedText,
} from '@paycore/core';
import { statusOfKind } from '@paycore/http';
import { paymentNo } from './examples.ts';
import type { Refusal } from './model.ts';

export const ofDocs = ({ kind, ...refusal }: RefusalDocs): Refusal => ({ status: statusOfKind(kind), ...refusal });

const of = ({ kind, code, message }: PayCoreError, cause: LocalizedText, fix: LocalizedText): Refusal => ({
  status: statusOfKind(kind),
  code,
  message,
  cause,
  fix,
});

const tryLater: LocalizedText = {
  zh: '稍後以相同內容重送；同一 merchant_order_no 不會建立第二筆付款。',
  en: 'Retry the same request a little later; the same merchant_order_no never creates a second payment.',
};

const key = of(
  unauthorized(),
  { zh: '沒有 X-API-KEY，或金鑰錯誤、已撤銷。', en: 'X-API-KEY is missing, wrong or revoked.' },
  {
    zh: '使用專案目前有效的 API Key，並確認是測試或正式的那一把。',
    en: 'Use an active key of your project, for the right environment.',
  },
);

const rateLimited: Refusal = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'Too many refused requests. Try again later.',
  cause: {
    zh: '同一位址在一分鐘內太多次認證失敗。',
    en: 'Too many failed authentications from one address within a minute.',
  },
  fix: {
    zh: '更正 API Key；有效的 Key 在 Retry-After 秒後重試即可通過。',
    en: 'Correct the API key; a valid one passes when tried again after Retry-After seconds.',
  },
};

/** Of questions to a gateway. */
export const questionsLimited = of(
  askedTooOften(40_000),
  {
    zh: '這個專案一分鐘內已就同一金流帳號詢問 30 次。',
    en: 'The project has asked about the same gateway account 30 times within a minute.',
  },
  {
    zh: '等待 Retry-After 秒；付款通知不受影響，不必以 sync 輪詢。',
    en: 'Wait Retry-After seconds. Notices come all the same: there is no need to poll with sync.',
  },
);

/** Of a gateway's callbacks. */
export const callbacksLimited: Refusal = {
  status: 429,
  code: rateLimited.code,
  message: rateLimited.message,
  cause: {
    zh: '無法證明來源的通知大量湧入；已證明的通知不受影響。',
    en: 'Callbacks that nothing proves come in a flood; proven ones are never refused so.',
  },
  fix: {
    zh: '不需處理：金流的通知若被誤擋會再送一次。',
    en: 'Nothing to do: the gateway would send a genuine one again.',
  },
};

const broken: Refusal = {
  status: 500,
  code: 'INTERNAL_ERROR',
  message: 'Internal error. Request id: 6a1f7c52-0f6e-4a36-8d0a-3f6f0f1f8a11',
  cause: { zh: 'PayCore 內部錯誤。', en: 'An internal PayCore error.' },
  fix: { zh: '將訊息中的 request id 提供給維運人員。', en: 'Give the request id to your PayCore operator.' },
};

export const away: Refusal = {
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  message: 'The service is not available at the moment. Please try again.',
  cause: { zh: '資料庫暫時無法使用。', en: 'The database is temporarily unavailable.' },
  fix: tryLater,
};

const ofPayments: Refusal = of(
  forbidden('A management key takes no payments: use a pc_live_ or pc_test_ key.'),
  { zh: '以管理金鑰（pc_admin_）呼叫付款 API。', en: 'A management key (pc_admin_) was used for payments.' },
  { zh: '改用 pc_live_ 或 pc_test_ 金鑰。', en: 'Use a pc_live_ or pc_test_ key.' },
);

const ofManagement: Refusal = of(
  forbidden('This call needs a management key (pc_admin_).'),
  { zh: '以付款用的金鑰呼叫管理 API。', en: 'A key for payments was used for a management call.' },
  { zh: '改用專案的管理金鑰（pc_admin_）。', en: 'Use a management key of the project (pc_admin_).' },
);

/** For every call with an API key for payments. */
export const ofKey: readonly Refusal[] = [key, ofPayments, rateLimited, broken, away];

/** For every call with a management key. */
export const ofManagementKey: readonly Refusal[] = [key, ofManagement, rateLimited, broken, away];

const tooLarge: Refusal = {
  status: 413,
  code: 'PAYLOAD_TOO_LARGE',
  message: 'The request body is larger than 64 kB.',
  cause: { zh: '內容超過 64 kB。', en: 'The body is larger than 64 kB.' },
  fix: { zh: '縮短 item_name、description 等文字。', en: 'Shorten item_name, description and other texts.' },
};

const tooDeep: Refusal = {
  status: 400,
  code: 'INVALID_JSON',
  message: 'The request body is JSON nested deeper than 32 levels.',
  cause: { zh: 'JSON 的物件與陣列超過 32 層。', en: 'Objects and lists are nested deeper than 32 levels.' },
  fix: { zh: '只傳送文件所列的欄位。', en: 'Send the documented fields only.' },
};

/** For every callback. */
export const ofRawBody: readonly Refusal[] = [
  tooDeep,
  tooLarge,
  {
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'A compressed request body is not accepted.',
    cause: { zh: '內容經過壓縮。', en: 'The body is compressed.' },
    fix: { zh: '不要壓縮請求內容。', en: 'Send it uncompressed.' },
  },
  broken,
];

/** For a body that is an image. */
export const ofImage: readonly Refusal[] = [
  { ...tooLarge, fix: { zh: '縮小圖片。', en: 'Send a smaller image.' } },
  {
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The Content-Type must be image/png or image/webp.',
    cause: {
      zh: 'Content-Type 不是 image/png 或 image/webp，或內容經過壓縮。',
      en: 'Another Content-Type, or a compressed body.',
    },
    fix: { zh: '送出 PNG 或 WebP，並標明格式。', en: 'Send PNG or WebP, and say which.' },
  },
];

/** For every call with a JSON body. */
export const ofBody: readonly Refusal[] = [
  {
    status: 400,
    code: 'INVALID_JSON',
    message: 'The request body is not valid JSON.',
    cause: { zh: '內容不是合法的 JSON（UTF-8）。', en: 'The body is not valid UTF-8 JSON.' },
    fix: { zh: '以 JSON 函式庫產生內容，不要自行串接字串。', en: 'Use a JSON library to build the body.' },
  },
  tooDeep,
  tooLarge,
  {
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The Content-Type must be application/json, in UTF-8.',
    cause: {
      zh: 'Content-Type 不是 application/json，或內容經過壓縮。',
      en: 'A different Content-Type, or a compressed body.',
    },
    fix: { zh: '加上 Content-Type: application/json。', en: 'Send Content-Type: application/json.' },
  },
];

export const validation: Refusal = {
  ...of(
    validationFailed({}),
    {
      zh: '欄位缺少或格式不符；error.fields 一次列出全部。',
      en: 'Fields are missing or malformed; error.fields lists all of them.',
    },
    { zh: '依 error.fields 修正後重送。', en: 'Correct the fields in error.fields and retry.' },
  ),
  fields: { amount: ['The amount field is required.'] },
};

/** For calls about one side of a project. */
export const sideValidation: Refusal = {
  ...validation,
  fields: { environment: ['The environment field is required.'] },
};

export const otherAccount: Refusal = {
  ...of(
    invalidArgument('The gateway_credentials are of the production environment.'),
    {
      zh: '憑證屬於另一個環境：environment 是 test，憑證卻是正式的，或相反。',
      en: 'The credentials are of the other environment: production ones with environment test, or the reverse.',
    },
    {
      zh: '更正 environment，或換用該環境的憑證。',
      en: 'Correct environment, or use credentials of that environment.',
    },
  ),
  fields: { environment: ['The gateway_credentials are of the production environment.'] },
};

export const noGateway: Refusal = {
  status: statusOfKind('notFound'),
  code: 'NOT_FOUND',
  message: 'No account is stored for this gateway.',
  cause: { zh: '沒有這個金流，或尚未儲存它的帳號。', en: 'There is no such gateway, or no account is stored for it.' },
  fix: { zh: '確認網址裡的金流名稱與 environment。', en: 'Check the gateway’s name in the URL, and environment.' },
};

export const staleVersion: Refusal = {
  status: statusOfKind('conflict'),
  code: 'VERSION_CONFLICT',
  message: 'The methods were changed by somebody else: they are at version 4 now. Read them again.',
  cause: {
    zh: '讀取之後，別人已經修改；什麼都沒有儲存。',
    en: 'Somebody else changed it since you read it; nothing was stored.',
  },
  fix: {
    zh: '重新讀取，在最新內容上修改，並送出新的 version。',
    en: 'Read it again, make your change to that, and send its version.',
  },
};

export const paleColor: Refusal = {
  ...validation,
  cause: {
    zh: '欄位缺少或格式不符，或 accent_color 對比不足；error.fields 一次列出全部。',
    en: 'A field is malformed, or accent_color too pale; error.fields lists all faults.',
  },
  fields: {
    accent_color: [
      "The accent_color field must be darker: with the page's #EEF5FB it has a contrast of 1.29:1, and text needs 4.5:1.",
    ],
  },
};

export const badLogo: Refusal = {
  ...validation,
  cause: {
    zh: '圖片太大、尺寸不合、是動畫，或內容不是 Content-Type 所說的格式。',
    en: 'The image is too large, of the wrong size, animated, or not of the type that Content-Type says.',
  },
  fields: { logo: ['The logo field must have between 32 and 1024 pixels a side: it has 1 × 1.'] },
};

export const unclearVerification: Refusal = of(
  gatewayUnavailable(undefined),
  {
    zh: '金流逾時、暫停服務，或回應無法辨識；先前的結果不變。',
    en: 'The gateway timed out, was down, or sent an unreadable answer. The earlier result stays.',
  },
  { zh: '稍後重送。', en: 'Retry a little later.' },
);

/** For calls that refuse parameters they do not know. */
export const unknownParameter: Refusal = {
  ...validation,
  cause: {
    zh: '參數格式不符、不認識或重複，或 cursor 不屬於這份列表；error.fields 一次列出全部。',
    en: 'A parameter is malformed, unknown or repeated, or the cursor is of another list; error.fields lists all faults.',
  },
  fields: { limit: ['The limit field must be between 1 and 100.'] },
};

export const unknownQuery: Refusal = {
  ...validation,
  cause: {
    zh: '參數格式不符或不認識；error.fields 一次列出全部。',
    en: 'A parameter is malformed or unknown; error.fields lists all faults.',
  },
};

export const notFound: Refusal = of(
  paymentNotFound(),
  {
    zh: '沒有這筆付款、屬於其他專案，或以測試 API Key 查詢正式付款。',
    en: 'There is no such payment, it belongs to another project, or a test key asked for a live payment.',
  },
  {
    zh: '確認 payment_no，以及使用建立它的專案的 API Key。',
    en: 'Check payment_no, and use an API key of the project that created it.',
  },
);

export const noLogo: Refusal = {
  status: statusOfKind('notFound'),
  code: 'NOT_FOUND',
  message: 'There is no such logo.',
  cause: {
    zh: '沒有這個商標，或已不再使用而被清除。',
    en: 'There is no such logo, or it is out of use and was purged.',
  },
  fix: { zh: '使用 data.logo.url 目前的網址。', en: 'Use the present address in data.logo.url.' },
};

export const otherSide: Refusal = of(
  forbidden('A test API key cannot see production payments.'),
  { zh: '以測試 API Key 要求正式環境的資料。', en: 'A test key asked for production.' },
  { zh: '改用正式的 API Key，或不填 environment。', en: 'Use a live key, or leave environment out.' },
);

export const cannotBeCancelled: Refusal = {
  ...of(
    cannotCancel(paymentNo),
    {
      zh: '付款已付款、仍在建立中，或款項可能正在途中。',
      en: 'The payment is paid, still being created, or its money may be on the way.',
    },
    {
      zh: '查詢付款；已付款的不能取消，請在金流後台退款，其餘稍後再試。',
      en: 'Query the payment. Refund a paid one in the gateway’s console; otherwise try again later.',
    },
  ),
  paymentNo,
};

export const cancelFailed: Refusal = of(
  gatewayUnavailable(undefined),
  {
    zh: '必須先在金流取消，但金流逾時、暫停服務，或回應無法辨識；付款沒有改變。',
    en: 'It must be cancelled at the gateway first, which timed out, was down, or sent an unreadable answer. Nothing has changed.',
  },
  { zh: '稍後重送。', en: 'Retry a little later.' },
);

export const syncNotSupported: Refusal = {
  status: statusOfKind('unsupported'),
  code: 'gateway_sync_not_supported',
  message: 'This gateway cannot be asked for a payment.',
  cause: { zh: '這個金流不提供查詢。', en: 'The gateway of this payment offers no query.' },
  fix: {
    zh: '等待金流的通知；狀態以查詢 API 為準。',
    en: 'Wait for the gateway’s callback; the query call returns the status.',
  },
};

export const gatewayFailed: Refusal = of(
  gatewayUnavailable(undefined),
  { zh: '金流逾時、暫停服務，或回應無法辨識。', en: 'The gateway timed out, was down, or sent an unreadable answer.' },
  tryLater,
);

const conflict: Refusal = {
  ...of(
    orderConflict(paymentNo),
    {
      zh: '同一 merchant_order_no 已有進行中或已付款的付款（error.payment_no），且金流、方式、金額、幣別或商店帳號不同；或該付款仍在建立中，或已用完 20 個 attempt。',
      en: 'The order already has an open or paid payment, named by error.payment_no, with another gateway, method, amount, currency or account; or that one is still being created, or has used up its 20 attempts.',
    },
    {
      zh: '查詢 error.payment_no；尚未付款而要改用其他方式時，先以取消 API 取消該筆付款，或使用新的訂單編號。',
      en: 'Query error.payment_no. To pay another way while it is unpaid, cancel it first, or use a new order number.',
    },
  ),
  paymentNo,
};

export const linkConflict: Refusal = {
  ...conflict,
  cause: {
    zh: '同一 merchant_order_no 已有進行中或已付款的付款（error.payment_no），且金額、幣別不同，或是指定付款方式建立的。',
    en: 'The order already has an open or paid payment, named by error.payment_no, of other money, or created for a method that you named.',
  },
};

export const nothingFits: Refusal = {
  ...of(
    invalidArgument("None of the project's enabled payment methods can take this currency."),
    {
      zh: '專案沒有啟用可以收這個金額、幣別的付款方式，或 methods 裡的都不能；錯誤的欄位在 error.fields。也可能是尚未儲存金流帳號。',
      en: 'No enabled method of the project, or none of methods, can take this amount or currency; error.fields says which. Perhaps no account is stored yet.',
    },
    {
      zh: '以 GET /manage/gateways 與 /manage/methods 檢查帳號、付款方式與金額範圍。',
      en: 'Check accounts, methods and limits by GET /manage/gateways and /manage/methods.',
    },
  ),
  fields: { currency: ["None of the project's enabled payment methods can take this currency."] },
};

/** For every create, in addition to the gateway's own. */
export const ofCreate: readonly Refusal[] = [
  validation,
  {
    status: statusOfKind('invalid'),
    code: 'INVALID_ARGUMENT',
    message: 'A test API key cannot use production credentials.',
    cause: {
      zh: '幣別不適用於這個付款方式，或以測試 API Key 使用正式環境的憑證。',
      en: 'The method does not support this currency, or a test key was used with production credentials.',
    },
    fix: {
      zh: '依訊息更換幣別、API Key 或憑證。',
      en: 'Change the currency, API key or credentials as the message says.',
    },
  },
  conflict,
  gatewayFailed,
];
