import type { CallbackDocs } from '@paycore/core';
import { callbackRefusals } from './refusals.ts';

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
    zh: '付款成功或失敗時，速買配以表單通知；PayCore 的模擬通知用 JSON。先以 SmilePayNO 找付款，再以 Data_id。',
    en: 'SmilePay tells of a payment made or failed by a form; PayCore’s own simulation is JSON. Found by SmilePayNO, then by Data_id.',
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
        zh: '1 為付款成功，0 為失敗；原生表單為 Response_id。',
        en: '1 is paid, 0 failed; Response_id in SmilePay’s own forms.',
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
      zh: 'JSON 為模擬通知，只在測試環境使付款成立，並標示 simulated。',
      en: 'JSON is a simulation: it pays in the test environment only, and is marked as simulated.',
    },
  ],
};
