import type { FieldTable } from '@paycore/core';
import { cancelledExample, paymentExample } from '../examples.ts';
import { enveloped, listTable, wholePaymentTable } from '../fields/answer-fields.ts';
import type { Answer, Endpoint } from '../model.ts';
import * as errors from '../errors.ts';
import * as requests from '../fields/request-fields.ts';
import { refTo, type JsonSchemas, type SchemaName } from '../schemas.ts';

const none: FieldTable = {};
const noParameters = { headers: none, pathFields: none, query: none };

const pending = {
  zh: '取得帳號、代碼或條碼之後仍是 pending：取號不等於付款。',
  en: 'Still pending once an account number, code or barcode is issued: that is not a payment.',
};

const twice = {
  zh: 'paid_twice 為 true，或已付款而 paid_beside 不是 null：同一訂單收到兩次款項。訂單只出貨一次，並在金流後台退還多收的款項；PayCore 不退款。後來才收到的第二筆款項不會另發通知，請查詢付款，或查看首頁概況的 to_return_amount。',
  en: 'If paid_twice is true, or a paid payment has a paid_beside, the order was paid twice: ship once, and refund the surplus in the gateway’s console; PayCore makes no refunds. A second sum that comes later sends no further notice: query the payment, or watch to_return_amount in the overview.',
};

function paymentAnswer(schemas: JsonSchemas, schema: SchemaName, message: string): Answer {
  const fields = enveloped(message, wholePaymentTable(schemas.Payment, schemas.Attempt));
  return {
    status: 200,
    type: 'application/json',
    fields,
    schema: refTo(schema),
    example: { success: true, data: paymentExample(), message },
    highlights: ['data.status', 'data.payment_info', 'data.payment_url'],
  };
}

/** What is known of one. */
export const query = (schemas: JsonSchemas): Endpoint => ({
  id: 'payment',
  verb: 'GET',
  path: '/api/paycore/payments/{paymentNo}',
  host: 'api',
  sender: 'merchant',
  title: { zh: '查詢付款', en: 'Query a payment' },
  summary: {
    zh: '回答 PayCore 目前所知的付款狀態，不會詢問金流。',
    en: 'Returns what PayCore knows about the payment, without querying the gateway.',
  },
  ...noParameters,
  headers: requests.apiKey,
  pathFields: requests.paymentNo,
  answer: paymentAnswer(schemas, 'FoundAnswer', 'Payment found'),
  refusals: [errors.notFound, ...errors.ofKey],
  notes: [pending, twice],
});

/** With a question to its gateways. */
export const sync = (schemas: JsonSchemas): Endpoint => ({
  ...query(schemas),
  id: 'payment-sync',
  verb: 'POST',
  path: '/api/paycore/payments/{paymentNo}/sync',
  title: { zh: '同步付款', en: 'Sync a payment' },
  summary: { zh: '向金流詢問目前狀態並更新後回答。', en: 'Queries the gateway, updates the payment, and returns it.' },
  headers: { ...requests.apiKey, ...requests.jsonType },
  // Any JSON will do: it is not read.
  body: { fields: none, schema: {}, examples: [{ type: 'application/json', body: {} }] },
  answer: paymentAnswer(schemas, 'SyncedAnswer', 'Payment synced'),
  refusals: [
    errors.syncNotSupported,
    errors.notFound,
    errors.gatewayFailed,
    errors.questionsLimited,
    ...errors.ofBody,
    ...errors.ofKey,
  ],
  notes: [
    {
      zh: '已付款的付款，以及剛詢問過的付款，直接回答已知狀態。',
      en: 'A payment that is paid or was queried moments ago is returned as stored.',
    },
  ],
});

/** Closes one. */
export const cancel = (schemas: JsonSchemas): Endpoint => ({
  ...sync(schemas),
  id: 'payment-cancel',
  path: '/api/paycore/payments/{paymentNo}/cancel',
  title: { zh: '取消付款', en: 'Cancel a payment' },
  summary: {
    zh: '結束一筆尚未付款的付款，同一訂單即可另建付款。',
    en: 'Closes an unpaid payment, so that its order can be paid another way.',
  },
  answer: {
    ...paymentAnswer(schemas, 'CancelledAnswer', 'Payment cancelled'),
    example: { success: true, data: cancelledExample(), message: 'Payment cancelled' },
    highlights: ['data.status = failed', 'data.closed_reason = cancelled'],
  },
  refusals: [errors.notFound, errors.cannotBeCancelled, errors.cancelFailed, ...errors.ofBody, ...errors.ofKey],
  notes: [
    {
      zh: '可以安全重送；已取消、失敗或逾期的付款照樣回 200，不再改變。',
      en: 'Safe to repeat: a payment that is cancelled, failed or expired is answered with 200 and stays as it is.',
    },
    {
      zh: '取消不會收回已發出的帳號、代碼或條碼：付款人仍可能以它付款。遲來的款項照樣使付款成為 paid 並通知 payok_url。',
      en: 'Cancelling takes back no account number, code or barcode that the payer already has. Late money still makes the payment paid, and payok_url is notified.',
    },
  ],
});

/** Many, page by page. */
export const list = (schemas: JsonSchemas): Endpoint => ({
  id: 'payments',
  verb: 'GET',
  path: '/api/paycore/payments',
  host: 'api',
  sender: 'merchant',
  title: { zh: '付款列表', en: 'List payments' },
  summary: {
    zh: '依條件列出專案的付款，由新到舊，分頁回答。',
    en: 'Lists the project’s payments that match, newest first, page by page.',
  },
  ...noParameters,
  headers: requests.apiKey,
  query: requests.listTable(schemas.ListQuery),
  answer: {
    status: 200,
    type: 'application/json',
    fields: enveloped('Payments found', listTable(nextCursor)),
    schema: refTo('ListedAnswer'),
    example: {
      success: true,
      data: { payments: [paymentExample()], next_cursor: nextCursor },
      message: 'Payments found',
    },
    highlights: ['data.payments', 'data.next_cursor'],
  },
  refusals: [errors.unknownParameter, errors.otherSide, ...errors.ofKey],
  notes: [
    {
      zh: '遺失 payment_no 時，以 merchant_order_no 找回。要讀完整份列表，就一直以 next_cursor 取下一頁，直到它是 null。',
      en: 'If you lost a payment_no, find the payment by merchant_order_no. To read a whole list, ask on with next_cursor until it is null.',
    },
    {
      zh: '讀取期間新建立的付款不會使頁面重複或遺漏；要看到它們，請從第一頁重新讀取。',
      en: 'Payments created while you read never make pages repeat or skip any; to see them, begin at the first page again.',
    },
  ],
});

const nextCursor = 'mqo7g2o0.PAY202606220001ABCDEFGH.u1Zk2v8PqR5sT0wXyZ3aBcDeFgHiJkLm';
