import type { CallbackDocs } from '@paycore/core';
import { callbackRefusals } from './errors.ts';

const text = { type: 'string' };
const number = { type: ['integer', 'string'] };

const example = {
  Dcvc: '107',
  Data_id: 'ORDER202606220001',
  SmilePayNO: '062223689453',
  Amount: 980,
  Status: 1,
  AtmBankNo: '809',
  AtmNo: '8011773423689453',
  PayEndDate: '2026/06/28 23:59:59',
};

export const callback: CallbackDocs = {
  summary: {
    zh: '付款成功或失敗時，速買配以表單（POST 或 GET）通知；PayCore 的模擬通知用 JSON。先以 SmilePayNO 找付款，再以 Data_id。',
    en: 'SmilePay reports successful and failed payments with a form, by POST or GET; PayCore’s own simulation is JSON. The payment is found by SmilePayNO, then by Data_id.',
  },
  query: {
    validation_token: {
      meaning: {
        zh: '建立付款時的 validation_token；也可放在內容裡。',
        en: 'The validation_token of the credentials; may also be in the body.',
      },
      schema: text,
      required: false,
    },
  },
  body: {
    Dcvc: {
      meaning: {
        zh: '商家代號，須與憑證相同；速買配的原生表單沒有此欄。',
        en: 'The merchant number; must match the credentials. SmilePay’s own forms omit it.',
      },
      schema: text,
      example: example.Dcvc,
    },
    Data_id: {
      meaning: { zh: '訂單編號。', en: 'The order number.' },
      schema: text,
      example: example.Data_id,
    },
    SmilePayNO: {
      meaning: { zh: '速買配訂單編號；原生表單為 Smseid。', en: 'SmilePay’s number; Smseid in its own forms.' },
      schema: text,
      required: false,
      example: example.SmilePayNO,
    },
    Amount: {
      meaning: { zh: '實收金額，須與建立時相同。', en: 'The amount paid; must equal the amount created.' },
      schema: number,
      example: example.Amount,
    },
    Status: {
      meaning: {
        zh: '1 為付款成功，0 為失敗；原生表單為 Response_id，可以沒有。',
        en: '1 means paid, 0 failed; SmilePay’s own forms send it as Response_id, or omit it.',
      },
      schema: number,
      example: example.Status,
    },
    AtmBankNo: {
      meaning: { zh: '銀行代碼。', en: 'Bank code.' },
      schema: text,
      required: false,
      example: example.AtmBankNo,
    },
    AtmNo: {
      meaning: { zh: '虛擬帳號。', en: 'Account number.' },
      schema: text,
      required: false,
      example: example.AtmNo,
    },
    PayEndDate: {
      meaning: { zh: '繳費期限。', en: 'Payment deadline.' },
      schema: text,
      required: false,
      example: example.PayEndDate,
    },
  },
  examples: [
    {
      type: 'application/x-www-form-urlencoded',
      body: { ...example, Amount: String(example.Amount), Status: String(example.Status) },
    },
    { type: 'application/json', body: example },
  ],
  refusals: callbackRefusals,
  notes: [
    {
      zh: '原生表單（沒有 Status 與 SmilePayNO）若無 Response_id，Classif 須符合付款方式（B 為 ATM，C 為條碼，E、F 為超商代碼）且金額相同，才算付款成功。',
      en: 'In its own forms (neither Status nor SmilePayNO), a callback without Response_id counts as a payment if Classif matches the method (B ATM, C barcode, E and F store code) and the amount is the same.',
    },
    {
      zh: '看不出是否收到款項的原生通知（例如 Response_id 為 0 但金額足額）只回覆 OK 並記錄 unclear_notice，付款狀態不變，由人員查明後確認。',
      en: 'A form that does not say clearly whether the payment arrived, such as Response_id 0 with the full amount, is acknowledged and recorded as unclear_notice; the status stays until somebody has checked.',
    },
    {
      zh: 'JSON 為模擬通知，只在測試環境使付款成立，並標示 simulated。',
      en: 'JSON is a simulation: it marks payments paid in the test environment only, as simulated.',
    },
  ],
};
