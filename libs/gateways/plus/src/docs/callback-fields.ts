import type { CallbackDocs } from '@paycore/core';
import { callbackRefusals } from './errors.ts';

export const callback: CallbackDocs = {
  summary: {
    zh: 'PLUS 對 callback_url 的通知；網址帶有 payment_no 與 secret。',
    en: 'What PLUS sends to callback_url, which carries payment_no and secret.',
  },
  body: {
    appid: {
      meaning: { zh: '須與憑證的 appid 相同。', en: 'Must match the appid of the credentials.' },
      schema: { type: 'string' },
      example: 'paycore-demo',
    },
    money: {
      meaning: { zh: '金額，須與付款相同。', en: 'The amount; must match the payment.' },
      schema: { type: ['integer', 'string'] },
      example: 980,
    },
  },
  examples: [
    { type: 'application/json', body: { appid: 'paycore-demo', money: 980 } },
    { type: 'application/x-www-form-urlencoded', body: { appid: 'paycore-demo', money: '980' } },
  ],
  refusals: callbackRefusals,
  notes: [
    {
      zh: 'status 是未知的字時，付款狀態不變，留下事件 unclear_notice，由營運方確認款項後以 payment accept-notice 入帳。',
      en: 'An unknown status changes nothing and is recorded as the event unclear_notice; an operator who has seen the money settles the payment with payment accept-notice.',
    },
    {
      zh: '除 appid 與 money 外，欄位名稱依營運方的 PLUS 設定而定。',
      en: 'The names of the other fields depend on the operator’s settings for PLUS.',
    },
  ],
};
