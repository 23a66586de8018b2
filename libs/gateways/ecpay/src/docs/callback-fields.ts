import type { CallbackDocs } from '@paycore/core';
import { callbackRefusals } from './errors.ts';

const text = { type: 'string' };
const number = { type: ['integer', 'string'] };

export const callback: CallbackDocs = {
  summary: {
    zh: '綠界在取號、付款成功或失敗後通知 PayCore：AIO 送出附 CheckMacValue 的表單，背景取號送出 Data 經 AES 加密的 JSON。',
    en: 'ECPay reports issued codes and successful or failed payments: the cashier with a form signed by CheckMacValue, background issue with JSON whose Data is AES-encrypted.',
  },
  body: {
    MerchantID: {
      meaning: { zh: '特店編號，兩種通知都有。', en: 'The merchant; in both kinds of callback.' },
      schema: text,
      required: false,
      example: '3002607',
    },
    MerchantTradeNo: {
      meaning: { zh: '綠界訂單編號，即 PayCore 的 gateway_order_no。', en: 'PayCore’s order number at the gateway.' },
      schema: text,
      required: false,
      example: 'PC2606220001ABCDEFGH',
    },
    CustomField1: {
      meaning: { zh: 'PayCore 的 payment_no。', en: 'PayCore’s payment_no.' },
      schema: text,
      required: false,
      example: 'PAY202606220001ABCDEFGH',
    },
    TradeAmt: {
      meaning: { zh: '金額，須與付款的金額相同。', en: 'The amount; must match the payment.' },
      schema: number,
      required: false,
      example: 980,
    },
    RtnCode: {
      meaning: {
        zh: '狀態碼：1 為付款成功；2、10100073 為取號成功，並非付款。',
        en: 'The state: 1 means paid; 2 and 10100073 mean that a code was issued, which is not a payment.',
      },
      schema: number,
      required: false,
      example: '1',
    },
    CheckMacValue: {
      meaning: { zh: 'AIO 表單的簽章。', en: 'The signature of a cashier form.' },
      schema: text,
      required: false,
      example: '6C51C9E6888DE861FD62FB1DD17029FC742634498FD813DC43D4243B5685B840',
    },
    RqHeader: {
      meaning: { zh: '背景取號通知的傳輸標頭。', en: 'Transport header of a background callback.' },
      schema: { type: 'object' },
      required: false,
      example: { Timestamp: 1782144000 },
    },
    Data: {
      meaning: {
        zh: '背景取號通知的 AES 加密資料；base64 的 + 被轉成空白也能解讀。',
        en: 'The encrypted data of a background callback; base64 with + turned into a space is also accepted.',
      },
      schema: text,
      required: false,
      example: 'uvI4yrErM37XNQkXGAgRgJAgHn2t72jahaMZzYhWL1HmvH4WV18VJDP2i9pTbC+t',
    },
    TransCode: {
      meaning: {
        zh: '背景取號通知的傳輸結果，1 為成功。',
        en: 'Transport result of a background callback; 1 is success.',
      },
      schema: number,
      required: false,
      example: 1,
    },
  },
  examples: [
    {
      type: 'application/x-www-form-urlencoded',
      body: {
        MerchantID: '3002607',
        MerchantTradeNo: 'PC2606220001ABCDEFGH',
        CustomField1: 'PAY202606220001ABCDEFGH',
        TradeAmt: '980',
        RtnCode: '1',
        CheckMacValue: '6C51C9E6888DE861FD62FB1DD17029FC742634498FD813DC43D4243B5685B840',
      },
    },
    {
      type: 'application/json',
      body: {
        MerchantID: '3002607',
        RqHeader: { Timestamp: 1782144000 },
        TransCode: 1,
        TransMsg: 'Success',
        Data: 'uvI4yrErM37XNQkXGAgRgJAgHn2t72jahaMZzYhWL1HmvH4WV18VJDP2i9pTbC+t',
      },
    },
  ],
  refusals: callbackRefusals,
  notes: [
    {
      zh: '每張表單都會驗證簽章、特店編號、訂單編號與金額；通知可以重複送達，只會生效一次。',
      en: 'Signature, merchant, order number and amount are always checked; a repeated callback counts once.',
    },
    {
      zh: 'SimulatePaid=1（廠商後台的模擬付款）只在測試環境使付款成立，並標示 simulated。',
      en: 'SimulatePaid=1 (the test button in ECPay’s console) marks payments paid in the test environment only, as simulated.',
    },
  ],
};
