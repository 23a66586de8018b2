import type { FieldDocs, FieldTable, JsonSchema, LocalizedText } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import type { createdData, paymentData } from '@paycore/http';
import type { z } from 'zod';

type Texts<Schema extends z.ZodObject> = Readonly<
  Record<keyof Schema['shape'], Pick<FieldDocs, 'meaning' | 'example'>>
>;

const paymentTexts: Texts<typeof paymentData> = {
  payment_no: {
    meaning: { zh: 'PayCore 的付款編號。', en: 'PayCore’s payment number.' },
    example: 'PAY202606220001ABCDEFGH',
  },
  merchant_order_no: { meaning: { zh: '商戶的訂單編號。', en: 'Your order number.' }, example: 'ORDER202606220001' },
  gateway: { meaning: { zh: '金流。', en: 'The gateway.' }, example: 'ecpay' },
  method: { meaning: { zh: '付款方式。', en: 'The payment method.' }, example: 'atm' },
  amount: {
    meaning: { zh: '金額，單位同建立時。', en: 'The amount, in the same unit as in the create call.' },
    example: 980,
  },
  currency: { meaning: { zh: '幣別。', en: 'The currency.' }, example: 'TWD' },
  status: {
    meaning: {
      zh: '付款狀態；只有 paid 代表已付款，且不再改變。逾期或失敗後仍可能收到遲來的款項而成為 paid。',
      en: 'Only paid means money received, and it is final. Late money can still turn expired or failed into paid.',
    },
    example: 'pending',
  },
  payment_url: {
    meaning: { zh: 'PayCore 付款頁網址，導引付款人前往。', en: 'The payment page to send the payer to.' },
    example: 'https://pay.shop.example/zh-tw/pay/PAY202606220001ABCDEFGH?token=3q2-7wXk',
  },
  payment_info: {
    meaning: { zh: '取號結果，或前端付款需要的資訊。', en: 'What the gateway issued, or what a front end needs.' },
    example: {},
  },
  environment: { meaning: { zh: '測試或正式環境。', en: 'Test or production.' }, example: 'test' },
  simulated: {
    meaning: { zh: '是否為模擬付款，沒有實際金流。', en: 'Simulated payment: no money moved.' },
    example: false,
  },
  created_at: {
    meaning: { zh: '建立時間（UTC）。', en: 'Time of creation, UTC.' },
    example: '2026-06-21T16:01:00.000Z',
  },
  paid_at: {
    meaning: { zh: '得知付款的時間；未付款為 null。', en: 'When PayCore learned of the payment; null until then.' },
    example: null,
  },
  expires_at: {
    meaning: { zh: '繳費期限；不明時為 null。', en: 'Payment deadline; null if unknown.' },
    example: '2026-06-28T15:59:59.000Z',
  },
};

const createdTexts: Texts<typeof createdData> = {
  ...paymentTexts,
  created: {
    meaning: {
      zh: '是否本次新建立；回傳既有付款時為 false。',
      en: 'False if an existing payment is returned.',
    },
    example: true,
  },
  redirect_form: {
    meaning: {
      zh: '可自行送出的表單（action、method、fields），代替前往 payment_url；只在 pending 時有。',
      en: 'A form you can submit yourself (action, method, fields) instead of using payment_url; only while pending.',
    },
  },
};

/** Fields of an answer's envelope; `data` stands under it. */
const envelope = (message: string): FieldTable => ({
  success: { meaning: { zh: '是否成功。', en: 'Whether the call succeeded.' }, schema: { const: true }, example: true },
  message: { meaning: { zh: '結果的說明。', en: 'What happened.' }, schema: { const: message }, example: message },
});

export const enveloped = (message: string, data: FieldTable): FieldTable => ({
  ...envelope(message),
  ...Object.fromEntries(Object.entries(data).map(([name, field]) => [`data.${name}`, field])),
});

export const paymentTable = (schema: JsonSchema): FieldTable => fieldTable(schema, paymentTexts);
export const createdTable = (schema: JsonSchema) =>
  fieldTable(schema, createdTexts) as Readonly<Record<keyof typeof createdTexts, FieldDocs>>;

const money = (zh: string, en: string): FieldDocs => ({
  meaning: { zh, en },
  schema: { type: 'number' },
  example: 1960,
});

export const overviewTable = (payment: LocalizedText): FieldTable => ({
  today_amount: money('今日已付款金額，主要單位。', 'Paid today, in major units.'),
  month_amount: money('本月已付款金額，主要單位。', 'Paid this month, in major units.'),
  by_currency: {
    meaning: { zh: '各幣別的今日與本月金額。', en: 'The same for each currency with payments this month.' },
    schema: { type: 'object' },
    example: { TWD: { today_amount: 1960, month_amount: 1960 } },
  },
  recent_transactions: { meaning: payment, schema: { type: 'array' } },
});
