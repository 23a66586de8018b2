import { paymentExample } from '../examples.ts';
import { enveloped, overviewTable } from '../fields/answer-fields.ts';
import type { Chapter, Endpoint } from '../model.ts';
import * as errors from '../errors.ts';
import * as requests from '../fields/request-fields.ts';
import { refTo, type JsonSchemas } from '../schemas.ts';
import { noticeCall } from './notice-call.ts';
import { health, logo, page, pageBack, pagePress } from './other-calls.ts';
import { cancel, list, query, sync } from './payment-calls.ts';

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
  pathFields: {},
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
  refusals: [errors.validation, errors.otherSide, ...errors.ofKey],
  notes: [
    {
      zh: '金額與付款依 API Key 的環境（測試或正式）；正式金鑰可以用 environment=test 查看測試環境。',
      en: 'Amounts and payments are of the API key’s environment, test or live; a live key sees the other with environment=test.',
    },
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
    zh: '所有金流共用的查詢、同步、取消、列表、首頁概況，以及 PayCore 送出的通知。',
    en: 'Query, sync, cancel, list and overview for all gateways, and the notice PayCore sends.',
  },
  endpoints: [
    query(schemas),
    sync(schemas),
    cancel(schemas),
    list(schemas),
    overview(schemas),
    noticeCall(schemas),
    page(),
    pageBack(),
    pagePress(),
    logo(),
    health('health', '/healthz', { zh: '行程存活。', en: 'The process is alive.' }, false),
    health('ready', '/readyz', { zh: '可以服務：資料庫有回應。', en: 'Ready to serve: the database answers.' }, true),
  ],
});
