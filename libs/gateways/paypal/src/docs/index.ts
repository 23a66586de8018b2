import type { GatewayDocsFactory } from '@paycore/core';
import { fieldTable } from '@paycore/gateway-kit';
import * as z from 'zod';
import { credentialSchema } from '../credentials.ts';
import { callback } from './callback-fields.ts';
import { credentialRefusals, orderRefusals } from './errors.ts';

const approvalUrl = {
  meaning: {
    zh: 'PayPal 的核准頁；付款頁會把付款人帶到這裡，也可自行導向。',
    en: 'PayPal’s approval page; send the payer there, or let the payment page do it.',
  },
  schema: { type: 'string', format: 'uri' },
  example: 'https://www.sandbox.paypal.com/checkoutnow?token=5O190127TN364715T',
} as const;

/** PayPal's part of the documentation. */
export const paypalDocs: GatewayDocsFactory = () => ({
  gateway: 'paypal',
  title: { zh: 'PayPal', en: 'PayPal' },
  summary: {
    zh: 'PayPal Checkout：付款人在 PayPal 核准，返回時請款。',
    en: 'PayPal Checkout: the payer approves at PayPal, and the money is captured on return.',
  },
  amountUnit: {
    zh: '幣別的主要單位，整數或小數字串；NT$980 是 980，US$9.99 是 "9.99"。注意：1999 是 US$1,999，不是 US$19.99。小數最多兩位；TWD、JPY、HUF 不收小數，"980.00" 也不收',
    en: 'major units of the currency, an integer or a decimal string; NT$980 is 980, US$9.99 is "9.99". Beware: 1999 is US$1,999, not US$19.99. At most two decimals; TWD, JPY and HUF take none, not even "980.00"',
  },
  credentials: fieldTable(z.toJSONSchema(credentialSchema, { io: 'input' }), {
    client_id: {
      meaning: { zh: 'PayPal App 的 Client ID。', en: 'The client ID of your PayPal app.' },
      example: 'AYSq3RDGsmBLJE-otTkBtM-jBRd1TCQwFf9RGfwddNXWz0uFU9ztymylOhRS',
    },
    client_secret: {
      meaning: { zh: 'PayPal App 的 Secret。', en: 'The secret of your PayPal app.' },
      example: 'EGnHDxD_qRPdaLdZz8iCr8N7_MzF-YHPTkjs6NKYQvQSBngp4PTTVWkPZRbL',
    },
    environment: {
      meaning: {
        zh: 'sandbox 或 live；production 同 live。未填時依 API Key。',
        en: 'sandbox or live; production means live. Defaults to the API key’s environment.',
      },
      example: 'sandbox',
    },
    webhook_id: {
      meaning: {
        zh: 'PayPal 後台的 Webhook ID，用來驗證通知；正式環境建議填寫。',
        en: 'The webhook ID from PayPal’s console, used to verify callbacks; recommended in production.',
      },
      example: '1JE4291016473214C',
    },
  }),
  refusals: credentialRefusals,
  methods: {
    checkout: {
      title: { zh: 'PayPal Checkout', en: 'PayPal Checkout' },
      summary: {
        zh: '建立 PayPal 訂單，付款人到 approval_url 核准。',
        en: 'Creates a PayPal order, which the payer approves at approval_url.',
      },
      example: { amount: '9.99', currency: 'USD' },
      info: {
        approval_url: approvalUrl,
        paypal_capture_id: {
          meaning: { zh: '請款編號，付款後才有。', en: 'Capture id, once it is paid.' },
          schema: { type: 'string' },
          required: false,
          example: '3C679366HH908993F',
        },
      },
      refusals: orderRefusals,
      notes: [
        {
          zh: 'JSON 數字 9.99 不收，請寫成字串 "9.99"。重送時比對金額，不比對寫法："10"、10、"10.00" 是同一金額；查詢與通知沿用第一次建立時的寫法。',
          en: 'The JSON number 9.99 is refused: send the string "9.99". A repeat is compared as money: "10", 10 and "10.00" are the same. Answers and notices keep the first create’s form.',
        },
        {
          zh: '核准不是付款：付款人返回後 PayCore 才請款，成功才是 paid。',
          en: 'An approval is not a payment: PayCore captures when the payer returns, and only then it is paid.',
        },
        {
          zh: '可用的幣別由 PayPal 決定。正式上線通常需要 PayPal 商業帳號。',
          en: 'PayPal decides which currencies it accepts. Going live usually requires a PayPal Business account.',
        },
      ],
    },
  },
  callback,
  return: {
    summary: {
      zh: 'PayPal 把付款人帶回這裡；PayCore 請款後，帶往付款頁。',
      en: 'PayPal sends the payer back here; PayCore captures the payment and redirects to the payment page.',
    },
    query: {
      token: {
        meaning: { zh: 'PayPal 的訂單編號。', en: 'PayPal’s order id.' },
        schema: { type: 'string' },
        required: false,
        example: '5O190127TN364715T',
      },
    },
    notes: [
      {
        zh: '沒有正確 token 的訪客只看得到付款狀態。',
        en: 'Without the right token a visitor sees only the status.',
      },
    ],
  },
});
