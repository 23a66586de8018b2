import type { GatewayDocsFactory } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import * as z from 'zod';
import { credentialSchema } from '../credentials.ts';
import { callback } from './callback-fields.ts';
import { methods } from './methods.ts';
import { commonRefusals } from './errors.ts';

/** Stripe's part of the documentation. */
export const stripeDocs: GatewayDocsFactory = () => ({
  gateway: 'stripe',
  title: { zh: 'Stripe', en: 'Stripe' },
  summary: {
    zh: '信用卡、支付寶、微信支付與東南亞當地支付，以 PaymentIntent 與 Payment Element 在付款頁完成。',
    en: 'Cards, Alipay, WeChat Pay and local methods of Southeast Asia: a PaymentIntent, paid by Stripe’s Payment Element on the payment page.',
  },
  amountUnit: {
    zh: '幣別的最小單位（Stripe 規則）：TWD 98000 是 NT$980，USD 999 是 US$9.99',
    en: 'the currency’s smallest unit by Stripe’s rules: TWD 98000 is NT$980, USD 999 is US$9.99',
  },
  credentials: fieldTable(z.toJSONSchema(credentialSchema, { io: 'input' }), {
    secret_key: {
      meaning: {
        zh: 'Stripe 密鑰，sk_test_ 或 sk_live_ 開頭；決定測試或正式環境。',
        en: 'The secret key, sk_test_… or sk_live_…, which selects test or production.',
      },
      example: 'sk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc',
    },
    publishable_key: {
      meaning: {
        zh: 'Stripe 公開金鑰，須與密鑰同屬測試或正式；是否同一帳號無從查驗。',
        en: 'The publishable key of the same mode; whether it is of the same account cannot be checked.',
      },
      example: 'pk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc',
    },
    webhook_secret: {
      meaning: {
        zh: 'Webhook 簽章密鑰，whsec_ 開頭；有填就驗證簽章。',
        en: 'The endpoint’s signing secret, whsec_…; if given, signatures are verified.',
      },
      example: 'whsec_PayCoreDemoVt3kPz9RrQ4hYw6Jd',
    },
    callback_secret: {
      meaning: {
        zh: '自訂密鑰；沒有 webhook_secret 時，通知網址必須帶有 ?callback_secret=。',
        en: 'A secret of your choice, which callbacks carry as ?callback_secret= if there is no webhook_secret.',
      },
    },
  }),
  refusals: commonRefusals,
  methods,
  callback,
});
