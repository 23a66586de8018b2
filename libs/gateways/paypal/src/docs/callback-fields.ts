import type { CallbackDocs } from '@paycore/core';
import { callbackRefusals } from './errors.ts';

const header = (zh: string, en: string) => ({ meaning: { zh, en }, schema: { type: 'string' }, required: false });

export const callback: CallbackDocs = {
  summary: {
    zh: 'PayPal 在訂單核准、請款完成或失敗、退款、撤銷與爭議時送出事件；依序以 invoice_id、PayPal 訂單編號、custom_id（payment_no）找到訂單。',
    en: 'PayPal sends events for approval, capture, denial, refund, reversal and dispute; the order is found by invoice_id, PayPal’s order id or custom_id (payment_no), in that order.',
  },
  headers: {
    'Paypal-Transmission-Id': header('傳送編號。', 'Number of the transmission.'),
    'Paypal-Transmission-Time': header('傳送時間。', 'Time of the transmission.'),
    'Paypal-Transmission-Sig': header('簽章。', 'The signature.'),
    'Paypal-Cert-Url': header('簽章憑證的網址。', 'Where the certificate of the signature is.'),
    'Paypal-Auth-Algo': header('簽章演算法。', 'Its algorithm.'),
  },
  body: {
    event_type: {
      meaning: { zh: '事件種類。', en: 'What happened.' },
      schema: { type: 'string' },
      example: 'CHECKOUT.ORDER.APPROVED',
    },
    resource: {
      meaning: { zh: '訂單、請款、退款或爭議的內容。', en: 'The order, capture, refund or dispute.' },
      schema: { type: 'object' },
      example: { id: '5O190127TN364715T', status: 'APPROVED' },
    },
  },
  examples: [
    {
      type: 'application/json',
      body: {
        id: 'WH-58D329510W468432D-8HN650336L201105X',
        event_type: 'CHECKOUT.ORDER.APPROVED',
        resource: {
          id: '5O190127TN364715T',
          status: 'APPROVED',
          purchase_units: [
            {
              custom_id: 'PAY202606220001ABCDEFGH',
              invoice_id: 'PC2606220001ABCDEFGH',
              amount: { currency_code: 'TWD', value: '980' },
            },
          ],
        },
      },
    },
  ],
  refusals: callbackRefusals,
  notes: [
    {
      zh: '憑證沒有 webhook_id 時，事件只是提醒：PayCore 會改向 PayPal 查詢。',
      en: 'Without a webhook_id an event is only a hint: PayCore then queries PayPal.',
    },
    {
      zh: '退款、撤銷與爭議只在付款上留下事件，付款狀態與通知不變。',
      en: 'Refunds, reversals and disputes are recorded as events; the payment’s status and notices do not change.',
    },
    {
      zh: '不屬於 PayCore 的訂單也回 200，因為同一個 App 的事件都送到這裡。',
      en: 'Orders that are not PayCore’s also get 200: one URL receives all events of the app.',
    },
  ],
};
