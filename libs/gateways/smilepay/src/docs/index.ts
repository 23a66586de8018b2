import type { GatewayDocsFactory } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import * as z from 'zod';
import { aliases, credentialSchema } from '../credentials.ts';
import { callback } from './callback-fields.ts';
import { methods } from './methods.ts';
import { commonRefusals } from './errors.ts';

/** SmilePay's part of the documentation. The examples are of a published test account. */
export const smilepayDocs: GatewayDocsFactory = () => ({
  gateway: 'smilepay',
  title: { zh: '速買配 SmilePay', en: 'SmilePay' },
  summary: {
    zh: 'ATM 虛擬帳號、超商代碼與超商條碼，全部背景取號。',
    en: 'ATM accounts, store codes and barcodes, all issued in the background.',
  },
  amountUnit: { zh: '新台幣元，整數；NT$980 是 980', en: 'whole New Taiwan dollars; NT$980 is 980' },
  credentials: fieldTable(z.toJSONSchema(credentialSchema, { io: 'input' }), {
    dcvc: {
      meaning: { zh: '商家代號。', en: 'The merchant number.' },
      alias: aliases.dcvc,
      example: '107',
    },
    rvg2c: {
      meaning: { zh: '參數碼，通常是 1。', en: 'The parameter number, usually 1.' },
      alias: aliases.rvg2c,
      example: '1',
    },
    verify_key: {
      meaning: { zh: '檢查碼。', en: 'The check key.' },
      alias: aliases.verify_key,
      example: '174A02F97A95F72CE301137B3F98D128',
    },
    validation_token: {
      meaning: {
        zh: '自訂的通知驗證字串；帶有它的通知必須相符。回呼網址連同它最多 200 個字元。',
        en: 'A token of your choice that authenticates callbacks. It limits the callback URL to 200 characters.',
      },
    },
    default_cvs_type: {
      meaning: {
        zh: '未填 cvs_type 時的超商別；barcode 視同未填。',
        en: 'Used if cvs_type is absent; barcode counts as absent.',
      },
    },
    merchant_verify_code: {
      meaning: {
        zh: '商家驗證參數（四碼數字）；有填時會驗證通知的 Mid_smilepay。',
        en: 'The four digits behind Mid_smilepay; if given, that checksum of a callback is verified.',
      },
    },
  }),
  refusals: commonRefusals,
  methods,
  callback,
});
