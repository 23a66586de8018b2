import { paidAt, paidAttemptExample, paymentExample } from '../examples.ts';
import { wholePaymentTable } from '../fields/answer-fields.ts';
import { under } from '../fields/tables.ts';
import type { Endpoint } from '../model.ts';
import { refTo, type JsonSchemas } from '../schemas.ts';

const webhookHeader = (zh: string, en: string, example: string) => ({
  meaning: { zh, en },
  schema: { type: 'string' },
  example,
});

/** What PayCore sends, by Standard Webhooks. */
export function noticeCall(schemas: JsonSchemas): Endpoint {
  const { 'attempts[].payment_info': _info, ...fields } = wholePaymentTable(schemas.Payment, schemas.Attempt);
  const paid = { status: 'paid', payment_url: null, paid_at: paidAt, received_amount: 980 };
  const data = { ...paymentExample(), ...paid, attempts: [paidAttemptExample] };
  return {
    id: 'payok',
    verb: 'POST',
    path: '{payok_url}',
    host: 'merchant',
    sender: 'paycore',
    title: { zh: '付款成功通知（payok）', en: 'Payment notice (payok)' },
    summary: {
      zh: '付款成功後，PayCore 以 Standard Webhooks 簽章通知 payok_url；內容同查詢，但不含付款頁網址與各 attempt 的 payment_info。',
      en: 'Once a payment is paid, PayCore posts it to payok_url, signed per Standard Webhooks: the same data as the query, without the page URL and each attempt’s payment_info.',
    },
    pathFields: {},
    query: {},
    headers: {
      'webhook-id': webhookHeader(
        '通知編號；每次重送都相同，用來去除重複。',
        'Id of the notice, the same on every attempt; use it to drop duplicates.',
        'msg_2b7xT0n8Yq',
      ),
      'webhook-timestamp': webhookHeader('送出時間，Unix 秒。', 'Time of sending, in Unix seconds.', '1782058200'),
      'webhook-signature': webhookHeader(
        'v1 簽章，輪替金鑰期間有兩個。',
        'v1 signatures; two during a secret rotation.',
        'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
      ),
    },
    body: {
      fields: {
        type: {
          meaning: { zh: '固定為 payment.paid。', en: 'Always payment.paid.' },
          schema: { const: 'payment.paid' },
          example: 'payment.paid',
        },
        timestamp: {
          meaning: { zh: '同 paid_at。', en: 'The same as paid_at.' },
          schema: { type: 'string', format: 'date-time' },
          example: paidAt,
        },
        ...under('data', fields),
      },
      schema: refTo('PaidNotice'),
      examples: [{ type: 'application/json', body: { type: 'payment.paid', timestamp: paidAt, data } }],
    },
    answer: { status: 200, fields: {}, highlights: [] },
    refusals: [],
    notes: [
      {
        zh: '通知記載付款當時的情形，每筆付款只通知一次。paid_beside 不是 null 時，訂單先前已由另一筆付款付清：不要再出貨，並退還本筆。',
        en: 'It tells what was true at the time of payment, and each payment sends one. If paid_beside is not null, the order’s other payment was paid before: do not ship again, and refund this one.',
      },
      {
        zh: '請先以專案的 whsec_ 金鑰驗證簽章，再處理內容；回 2xx 才算收到。',
        en: 'First verify the signature with your project’s whsec_ secret; only a 2xx answer counts as received.',
      },
      {
        zh: '沒有收到 2xx 會重送，前後約 76 小時；同一通知至少送達一次，請以 webhook-id 去除重複。回 410 停止重送。',
        en: 'Otherwise it is retried for about 76 hours. Delivery is at least once: drop duplicates by webhook-id. Answer 410 to stop retries.',
      },
    ],
  };
}
