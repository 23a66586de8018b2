import type { FieldDocs, GatewayDocsFactory } from '@paycore/core';
import { fieldTable, infoFields } from '@paycore/gateway-kit';
import * as z from 'zod';
import { credentialSchema } from '../credentials.ts';
import { callback } from './callback-fields.ts';
import { commonRefusals, refusedByPlus } from './errors.ts';

const { bank_code, bank_name, virtual_account, expire_at } = infoFields;

const number = (zh: string, en: string, example: string): FieldDocs => ({
  meaning: { zh, en },
  schema: { type: 'string', minLength: 1 },
  example,
});

/** The part of PLUS. */
export const plusDocs: GatewayDocsFactory = () => ({
  gateway: 'plus',
  title: { zh: 'PLUS 金流', en: 'PLUS' },
  summary: { zh: 'ATM 虛擬帳號與餘額查詢。', en: 'ATM accounts, and the account balance.' },
  amountUnit: { zh: '新台幣元，整數；NT$980 是 980', en: 'whole New Taiwan dollars; NT$980 is 980' },
  credentials: fieldTable(z.toJSONSchema(credentialSchema, { io: 'input' }), {
    appid: { meaning: { zh: 'PLUS 的 appid。', en: 'The appid at PLUS.' }, example: 'paycore-demo' },
    secret_key: {
      meaning: { zh: 'PLUS 的 secret_key，用於簽章，不會送出。', en: 'The signing key; it is never sent.' },
      example: '5f0c2d9b7e14a8630fd1',
    },
  }),
  refusals: commonRefusals,
  methods: {
    atm: {
      title: { zh: 'ATM 虛擬帳號', en: 'ATM transfer' },
      summary: { zh: '取得一組虛擬帳號。', en: 'Issues an account number.' },
      info: {
        account_code: number('虛擬帳號。', 'The account number.', '9103522175887271'),
        plat_no: number('PLUS 的訂單編號。', 'PLUS’s number of the order.', 'PLUS2026062200001'),
        virtual_account,
        bank_code: { ...bank_code, schema: { type: ['string', 'null'] } },
        bank_name,
        expire_at,
      },
      refusals: [refusedByPlus],
      notes: [
        {
          zh: '取號後仍是 pending：取號不等於付款。PLUS 不提供查詢，sync 回 gateway_sync_not_supported。',
          en: 'An issued code is still pending: it is not a payment. PLUS offers no query: sync returns gateway_sync_not_supported.',
        },
        { zh: 'payer_account 會作為 pay_name 交給 PLUS。', en: 'payer_account is sent to PLUS as pay_name.' },
      ],
    },
  },
  callback,
  return: {
    summary: {
      zh: 'PLUS 把付款人帶回這裡，再帶往付款頁。',
      en: 'PLUS sends the payer back here, and PayCore redirects to the payment page.',
    },
    query: {
      t: {
        meaning: {
          zh: '付款頁的鑰匙，由 PayCore 放進網址。',
          en: 'Access token of the payment page, which PayCore put into the URL.',
        },
        schema: { type: 'string' },
        required: false,
      },
    },
  },
  balance: {
    summary: { zh: '查詢 PLUS 帳戶的餘額。', en: 'The balance of the account at PLUS.' },
    example: { balance: 125000, raw: { status: 'ok', appid: 'paycore-demo', balance: 125000 } },
    refusals: [
      {
        kind: 'unavailable',
        code: 'GATEWAY_ACTION_FAILED',
        message: 'Gateway action failed',
        cause: {
          zh: 'PLUS 拒絕、逾時，或回應無法辨識。',
          en: 'PLUS refused, timed out, or sent an unreadable answer.',
        },
        fix: { zh: '確認憑證後稍後再試。', en: 'Check the credentials and retry a little later.' },
      },
    ],
    notes: [
      {
        zh: '其他動作與其他金流回 UNSUPPORTED_GATEWAY_ACTION（422）。',
        en: 'Other actions and other gateways return UNSUPPORTED_GATEWAY_ACTION (422).',
      },
    ],
  },
});
