import type { CallbackDocs } from '@paycore/core';
import { callbackRefusals } from './errors.ts';

const metadata = { payment_no: 'PAY202606220001ABCDEFGH', gateway_order_no: 'PC2606220001ABCDEFGH' };

export const callback: CallbackDocs = {
  summary: {
    zh: 'Stripe 的 PaymentIntent 事件，依序以 metadata 的 gateway_order_no、PaymentIntent 編號、payment_no 找到訂單；退款與爭議的事件以 payment_intent 找到。',
    en: 'Events of a PaymentIntent, matched to the order by gateway_order_no in its metadata, its id, or payment_no, in that order; refund and dispute events by payment_intent.',
  },
  headers: {
    'Stripe-Signature': {
      meaning: {
        zh: '簽章；憑證有 webhook_secret 時驗證。',
        en: 'The signature; verified if webhook_secret is set.',
      },
      schema: { type: 'string' },
      required: false,
      example: 't=1782058200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd',
    },
  },
  query: {
    callback_secret: {
      meaning: { zh: '憑證的 callback_secret。', en: 'callback_secret of the credentials.' },
      schema: { type: 'string' },
      required: false,
    },
  },
  body: {
    type: {
      meaning: { zh: '事件種類。', en: 'What happened.' },
      schema: { type: 'string' },
      example: 'payment_intent.succeeded',
    },
    data: {
      meaning: {
        zh: '事件的 PaymentIntent、charge、refund 或 dispute，在 data.object。',
        en: 'The PaymentIntent, charge, refund or dispute, as data.object.',
      },
      schema: { type: 'object' },
      required: false,
      example: { object: { id: 'pi_3PayCoreDemo', metadata } },
    },
  },
  examples: [
    {
      type: 'application/json',
      body: {
        object: 'event',
        type: 'payment_intent.succeeded',
        livemode: false,
        data: {
          object: {
            id: 'pi_3PayCoreDemo',
            object: 'payment_intent',
            amount: 98000,
            amount_received: 98000,
            currency: 'twd',
            status: 'succeeded',
            metadata,
          },
        },
      },
    },
  ],
  refusals: callbackRefusals,
  notes: [
    {
      zh: '退款（succeeded）與爭議（charge.refunded、refund.created、refund.updated、charge.dispute.created）只在付款上留下事件 refunded、disputed，狀態與通知不變；失敗的退款不算。',
      en: 'Successful refunds and disputes (charge.refunded, refund.created, refund.updated, charge.dispute.created) are recorded as the events refunded and disputed; status and notices do not change. A failed refund is not recorded.',
    },
    {
      zh: '精簡事件（v2.core.event）回 200 並留下記錄，但不處理：請為端點選擇快照事件。',
      en: 'Thin events (v2.core.event) get 200 and are recorded but not processed: choose snapshot events for the endpoint.',
    },
    {
      zh: '沒有 webhook_secret 時，事件只是提醒：PayCore 會改向 Stripe 查詢。',
      en: 'Without a webhook_secret an event is only a hint: PayCore then queries Stripe.',
    },
    {
      zh: '不屬於 PayCore 的付款也回 200，因為端點會收到整個帳號的事件。',
      en: 'Payments that are not PayCore’s also get 200: the endpoint receives all events of the account.',
    },
  ],
};
