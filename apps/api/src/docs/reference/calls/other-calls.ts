import type { FieldTable } from '@paycore/core';
import * as requests from '../fields/request-fields.ts';
import { exampleOf, objectSchema } from '../fields/tables.ts';
import type { Endpoint } from '../model.ts';
import * as errors from '../errors.ts';
import { refTo } from '../schemas.ts';

export const health = (id: string, path: string, summary: Endpoint['summary'], canFail: boolean): Endpoint => ({
  id,
  verb: 'GET',
  path,
  host: 'api',
  sender: 'operator',
  title: { zh: path, en: path },
  summary,
  headers: {},
  pathFields: {},
  query: {},
  answer: {
    status: 200,
    type: 'application/json',
    fields: {},
    schema: refTo('HealthAnswer'),
    example: { success: true, data: { status: 'ok' }, message: 'OK' },
    highlights: ['success'],
  },
  refusals: canFail ? [{ ...errors.away, message: 'Not ready.' }] : [],
  notes: [],
});

/** What the payment page and the merchant's own show of the shop. */
export const logo = (): Endpoint => ({
  id: 'logo',
  verb: 'GET',
  path: '/logos/{hash}',
  host: 'api',
  sender: 'operator',
  title: { zh: '商標圖片', en: 'Logo' },
  summary: {
    zh: '付款頁顯示的商標；不需要金鑰。同一網址的內容永不改變，可以一直快取。',
    en: 'The logo that the payment page shows; no key is needed. What stands at an address never changes: cache it for as long as you like.',
  },
  headers: {},
  pathFields: {
    hash: {
      meaning: { zh: '圖片的 SHA-256，十六進位。', en: 'SHA-256 of the image, hexadecimal.' },
      schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      example: '6dd1cf2f3f8b0f5b1f4f0b1b5cf3a5b9a0b8f1c7d2e3f4a5b6c7d8e9f0a1b2c3',
    },
  },
  query: {},
  answer: { status: 200, type: 'image/png', otherTypes: ['image/webp'], fields: {}, highlights: [] },
  refusals: [errors.noLogo, errors.away],
  notes: [],
});

const pageToken = {
  token: {
    meaning: {
      zh: '這個付款頁的鑰匙，包含在 payment_url 裡。',
      en: 'Grants access to this page; part of payment_url.',
    },
    schema: { type: 'string' },
    example: '3q2-7wXk',
  },
};

export const page = (): Endpoint => ({
  id: 'payment-page',
  verb: 'GET',
  path: '/{locale}/pay/{paymentNo}',
  host: 'api',
  sender: 'payer',
  title: { zh: '付款頁（payment_url）', en: 'Payment page (payment_url)' },
  summary: {
    zh: '顯示帳號、代碼、條碼或前往金流的按鈕，並在背景更新狀態。',
    en: 'Shows the account, code or barcodes, or leads to the gateway, and updates its status by itself.',
  },
  headers: {},
  pathFields: { ...requests.locale, ...requests.paymentNo },
  query: pageToken,
  answer: { status: 200, type: 'text/html', fields: {}, schema: { type: 'string' }, highlights: [] },
  refusals: [],
  notes: [
    {
      zh: '網址裡的 token 等同付款頁的鑰匙，請只交給付款人。token 錯誤與查無付款都回 404 頁面。',
      en: 'Whoever has the token can open the page: give it only to the payer. A wrong token and an unknown payment both get a 404 page.',
    },
  ],
});

/** Where gateways that send payers back by POST send them. */
export const pageBack = (): Endpoint => ({
  ...page(),
  id: 'payment-page-back',
  verb: 'POST',
  title: { zh: '返回付款頁', en: 'Back to the payment page' },
  summary: {
    zh: '部分金流以 POST 將付款人送回；送來的欄位一概不讀。',
    en: 'Some gateways send payers back by POST; the posted fields are not read.',
  },
  answer: { status: 303, fields: {}, highlights: ['Location: /{locale}/pay/{paymentNo}?token=…&back=1'] },
});

/** The page's button to a cashier. */
export const pagePress = (): Endpoint => ({
  ...page(),
  id: 'payment-page-attempt',
  verb: 'POST',
  path: '/{locale}/pay/{paymentNo}/attempts',
  title: { zh: '付款頁的「前往付款」按鈕', en: 'The payment page’s button to the cashier' },
  summary: {
    zh: '由付款頁的表單送出：取新的訂單編號，回答自動前往收銀台的頁面；頁面已過時，或沒有需要前往的收銀台時，帶付款人回付款頁。',
    en: 'Posted by the page’s own form: takes a fresh order number and answers a page that leads to the cashier. If the page is outdated, or nothing is to be paid there, the payer is sent back to the page.',
  },
  headers: {},
  query: {},
  body: {
    fields: pressFields,
    schema: objectSchema(pressFields),
    examples: [{ type: 'application/x-www-form-urlencoded', body: exampleOf(pressFields) }],
  },
  redirect: { zh: '帶付款人回付款頁。', en: 'Redirects the payer to the payment page.' },
  pages: { 403: 'The form was not posted by a page of PayCore.' },
  refusals: errors.ofRawBody,
  notes: [
    {
      zh: '收銀台每個訂單編號只收一次，所以每次按下都換新編號；只開啟、預覽或重新整理付款頁，不會建立任何訂單。',
      en: 'A cashier takes each order number once, so each press takes a new one. Opening, previewing or reloading the page never makes an order.',
    },
  ],
});

const pressFields: FieldTable = {
  ...pageToken,
  after: {
    meaning: { zh: '頁面產生時的 attempt 數。', en: 'How many attempts the payment had when the page was made.' },
    schema: { type: 'string', pattern: '^\\d{1,3}$' },
    required: false,
    example: '1',
  },
};
