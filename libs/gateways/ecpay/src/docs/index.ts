import type { GatewayDocsFactory } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import * as z from 'zod';
import { aliases, credentialSchema } from '../credentials.ts';
import { callback } from './callback-fields.ts';
import { methods } from './methods.ts';
import { credentialRefusal } from './errors.ts';

/** ECPay's part of the documentation. The examples are the keys that ECPay publishes for its test system. */
export const ecpayDocs: GatewayDocsFactory = () => ({
  gateway: 'ecpay',
  title: { zh: '綠界 ECPay', en: 'ECPay' },
  summary: {
    zh: '綠界收銀台（AIO）導轉付款，以及 ATM、超商代碼、超商條碼背景取號。',
    en: 'ECPay’s cashier (AIO), and ATM accounts, store codes and barcodes issued in the background.',
  },
  amountUnit: { zh: '新台幣元，整數；NT$980 是 980', en: 'whole New Taiwan dollars; NT$980 is 980' },
  credentials: fieldTable(z.toJSONSchema(credentialSchema, { io: 'input' }), {
    merchant_id: {
      meaning: { zh: '綠界特店編號。', en: 'Your merchant number at ECPay.' },
      alias: aliases.merchant_id,
      example: '3002607',
    },
    hash_key: {
      meaning: { zh: '綠界 HashKey，16 個位元組。', en: 'ECPay’s HashKey, 16 bytes.' },
      alias: aliases.hash_key,
      example: 'pwFHCqoQZGmho4w6',
    },
    hash_iv: {
      meaning: { zh: '綠界 HashIV，16 個位元組。', en: 'ECPay’s HashIV, 16 bytes.' },
      alias: aliases.hash_iv,
      example: 'EkRm7iFT261dpevs',
    },
    environment: {
      meaning: {
        zh: '環境：stage、staging、test、testing 為測試，production、prod 為正式；未填時依 API Key。',
        en: 'stage, staging, test, testing, production or prod; defaults to the API key’s environment.',
      },
      example: 'stage',
    },
    platform_id: {
      meaning: { zh: '平台商編號，只有平台商需要。', en: 'For platform merchants only.' },
      alias: aliases.platform_id,
    },
  }),
  refusals: [credentialRefusal],
  methods,
  callback,
});
