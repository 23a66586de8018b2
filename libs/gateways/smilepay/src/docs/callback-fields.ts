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
    en: 'SmilePay tells of a payment made or failed by a form, by POST or GET; PayCore’s own simulation is JSON. Found by SmilePayNO, then by Data_id.',
  },
  query: {
    validation_token: {
      meaning: {
        zh: '建立付款時的 validation_token；也可放在內容裡。',
        en: 'The validation_token of the credentials; may stand in the body as well.',
      },
      schema: text,
      required: false,
    },
  },
  body: {
    Dcvc: {
      meaning: {
        zh: '商家代號，須與憑證相同；速買配的原生表單沒有此欄。',
        en: 'The merchant number, which must be the credentials’; SmilePay’s own forms lack it.',
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
      meaning: { zh: '實收金額，須與建立時相同。', en: 'What was paid; must be the created amount.' },
      schema: number,
      example: example.Amount,
    },
    Status: {
      meaning: {
        zh: '1 為付款成功，0 為失敗；原生表單為 Response_id，可以沒有。',
        en: '1 is paid, 0 failed; Response_id in SmilePay’s own forms, which may lack it.',
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
      meaning: { zh: '繳費期限。', en: 'Until when it could be paid.' },
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
      en: 'In its own forms (neither Status nor SmilePayNO) a callback without Response_id is a payment where Classif fits the method (B ATM, C barcode, E and F store code) and the amount is the same.',
    },
    {
      zh: '看不出是否收到款項的原生通知（例如 Response_id 為 0 但金額足額）只回覆 OK 並記錄 unclear_notice，付款狀態不變，由人員查明後確認。',
      en: 'A form that does not say clearly whether money came, such as Response_id 0 with the full amount, is acknowledged and recorded as unclear_notice; the status stays until a person has looked.',
    },
    {
      zh: 'JSON 為模擬通知，只在測試環境使付款成立，並標示 simulated。',
      en: 'JSON is a simulation: it pays in the test environment only, and is marked as simulated.',
    },
  ],
};
