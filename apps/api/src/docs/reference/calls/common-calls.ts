import type { FieldTable } from '@paycore/core';
import { paymentExample } from '../examples.ts';
import { enveloped, overviewTable, wholePaymentTable } from '../fields/answer-fields.ts';
import type { Answer, Chapter, Endpoint } from '../model.ts';
import * as errors from '../errors.ts';
import * as requests from '../fields/request-fields.ts';
import { refTo, type JsonSchemas, type SchemaName } from '../schemas.ts';
import { noticeCall } from './notice-call.ts';
import { health, page, pageBack, pagePress } from './other-calls.ts';

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

const query = (schemas: JsonSchemas): Endpoint => ({
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

const sync = (schemas: JsonSchemas): Endpoint => ({
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
  refusals: [errors.syncNotSupported, errors.notFound, errors.gatewayFailed, ...errors.ofBody, ...errors.ofKey],
  notes: [
    {
      zh: '已付款的付款，以及剛詢問過的付款，直接回答已知狀態。',
      en: 'A payment that is paid or was queried moments ago is returned as stored.',
    },
  ],
});

const overview = (schemas: JsonSchemas): Endpoint => ({
  id: 'home-overview',
  verb: 'GET',
  path: '/api/paycore/home/overview',
  host: 'api',
  sender: 'merchant',
  title: { zh: '首頁概況', en: 'Overview' },
  summary: {
    zh: '今日與本月已付款金額，以及最新的十筆付款。',
    en: 'Amounts paid today and this month, and the ten newest payments.',
  },
  headers: {
    ...requests.apiKey,
    'X-PayCore-Timezone': {
      meaning: { zh: '瀏覽器時區，IANA 名稱。', en: 'The browser’s time zone, an IANA name.' },
      schema: { type: 'string' },
      required: false,
      example: 'Asia/Taipei',
    },
  },
  pathFields: none,
  query: requests.overviewTable(schemas.OverviewQuery),
  answer: {
    status: 200,
    type: 'application/json',
    fields: enveloped(
      'Overview found',
      overviewTable({
        zh: '最新的十筆付款，各欄位同查詢。',
        en: 'The ten newest payments, with the same fields as the query.',
      }),
    ),
    schema: refTo('OverviewAnswer'),
    example: {
      success: true,
      data: {
        today_amount: 1960,
        month_amount: 1960,
        to_return_amount: 0,
        by_currency: { TWD: { today_amount: 1960, month_amount: 1960, to_return_amount: 0 } },
        recent_transactions: [paymentExample()],
      },
      message: 'Overview found',
    },
    highlights: ['data.today_amount', 'data.month_amount', 'data.recent_transactions'],
  },
  refusals: [errors.validation, ...errors.ofKey],
  notes: [
    { zh: '金額依 API Key 的環境（測試或正式）計算。', en: 'Amounts cover the API key’s environment, test or live.' },
    {
      zh: '每個訂單只計一次；重複收到的款項列在 to_return_amount，請在金流後台退還。',
      en: 'Each order counts once; what was received twice is in to_return_amount: refund it in the gateway’s console.',
    },
  ],
});

/** Calls that are the same for all gateways. */
export const commonChapter = (schemas: JsonSchemas): Chapter => ({
  name: 'common',
  title: { zh: '共用 API', en: 'Common calls' },
  summary: {
    zh: '所有金流共用的查詢、同步、首頁概況，以及 PayCore 送出的通知。',
    en: 'Query, sync and overview for all gateways, and the notice PayCore sends.',
  },
  endpoints: [
    query(schemas),
    sync(schemas),
    overview(schemas),
    noticeCall(schemas),
    page(),
    pageBack(),
    pagePress(),
    health('health', '/healthz', { zh: '行程存活。', en: 'The process is alive.' }, false),
    health('ready', '/readyz', { zh: '可以服務：資料庫有回應。', en: 'Ready to serve: the database answers.' }, true),
  ],
});
