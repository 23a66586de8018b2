import type { FieldTable, Gateway } from '@paycore/core';
import { linkedExample } from '../examples.ts';
import { createdTable, enveloped } from '../fields/answer-fields.ts';
import { offeredTexts } from '../fields/manage-fields.ts';
import * as requests from '../fields/request-fields.ts';
import { exampleOf, under } from '../fields/tables.ts';
import type { Answer, Chapter, Endpoint } from '../model.ts';
import * as errors from '../errors.ts';
import { refTo, type JsonSchemas } from '../schemas.ts';
import { fieldTable } from '@paycore/gateway-kit';
import { repeats } from './create-call.ts';

const orderNo = 'ALL-IN-ONE-1001';
const createdMessage = 'Payment created successfully';
const offeredMessage = 'Methods found';

function linkedAnswer({ CreatedAnswer }: JsonSchemas): Answer {
  const { data } = CreatedAnswer['properties'] as Readonly<Record<'data', object>>;
  const { redirect_form: _form, ...fields } = createdTable(data as JsonSchemas['Payment']);
  const table: FieldTable = {
    ...fields,
    merchant_order_no: { ...fields.merchant_order_no, example: orderNo },
    gateway: { ...fields.gateway, example: 'paycore' },
    method: { ...fields.method, example: 'all' },
    mode: { ...fields.mode, example: 'all_in_one' },
    attempts: { ...fields.attempts, example: [] },
  };
  return {
    status: 200,
    type: 'application/json',
    fields: enveloped(createdMessage, table),
    schema: refTo('LinkedAnswer'),
    example: { success: true, data: linkedExample(orderNo), message: createdMessage },
    highlights: ['data.payment_url', 'data.mode = all_in_one', 'data.gateway = paycore', 'data.method = all'],
  };
}

const link = (gateways: readonly Gateway[], schemas: JsonSchemas): Endpoint => {
  const table = requests.linkTable(schemas.CreateLink);
  const names = gateways.flatMap(({ name, methods }) => Object.keys(methods).map((route) => `${name}/${route}`));
  const some = ['ecpay/aio/credit', 'ecpay/atm'].filter((name) => names.includes(name));
  const fields: FieldTable = {
    ...table,
    merchant_order_no: { ...table.merchant_order_no, example: orderNo },
    methods: { ...table.methods, example: some.length > 0 ? some : names.slice(0, 2) },
  };
  return {
    id: 'pay',
    verb: 'POST',
    path: '/api/paycore/pay',
    host: 'api',
    sender: 'merchant',
    title: { zh: '建立付款，由付款人選擇方式', en: 'Create a payment whose payer picks the method' },
    summary: {
      zh: '建立付款並取得 payment_url；付款人在付款頁選擇付款方式，也可以改用其他方式，直到付款為止。憑證由專案儲存，不在請求裡。',
      en: 'Creates a payment and answers its payment_url. On that page the payer picks a method, and may pick another until it is paid. The accounts are the project’s stored ones, so the call carries no credentials.',
    },
    headers: { ...requests.apiKey, ...requests.jsonType },
    pathFields: {},
    query: {},
    body: {
      fields,
      schema: {
        allOf: [
          refTo('CreateLink'),
          { type: 'object', properties: { methods: { type: ['array', 'null'], items: { enum: names } } } },
        ],
      },
      examples: [{ type: 'application/json', body: exampleOf(shownOf(fields)) }],
    },
    answer: linkedAnswer(schemas),
    refusals: [errors.validation, errors.nothingFits, errors.linkConflict, ...errors.ofBody, ...errors.ofKey],
    notes: [
      {
        zh: '金額以幣別的主要單位計：NT$980 是 980，US$9.99 是 "9.99"。付款、查詢與通知裡的 amount 也是，無論付款人選了哪個金流。',
        en: 'Amounts are in major units: NT$980 is 980, US$9.99 is "9.99". So is amount in answers and notices, whichever gateway the payer picks.',
      },
      {
        zh: '付款人選擇後，gateway、method 與 payment_info 才是那個付款方式的；取號不等於付款，請等 payok 通知或 status 為 paid。',
        en: 'Once the payer has picked, gateway, method and payment_info are those of that method. A code is not a payment: wait for the payok notice, or for status paid.',
      },
      {
        zh: '同一訂單以 All-in-One 與指定方式的建立不能並存：先取消未付款的那一筆。',
        en: 'An order is either All-in-One or Direct: to change, cancel its unpaid payment first.',
      },
      repeats,
    ],
  };
};

/** What a first call needs, and what most shops send. */
const shownOf = ({ merchant_order_no, amount, currency, item_name, ...rest }: FieldTable): FieldTable => {
  const { success_url, cancel_url, payok_url } = rest;
  const shown = { merchant_order_no, amount, currency, item_name, success_url, cancel_url, payok_url };
  return Object.fromEntries(Object.entries(shown).flatMap(([name, field]) => (field ? [[name, field]] : [])));
};

const offered = (schemas: JsonSchemas): Endpoint => ({
  id: 'methods',
  verb: 'GET',
  path: '/api/paycore/methods',
  host: 'api',
  sender: 'merchant',
  title: { zh: '查詢可用的付款方式', en: 'List the methods on offer' },
  summary: {
    zh: '付款人現在可以用的付款方式，依專案設定的順序；不呼叫金流。',
    en: 'What a payer could use now, in the project’s order; no gateway is asked.',
  },
  headers: requests.apiKey,
  pathFields: {},
  query: requests.methodsTable(schemas.MethodsQuery),
  answer: {
    status: 200,
    type: 'application/json',
    fields: enveloped(offeredMessage, {
      methods: {
        meaning: { zh: '付款方式；沒有可用的為空。', en: 'The methods; empty where none fits.' },
        schema: { type: 'array' },
      },
      ...under('methods[]', fieldTable(schemas.OfferedMethod, offeredTexts)),
    }),
    schema: refTo('OfferedAnswer'),
    example: {
      success: true,
      data: { methods: [{ gateway: 'ecpay', method: 'atm', min: 30, max: 20_000, currencies: ['TWD'] }] },
      message: offeredMessage,
    },
    highlights: ['data.methods'],
  },
  refusals: [errors.unknownQuery, ...errors.ofKey],
  notes: [
    {
      zh: '付款頁以同樣的規則決定提供什麼；要自己顯示付款方式時，可以用這個查詢，再以 methods 建立付款。',
      en: 'The payment page offers by the same rules. To show methods in your own shop, read them here, and name the chosen ones in methods of the create.',
    },
  ],
});

/** One call for every method, the accounts being stored. */
export const linkChapter = (gateways: readonly Gateway[], schemas: JsonSchemas): Chapter => ({
  name: 'all-in-one',
  title: { zh: 'All-in-One', en: 'All-in-One' },
  summary: {
    zh: '一次呼叫、不帶憑證：付款人在 PayCore 的付款頁選擇付款方式。專案的金流帳號先以管理 API 儲存。',
    en: 'One call without credentials: the payer picks the method on PayCore’s page. The project’s accounts are stored first, by the management calls.',
  },
  endpoints: [link(gateways, schemas), offered(schemas)],
});
