import { PayCoreError, type FieldTable, type Gateway, type GatewayDocs, type RefusalDocs } from '@paycore/core';
import type { Answer, Endpoint, Refusal } from '../model.ts';
import { away, callbacksLimited, notFound, ofRawBody } from '../errors.ts';
import * as requests from '../fields/request-fields.ts';
import { objectSchema } from '../fields/tables.ts';

const ownQuery: FieldTable = {
  payment_no: {
    meaning: {
      zh: 'PayCore 交給金流的網址裡帶有 payment_no。',
      en: 'Part of the callback URL PayCore gives the gateway.',
    },
    schema: { type: 'string' },
    required: false,
    example: 'PAY202606220001ABCDEFGH',
  },
  attempt: {
    meaning: {
      zh: '同一網址裡的 attempt 序號；在 attempt 出現之前建立的付款沒有。',
      en: 'The attempt’s number, also in that URL; absent for payments made before payments had attempts.',
    },
    schema: { type: 'string', pattern: '^[0-9]{1,2}$' },
    required: false,
    example: '1',
  },
  secret: {
    meaning: {
      zh: '同一網址裡的密鑰，只對這個 attempt 與金流有效。',
      en: 'The secret in that URL, valid for this attempt and gateway alone.',
    },
    schema: { type: 'string' },
    required: false,
    example: 'q1w2e3r4',
  },
};

/** Whatever the gateway is told, it is told by `answer`: the status of a refusal, and the acknowledgement. */
const refusalOf =
  (gateway: Gateway) =>
  ({ kind, ...refusal }: RefusalDocs): Refusal => ({
    ...refusal,
    status: gateway.answer(new PayCoreError(kind, refusal.code, refusal.message)).status,
  });

function acknowledgement(gateway: Gateway): Answer {
  const { status, type, body } = gateway.answer();
  const isJson = type.includes('json');
  return {
    status,
    type,
    fields: {},
    schema: isJson ? { type: 'object' } : { type: 'string' },
    example: isJson ? (JSON.parse(body) as unknown) : body,
    highlights: [`${status} ${body}`],
  };
}

/** The gateway's callback, which apps/webhooks receives, by each HTTP method that the gateway uses. */
export function callbackCalls(gateway: Gateway, docs: GatewayDocs): Endpoint[] {
  const posted = postedCallback(gateway, docs);
  return gateway.callbackMethods?.includes('GET') ? [posted, gotten(posted)] : [posted];
}

/** The same fields, in the query. */
function gotten({ body, ...posted }: Endpoint): Endpoint {
  const ofBody = new Set(ofRawBody.map(({ code }) => code));
  return {
    ...posted,
    id: `${posted.id}-get`,
    verb: 'GET',
    title: { zh: `${posted.title.zh}（GET）`, en: `${posted.title.en}, by GET` },
    headers: {},
    query: { ...posted.query, ...body?.fields },
    refusals: posted.refusals.filter(({ code }) => !ofBody.has(code)),
  };
}

function postedCallback(gateway: Gateway, { title, callback }: GatewayDocs): Endpoint {
  const types = callback.examples.map(({ type }) => type);
  const common: readonly RefusalDocs[] = [
    twice,
    unknownPayment(gateway),
    { kind: 'offline', code: away.code, message: away.message, cause: away.cause, fix: retried },
  ];
  return {
    id: `webhooks-${gateway.name}`,
    verb: 'POST',
    path: `/api/paycore/webhooks/${gateway.name}`,
    host: 'webhooks',
    sender: 'gateway',
    title: { zh: `${title.zh} 通知`, en: `${title.en} callback` },
    summary: callback.summary,
    headers: {
      'Content-Type': {
        meaning: { zh: '內容的格式。', en: 'Format of the body.' },
        schema: { enum: types },
        required: false,
        example: types[0],
      },
      ...callback.headers,
    },
    pathFields: {},
    query: { ...ownQuery, ...callback.query },
    body: { fields: callback.body, schema: objectSchema(callback.body), examples: callback.examples },
    answer: acknowledgement(gateway),
    refusals: [...callback.refusals, ...common].map(refusalOf(gateway)).concat(ofRawBody, callbacksLimited),
    notes: [
      ...(callback.notes ?? []),
      {
        zh: '先更新付款，再回答金流；付款成功且有 payok_url 時，PayCore 隨後通知商戶。',
        en: 'The payment is updated before the gateway gets its answer; once it is paid, PayCore notifies payok_url.',
      },
    ],
  };
}

/** Where a gateway signs nothing, only whoever has a right secret is told so. */
const unknownPayment = ({ refuseUnproven }: Partial<Gateway>): RefusalDocs => ({
  ...{ kind: 'notFound', code: notFound.code, message: notFound.message },
  cause: refuseUnproven ? gone : notFound.cause,
  fix: notFound.fix,
});

const gone = {
  zh: '網址的 secret 正確，但這筆付款已不存在。',
  en: 'The URL’s secret is right, but there is no such payment any more.',
};

const twice: RefusalDocs = {
  kind: 'forged',
  code: 'CALLBACK_REFUSED',
  message: 'A header or query parameter stands twice.',
  cause: {
    zh: '同一個標頭或查詢參數出現兩次，無法得知簽章針對哪一個。',
    en: 'A header or query parameter appears twice, so it is unclear which one was signed.',
  },
  fix: { zh: '檢查前端代理伺服器是否重複加上標頭。', en: 'Check whether a proxy in front adds headers twice.' },
};

const retried = {
  zh: '不需處理：金流會再送一次。',
  en: 'Nothing to do: the gateway will retry.',
};

/** Where the gateway sends payers back to. */
export function returnCall({ name }: Gateway, { title, return: back }: GatewayDocs): Endpoint[] {
  if (!back) return [];
  const get: Endpoint = {
    id: `return-${name}`,
    verb: 'GET',
    path: `/{locale}/payment/${name}/return/{paymentNo}`,
    host: 'api',
    sender: 'payer',
    title: { zh: `${title.zh} 返回頁`, en: `${title.en} return page` },
    summary: back.summary,
    headers: {},
    pathFields: { ...requests.locale, ...requests.paymentNo },
    query: back.query ?? {},
    answer: { status: 200, type: 'text/html', fields: {}, schema: { type: 'string' }, highlights: [] },
    redirect: { zh: '帶付款人回付款頁。', en: 'Redirects the payer to the payment page.' },
    refusals: [],
    notes: back.notes ?? [],
  };
  return [get, posted(get)];
}

const posted = ({ redirect: _redirect, ...get }: Endpoint): Endpoint => ({
  ...get,
  id: `${get.id}-post`,
  verb: 'POST',
  title: { zh: `${get.title.zh}（POST）`, en: `${get.title.en}, by POST` },
  summary: {
    zh: '以 POST 送回的付款人，帶著網址裡的參數改以 GET 前往同一網址；送來的欄位一概不讀。',
    en: 'Redirects a payer who was sent back by POST to the same URL by GET; the posted fields are not read.',
  },
  answer: { status: 303, fields: {}, highlights: ['Location'] },
  notes: [],
});
