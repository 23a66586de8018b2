import { pageLocales, type FieldDocs, type FieldTable, type JsonSchema } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import type * as z from 'zod';
import type { linkFields } from '../../../schemas/create-link.ts';
import type { createFields } from '../../../schemas/create-payment.ts';
import type { listQuery } from '../../../schemas/list-query.ts';
import type { methodsQuery } from '../../../schemas/methods-query.ts';
import type { overviewQuery } from '../../../schemas/overview-query.ts';

type Texts<Schema extends z.ZodObject> = Readonly<
  Record<keyof Schema['shape'], Pick<FieldDocs, 'meaning' | 'example' | 'alias'>>
>;

const createTexts: Texts<ReturnType<typeof createFields>> = {
  merchant_order_no: {
    meaning: {
      zh: '商戶的訂單編號，建議不重複：同一訂單已有未完成或已付款的付款時，回傳該筆付款，內容不同則回 ORDER_CONFLICT。',
      en: 'Your order number, preferably unique. If it already has an open or paid payment, that payment is returned, or ORDER_CONFLICT if the request differs.',
    },
    example: 'ORDER202606220001',
  },
  amount: {
    meaning: {
      zh: '付款金額：整數，單位依金流而定；部分付款方式另可用小數字串。',
      en: 'The amount: an integer in a unit that depends on the gateway; some methods also take a decimal string.',
    },
    example: 980,
  },
  currency: {
    meaning: {
      zh: '幣別，ISO 4217，大小寫皆可；未填為 TWD。',
      en: 'ISO 4217, case-insensitive; defaults to TWD.',
    },
    example: 'TWD',
  },
  payer_account: {
    meaning: { zh: '付款人或會員的識別，供商戶追蹤。', en: 'Your own identifier for the payer, such as a member id.' },
    example: 'uid811118A',
  },
  success_url: {
    meaning: {
      zh: '付款成功後，付款人可以返回的網址；取得代碼、帳號或條碼而稍後付款的人，也由此返回。到達此網址不代表已付款。',
      en: 'Where the payer can return to once it is paid, or while they hold a code, an account or bar codes that they pay later. Being there proves no payment.',
    },
    example: 'https://shop.example/thanks',
  },
  return_url: {
    meaning: {
      zh: '相容欄位；沒有 success_url 時作為 success_url。',
      en: 'For compatibility: used if success_url is absent.',
    },
    example: 'https://shop.example/return',
  },
  cancel_url: {
    meaning: {
      zh: '取消或未完成時，付款人返回的網址。',
      en: 'Where the payer returns after cancelling or not finishing.',
    },
    example: 'https://shop.example/cart',
  },
  payok_url: {
    meaning: {
      zh: '付款成功後，PayCore 通知商戶伺服器的網址；正式付款須為 https。不可指向內部網路，也不可使用其他服務的連接埠（如 22）。',
      en: 'Your server’s URL for the notice once it is paid: https for production payments. No private address, no name of a local network, no port of another service (22).',
    },
    example: 'https://shop.example/paycore/payok',
  },
  item_name: {
    meaning: {
      zh: '商品名稱；過長時裁切到金流的長度。',
      en: 'Item name; truncated to what the gateway accepts.',
    },
    example: 'PayCore 測試商品',
  },
  description: {
    meaning: { zh: '付款描述；沒有 item_name 時作為商品名稱。', en: 'Used as the item name if item_name is absent.' },
    example: 'Order payment',
  },
  buyer_name: { meaning: { zh: '買家姓名。', en: 'Buyer’s name.' }, example: '王小明' },
  buyer_mobile: { meaning: { zh: '買家手機。', en: 'Buyer’s mobile number.' }, example: '0912345678' },
  buyer_phone: {
    meaning: {
      zh: '買家電話；沒有 buyer_mobile 或 buyer_tel 時代替之。',
      en: 'Buyer’s phone; used if buyer_mobile or buyer_tel is absent.',
    },
    example: '0912345678',
  },
  buyer_tel: { meaning: { zh: '買家市話。', en: 'Buyer’s landline.' }, example: '02-12345678' },
  buyer_email: { meaning: { zh: '買家 Email。', en: 'Buyer’s email.' }, example: 'buyer@shop.example' },
  expire_days: {
    meaning: {
      zh: '離線付款可以繳費的天數；未填為 7，並限縮到付款方式的範圍。',
      en: 'Days until an offline payment expires; defaults to 7, limited to the method’s range.',
    },
    example: 7,
  },
  gateway_credentials: {
    meaning: {
      zh: '金流商店的憑證，欄位依金流而定；專案已儲存這個金流的帳號時，可以不填。',
      en: 'Credentials of your account at the gateway; the fields depend on the gateway. Leave it out where the project has stored the account.',
    },
  },
};

const { gateway_credentials: _credentials, ...commonTexts } = createTexts;

const linkTexts: Texts<ReturnType<typeof linkFields>> = {
  ...commonTexts,
  amount: {
    meaning: {
      zh: '付款金額，幣別的主要單位：NT$980 是 980，US$9.99 是 "9.99"（小數以字串表示）。付款人選用 Stripe 時，由 PayCore 換算。',
      en: 'The amount in major units of the currency: NT$980 is 980, US$9.99 is "9.99" (decimals as a string). Where the payer picks Stripe, PayCore converts it.',
    },
    example: 980,
  },
  methods: {
    meaning: {
      zh: '只提供這些付款方式，寫成 {gateway}/{method}；未填為專案啟用的全部。順序依專案的設定。',
      en: 'Offer these methods only, written {gateway}/{method}; all that the project has enabled where absent. Their order is the project’s.',
    },
  },
  locale: {
    meaning: {
      zh: '付款頁的語言；未填依專案的設定。',
      en: 'Language of the payment page; the project’s own where absent.',
    },
    example: 'zh-tw',
  },
  link_expires_at: {
    meaning: {
      zh: '付款頁到何時為止可以選擇付款方式：5 分鐘到 60 天之後，ISO 8601 並附時差；未填為 7 天。之後已取號的仍可繳費。',
      en: 'Until when a method can be picked: 5 minutes to 60 days ahead, ISO 8601 with an offset; 7 days where absent. Codes issued before can still be paid after it.',
    },
  },
};

const methodsTexts: Texts<typeof methodsQuery> = {
  amount: {
    meaning: {
      zh: '金額，幣別的主要單位；未填則不論金額。',
      en: 'The amount in major units of the currency; any where absent.',
    },
    example: '980',
  },
  currency: { meaning: { zh: '幣別，未填為 TWD。', en: 'The currency; TWD where absent.' }, example: 'TWD' },
};

const side = {
  meaning: {
    zh: '測試或正式環境，未填為 API Key 的環境；測試金鑰看不到正式環境。',
    en: 'Test or production; defaults to the API key’s own. A test key cannot see production.',
  },
  example: 'test',
};

const overviewTexts: Texts<typeof overviewQuery> = {
  timezone: {
    meaning: {
      zh: 'IANA 時區，優先於標頭；未填為 Asia/Taipei。',
      en: 'IANA time zone for today and this month; overrides the header. Defaults to Asia/Taipei.',
    },
    example: 'Asia/Taipei',
  },
  currency: {
    meaning: { zh: 'today_amount 與 month_amount 的幣別。', en: 'Currency of today_amount and month_amount.' },
    example: 'TWD',
  },
  environment: side,
};

const listTexts: Texts<typeof listQuery> = {
  environment: side,
  merchant_order_no: {
    meaning: { zh: '只列出這個訂單的付款。', en: 'Only this order’s payments.' },
    example: 'ORDER202606220001',
  },
  status: {
    meaning: { zh: '只列出這個狀態的付款。', en: 'Only payments of this status.' },
    example: 'pending',
  },
  created_from: {
    meaning: {
      zh: '建立時間的起點（含），ISO 8601 並附時差；網址裡的 + 要寫成 %2B。',
      en: 'Created at this time or later: ISO 8601 with an offset. In a URL, + is written %2B.',
    },
    example: '2026-06-22T00:00:00+08:00',
  },
  created_to: {
    meaning: { zh: '建立時間的終點（不含），格式相同。', en: 'Created before this time; the same format.' },
    example: '2026-06-23T00:00:00+08:00',
  },
  attention: {
    meaning: {
      zh: '只列出須退款的付款：paid_twice 重複付款、paid_beside 訂單已由另一筆付款付清而本筆也已付款。',
      en: 'Only payments with money to refund: paid_twice was paid more than once; paid_beside was paid although the order’s other payment is paid.',
    },
    example: 'paid_twice',
  },
  cursor: {
    meaning: {
      zh: '上一頁的 next_cursor；其他條件必須相同。',
      en: 'The next_cursor of the page before; the filters must be the same.',
    },
  },
  limit: {
    meaning: { zh: '每頁筆數，1 到 100，未填為 20。', en: 'Payments a page, 1 to 100; defaults to 20.' },
    example: 20,
  },
};

export const createTable = (schema: JsonSchema) =>
  fieldTable(schema, createTexts) as Readonly<Record<keyof typeof createTexts, FieldDocs>>;
export const linkTable = (schema: JsonSchema) =>
  fieldTable(schema, linkTexts) as Readonly<Record<keyof typeof linkTexts, FieldDocs>>;
export const methodsTable = (schema: JsonSchema): FieldTable => fieldTable(schema, methodsTexts);
export const listTable = (schema: JsonSchema): FieldTable => fieldTable(schema, listTexts);
export const overviewTable = (schema: JsonSchema): FieldTable => fieldTable(schema, overviewTexts);

export const apiKey: FieldTable = {
  'X-API-KEY': {
    meaning: {
      zh: 'PayCore 專案的 API Key，不是金流商店的金鑰。',
      en: 'API key of your PayCore project; not a gateway’s key.',
    },
    schema: { type: 'string' },
    example: 'pc_live_xxxxx',
  },
};

export const managementKey: FieldTable = {
  'X-API-KEY': {
    meaning: {
      zh: '專案的管理金鑰（pc_admin_ 開頭）；付款用的金鑰在這裡無效。',
      en: 'A management key of the project, pc_admin_…; keys for payments do not open this call.',
    },
    schema: { type: 'string' },
    example: 'pc_admin_xxxxx',
  },
};

export const jsonType: FieldTable = {
  'Content-Type': {
    meaning: { zh: '內容為 JSON，UTF-8。', en: 'The body is UTF-8 JSON.' },
    schema: { const: 'application/json' },
    example: 'application/json',
  },
};

export const paymentNo: FieldTable = {
  paymentNo: {
    meaning: { zh: 'PayCore 的 payment_no。', en: 'PayCore’s payment_no.' },
    schema: { type: 'string', pattern: '^PAY\\d{12}[A-Z]{8}$' },
    example: 'PAY202606220001ABCDEFGH',
  },
};

export const locale: FieldTable = {
  locale: {
    meaning: { zh: '頁面語言。', en: 'Language of the page.' },
    schema: { enum: [...pageLocales] },
    example: 'zh-tw',
  },
};
