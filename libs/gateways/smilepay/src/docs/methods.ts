import type { FieldDocs, FieldTable, MethodDocs } from '@paycore/core';
import { barcodeFields, infoFields } from '@paycore/gateway-kit';
import { introUrl } from '../wire.ts';
import { cvsTypes } from '../credentials.ts';
import { noBarcodes, orderRefused } from './errors.ts';

const text = { type: 'string' };
const { bank_code, bank_name, virtual_account, payment_code, expire_at } = infoFields;

const issued = {
  SmilePayNO: {
    meaning: { zh: '速買配的訂單編號。', en: 'SmilePay’s order number.' },
    schema: { type: 'string', minLength: 1 },
    example: '062223689453',
  },
  PayEndDate: {
    meaning: { zh: '繳費期限，速買配的原文。', en: 'Payment deadline, as SmilePay formats it.' },
    schema: text,
    example: '2026/06/28 23:59:59',
  },
  expire_at,
} as const satisfies FieldTable;

const cvsType: FieldDocs = {
  meaning: {
    zh: '超商別；未填時用憑證的 default_cvs_type，再來是 ibon。family、famiport 同 fami。',
    en: 'Kiosk; defaults to default_cvs_type of the credentials, then ibon. family and famiport mean fami.',
  },
  schema: { type: ['string', 'null'], enum: [...Object.keys(cvsTypes), null] },
  required: false,
  example: 'ibon',
};

const stillPending = {
  zh: '取號後仍是 pending：取號不等於付款。速買配不提供查詢，sync 回 gateway_sync_not_supported。',
  en: 'An issued code is still pending: it is not a payment. SmilePay offers no query: sync returns gateway_sync_not_supported.',
};
const onlyAddress = {
  zh: '請付款人只複製付款頁網址，到超商由店員掃描頁面；不要提供三段條碼複製。',
  en: 'Let the payer copy only the page’s URL, and have the codes scanned from the page in the store.',
};
const ownIntroduction = {
  zh: '付款頁只連到速買配自己的條碼繳費說明。',
  en: 'The payment page only links to SmilePay’s own introduction.',
};

export const methods: Readonly<Record<string, MethodDocs>> = {
  atm: {
    title: { zh: 'ATM 虛擬帳號', en: 'ATM transfer' },
    summary: { zh: '取得一組虛擬帳號，期限 1–60 天。', en: 'Issues an account number, payable for 1–60 days.' },
    info: {
      AtmBankNo: {
        meaning: { zh: '銀行代碼，同 bank_code。', en: 'Bank code, the same as bank_code.' },
        schema: text,
        example: '809',
      },
      AtmNo: {
        meaning: { zh: '虛擬帳號，同 virtual_account。', en: 'Account number, the same as virtual_account.' },
        schema: text,
        example: '8011773423689453',
      },
      bank_code: { ...bank_code, example: '809' },
      bank_name: { ...bank_name, example: '凱基銀行' },
      virtual_account: { ...virtual_account, example: '8011773423689453' },
      ...issued,
    },
    refusals: [orderRefused],
    notes: [stillPending],
  },
  cvs: {
    title: { zh: '超商代碼（ibon、FamiPort）', en: 'Store code (ibon, FamiPort)' },
    summary: {
      zh: '取得一組超商代碼，期限 1–7 天，到秒。',
      en: 'Issues a store code, payable for 1–7 days, to the second.',
    },
    body: { cvs_type: cvsType },
    info: {
      cvs_type: {
        meaning: { zh: '代碼適用的超商：ibon 或 fami。', en: 'Kiosk that accepts the code: ibon or fami.' },
        schema: { enum: ['ibon', 'fami'] },
        example: 'ibon',
      },
      payment_code: { ...payment_code, example: 'SL123456789012' },
      ...issued,
    },
    refusals: [orderRefused],
    notes: [stillPending],
  },
  barcode: {
    title: { zh: '超商三段條碼', en: 'Store barcode' },
    summary: { zh: '取得三段條碼，期限 1–49 天。', en: 'Issues three barcodes, payable for 1–49 days.' },
    info: Object.fromEntries(
      Object.entries({ ...barcodeFields(introUrl), ...issued }).map(([name, field]) => [`smilepay.${name}`, field]),
    ),
    refusals: [noBarcodes, orderRefused],
    notes: [stillPending, onlyAddress, ownIntroduction],
  },
};
