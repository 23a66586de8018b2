import type { FieldDocs, FieldTable, JsonSchema, LocalizedText } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import { attemptExample } from '../examples.ts';
import type { JsonSchemas } from '../schemas.ts';
import { pageTexts } from './page-fields.ts';
import { offeredTexts, settingTexts, storedTexts } from './manage-fields.ts';
import { under } from './tables.ts';
import type { attemptData, createdData, paymentData } from '@paycore/http';
import type * as z from 'zod';

type Texts<Schema extends z.ZodObject> = Readonly<
  Record<keyof Schema['shape'], Pick<FieldDocs, 'meaning' | 'example'>>
>;

const paymentTexts: Texts<typeof paymentData> = {
  payment_no: {
    meaning: { zh: 'PayCore 的付款編號。', en: 'PayCore’s payment number.' },
    example: 'PAY202606220001ABCDEFGH',
  },
  merchant_order_no: { meaning: { zh: '商戶的訂單編號。', en: 'Your order number.' }, example: 'ORDER202606220001' },
  gateway: {
    meaning: {
      zh: '金流；有多個 attempt 時，為已付款的那個，否則為最新取號的那個（method、payment_info 亦同）。All-in-One 在付款人選擇之前為 paycore。',
      en: 'The gateway; with several attempts, that of the paid one, else of the newest with a code. So are method and payment_info. In All-in-One paycore until the payer has picked.',
    },
    example: 'ecpay',
  },
  method: {
    meaning: {
      zh: '付款方式；All-in-One 在付款人選擇之前為 all。',
      en: 'The payment method; in All-in-One all until the payer has picked.',
    },
    example: 'atm',
  },
  amount: {
    meaning: {
      zh: '金額，單位與寫法同第一次建立時：數字仍為數字，"9.99" 仍為字串；All-in-One 為主要單位。',
      en: 'The amount, in the unit and form of the first create: a number stays a number, "9.99" a string. In All-in-One major units.',
    },
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
    meaning: {
      zh: '繳費期限；有多個 attempt 時，為尚可繳費者中最晚的；不明時為 null。All-in-One 尚未取號時，為付款連結的期限。',
      en: 'Payment deadline, the latest of what can still be paid; null if unknown. In All-in-One the end of the link where nothing is issued.',
    },
    example: '2026-06-28T15:59:59.000Z',
  },
  mode: {
    meaning: {
      zh: 'direct：付款方式由商戶指定。all_in_one：由付款人在付款頁選擇。',
      en: 'direct: you named the method. all_in_one: the payer picks it on the page.',
    },
    example: 'direct',
  },
  attempts: {
    meaning: {
      zh: '這筆付款在金流的訂單，由舊到新，通常只有一個；逾期後重送建立、或付款人再次前往收銀台、改用其他付款方式時會增加，最多 20 個；All-in-One 在付款人選擇之前沒有。',
      en: 'The payment’s orders at gateways, oldest first; usually one. A repeated create after the deadline, or a payer who goes to the cashier again or picks another method, adds one; at most 20. In All-in-One none until the payer has picked.',
    },
    example: [attemptExample],
  },
  received_amount: {
    meaning: {
      zh: '實收總額，單位與寫法同 amount；未付款為 0（字串則如 "0.00"），重複付款時大於 amount。',
      en: 'All that was received, in unit and form of amount: 0 (or "0.00") until paid, more than amount if it was paid twice.',
    },
    example: 0,
  },
  paid_twice: {
    meaning: {
      zh: '這筆付款收到不只一次款項；請在金流後台退還多收的部分。',
      en: 'The payment was paid more than once: refund the surplus in the gateway’s console.',
    },
    example: false,
  },
  paid_beside: {
    meaning: {
      zh: '同一訂單中已付款的另一筆付款；沒有則為 null。若本筆也已付款，請退還本筆。',
      en: 'payment_no of the order’s other payment, which is paid; else null. If this one is paid too, refund this one.',
    },
    example: null,
  },
  closed_reason: {
    meaning: {
      zh: '未付款而結束的原因：cancelled 已取消、paid_beside 訂單已由另一筆付款付清、refused 金流拒絕、expired 逾期；其餘為 null。',
      en: 'Why it ended unpaid: cancelled, paid_beside (the order’s other payment is paid), refused by the gateway, or expired; else null, and null again once it is paid.',
    },
    example: null,
  },
};

const attemptTexts: Texts<typeof attemptData> = {
  attempt_no: { meaning: { zh: '序號，從 1 起。', en: 'Its number in the payment, from 1.' }, example: 1 },
  gateway: { meaning: { zh: '金流。', en: 'The gateway.' }, example: 'ecpay' },
  method: { meaning: { zh: '付款方式。', en: 'The payment method.' }, example: 'atm' },
  gateway_order_no: {
    meaning: {
      zh: 'PayCore 給金流的訂單編號，可在金流後台查詢。',
      en: 'PayCore’s order number at the gateway: look for it in the gateway’s console.',
    },
    example: 'PC2606220001ABCDEFGH',
  },
  gateway_trade_no: {
    meaning: { zh: '金流自己的交易編號；未知為 null。', en: 'The gateway’s own number; null until known.' },
    example: '2606220001234567',
  },
  status: {
    meaning: {
      zh: '這個 attempt 的狀態，用字同付款；由 PayCore 關閉者為 failed，但遲來的款項仍會使它成為 paid。',
      en: 'Its own status, in the payment’s words. One closed by PayCore is failed; late money can still turn it into paid.',
    },
    example: 'pending',
  },
  payment_info: {
    meaning: { zh: '這個 attempt 的取號結果；通知中不含。', en: 'What was issued for it; not part of notices.' },
    example: {},
  },
  created_at: {
    meaning: { zh: '建立時間（UTC）。', en: 'Time of creation, UTC.' },
    example: '2026-06-21T16:01:00.000Z',
  },
  expires_at: {
    meaning: { zh: '繳費期限；不明時為 null。', en: 'Its payment deadline; null if unknown.' },
    example: '2026-06-28T15:59:59.000Z',
  },
  paid_at: {
    meaning: { zh: '得知付款的時間；未付款為 null。', en: 'When PayCore learned that it was paid; null until then.' },
    example: null,
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
      zh: '可自行送出的表單（action、method、fields），代替前往 payment_url；只在 pending 且尚可付款時有。收銀台每個編號只收一次：redirect_form 與 payment_url 請擇一使用。',
      en: 'A form you can submit yourself (action, method, fields) instead of using payment_url; only while it can be paid. The cashier takes each number once: use redirect_form or payment_url, not both.',
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
export const attemptTable = (schema: JsonSchema): FieldTable => fieldTable(schema, attemptTexts);

/** With the fields of each attempt, under their own. */
export const wholePaymentTable = (payment: JsonSchema, attempt: JsonSchema): FieldTable => ({
  ...paymentTable(payment),
  ...under('attempts[]', attemptTable(attempt)),
});
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
  to_return_amount: {
    ...money(
      '本月重複收到、須退還的金額，主要單位；不計入前兩項，與 month_amount 合計即本月實收。',
      'Received twice this month and to be refunded, in major units; not in the other two, and with month_amount all that came in.',
    ),
    example: 0,
  },
  by_currency: {
    meaning: { zh: '各幣別的上述金額。', en: 'The same for each currency with payments this month.' },
    schema: { type: 'object' },
    example: { TWD: { today_amount: 1960, month_amount: 1960, to_return_amount: 0 } },
  },
  recent_transactions: { meaning: payment, schema: { type: 'array' } },
});

/** The payments of a page have the fields of a query. */
export const listTable = (nextCursor: string | null): FieldTable => ({
  payments: {
    meaning: {
      zh: '付款，由新到舊，各欄位同查詢；next_cursor 不是 null 時，可能少於 limit，甚至沒有。',
      en: 'Payments, newest first, with the fields of the query. While next_cursor is not null there may be fewer than limit, even none.',
    },
    schema: { type: 'array' },
  },
  next_cursor: {
    meaning: {
      zh: '下一頁的 cursor；沒有下一頁時為 null。',
      en: 'The cursor of the next page; null on the last one.',
    },
    schema: { type: ['string', 'null'] },
    example: nextCursor,
  },
});

/** The schema with what its fields mean, in English. */
export const described = (
  schema: JsonSchema,
  texts: Readonly<Record<string, Pick<FieldDocs, 'meaning'>>>,
): JsonSchema => {
  const properties = Object.entries(schema['properties'] as Readonly<Record<string, JsonSchema>>);
  const withMeaning = properties.map(([name, property]) => {
    const text = texts[name];
    return [name, text ? { ...property, description: text.meaning.en } : property] as const;
  });
  return { ...schema, properties: Object.fromEntries(withMeaning) };
};

/** The answers' schemas with what each field means, wherever it stands. */
export function withMeanings(schemas: JsonSchemas): JsonSchemas {
  const inData = (
    name: 'CreatedAnswer' | 'LinkedAnswer' | 'ListedAnswer' | 'OverviewAnswer' | 'PaidNotice',
    texts: Parameters<typeof described>[1],
  ) => {
    const { data, ...rest } = schemas[name]['properties'] as Readonly<Record<'data', JsonSchema>>;
    return { ...schemas[name], properties: { ...rest, data: described(data, texts) } };
  };
  return {
    ...schemas,
    Payment: described(schemas.Payment, paymentTexts),
    Attempt: described(schemas.Attempt, attemptTexts),
    CreatedAnswer: inData('CreatedAnswer', createdTexts),
    LinkedAnswer: inData('LinkedAnswer', createdTexts),
    StoredGateway: described(schemas.StoredGateway, storedTexts),
    MethodSetting: described(schemas.MethodSetting, settingTexts),
    PageSettings: described(schemas.PageSettings, pageTexts),
    OfferedMethod: described(schemas.OfferedMethod, offeredTexts),
    ListedAnswer: inData('ListedAnswer', listTable(null)),
    OverviewAnswer: inData('OverviewAnswer', overviewTable({ zh: '', en: 'The newest payments.' })),
    PaidNotice: inData('PaidNotice', paymentTexts),
  };
}
