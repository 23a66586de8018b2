import {
  maxAmount,
  type FieldDocs,
  type FieldTable,
  type Gateway,
  type GatewayDocs,
  type JsonSchema,
  type Method,
  type MethodDocs,
} from '@paycore/core';
import { createdTable, enveloped } from '../fields/answer-fields.ts';
import { createdExample, createExample, orderNoOf } from '../examples.ts';
import type { Answer, Endpoint, RequestBody } from '../model.ts';
import { ofBody, ofCreate, ofDocs, ofKey } from '../errors.ts';
import * as requests from '../fields/request-fields.ts';
import { refTo, type JsonSchemas } from '../schemas.ts';
import { defaultCurrency } from '../../../schemas/create-payment.ts';
import { integerAmount } from '../../../schemas/fields/amount.ts';
import { exampleOf, isRequired, objectSchema, under } from '../fields/tables.ts';

/** Component of a gateway's credentials: `EcpayCredentials`. */
export const credentialsName = (gateway: string): string =>
  `${gateway.replace(/(^|-)(.)/g, (_, _dash, letter: string) => letter.toUpperCase())}Credentials`;

/** The info of methods that nothing documents: nothing is promised of it. */
export const unknownInfo: FieldTable = {};

const headers = { ...requests.apiKey, ...requests.jsonType };

/** See the quick start's table. */
export const repeats = {
  zh: '可以安全重送：同一 merchant_order_no 進行中或已付款時，回答同一筆付款（created 為 false）；繳費期限過後重送，會在同一筆付款取得新的代碼或表單。完整的表見「快速開始」。',
  en: 'Safe to repeat: while the merchant_order_no has an open or paid payment, that one is answered with created: false. After the deadline a repeat places a new order in the same payment, with a fresh code or form. The quick start has the whole table.',
};

const eitherForm = {
  zh: 'redirect_form 與 payment_url 請擇一使用：收銀台每個訂單編號只收一次，兩者併用會讓付款人看到「訂單編號重複」。十分鐘內重送建立，回答同一份表單；之後換新編號。',
  en: 'Use redirect_form or payment_url, not both: a cashier takes each order number once, and a payer who meets a used one sees an error. A create repeated within ten minutes answers the same form, a later one a form with a new number.',
};

/** A create by one method. */
export function createCall(gateway: Gateway, route: string, docs: GatewayDocs, schemas: JsonSchemas): Endpoint {
  const own = docs.methods[route];
  if (!own) throw new Error(`The documentation of ${gateway.name} says nothing of ${route}.`);
  return {
    id: `pay-${gateway.name}-${route.replaceAll('/', '-')}`,
    verb: 'POST',
    path: `/api/paycore/pay/${gateway.name}/${route}`,
    host: 'api',
    sender: 'merchant',
    title: own.title,
    summary: own.summary,
    headers,
    pathFields: {},
    query: {},
    body: createBody(gateway, route, docs, schemas),
    answer: createdAnswer(gateway, route, own, schemas),
    refusals: [...(own.refusals ?? []), ...docs.refusals].map(ofDocs).concat(ofCreate, ofBody, ofKey),
    notes: [...(own.notes ?? []), ...(own.form ? [eitherForm] : []), repeats],
  };
}

function createBody(gateway: Gateway, route: string, docs: GatewayDocs, schemas: JsonSchemas): RequestBody {
  const own = docs.methods[route] as MethodDocs;
  const orderNo = orderNoOf(gateway.name, route);
  const { merchant_order_no, amount, currency, gateway_credentials, ...optional } = requests.createTable(
    schemas.CreatePayment,
  );
  const special = { ...moneyFields({ amount, currency }, gateway.methods[route], docs, own), ...own.body };
  const narrower = objectSchema(special);
  return {
    fields: {
      merchant_order_no: { ...merchant_order_no, example: orderNo },
      ...special,
      ...optional,
      gateway_credentials,
    },
    credentials: docs.credentials,
    gateway: gateway.name,
    schema: {
      allOf: [
        refTo('CreatePayment'),
        {
          ...narrower,
          properties: {
            ...(narrower['properties'] as JsonSchema),
            gateway_credentials: { anyOf: [refTo(credentialsName(gateway.name)), { type: 'null' }] },
          },
        },
      ],
    },
    examples: [{ type: 'application/json', body: createExample(orderNo, docs, own) }],
  };
}

/** Unit and currencies are the method's own. */
function moneyFields(
  { amount, currency }: Readonly<Record<'amount' | 'currency', FieldDocs>>,
  method: Method | undefined,
  { amountUnit }: GatewayDocs,
  { example = { amount: 980, currency: 'TWD' } }: MethodDocs,
): FieldTable {
  const { currencies } = method ?? {};
  const isNeeded = currencies?.includes(defaultCurrency) === false;
  const limited = currencies && {
    meaning: {
      zh: `${isNeeded ? '幣別，ISO 4217，大小寫皆可。' : currency.meaning.zh}限 ${currencies.join('、')}。`,
      en: `${isNeeded ? 'ISO 4217, case-insensitive.' : currency.meaning.en} One of: ${currencies.join(', ')}.`,
    },
    schema: { ...currency.schema, enum: [...currencies, ...(isNeeded ? [] : [null])] },
    required: isNeeded,
  };
  return {
    amount: {
      ...amount,
      ...(method?.maxDecimalsOf === undefined && { schema: integerAmount(maxAmount) }),
      example: example.amount,
      meaning: { zh: `付款金額：${amountUnit.zh}。`, en: `The amount: ${amountUnit.en}.` },
    },
    currency: { ...currency, example: example.currency, ...limited },
  };
}

const createdMessage = 'Payment created successfully';

function createdAnswer(gateway: Gateway, route: string, docs: MethodDocs, schemas: JsonSchemas): Answer {
  const { name: method = route } = gateway.methods[route] ?? {};
  const { data } = schemas.CreatedAnswer['properties'] as Readonly<Record<'data', JsonSchema>>;
  const { redirect_form, ...fields } = createdTable(data);
  const orderNo = orderNoOf(gateway.name, route);
  const table: FieldTable = {
    ...fields,
    merchant_order_no: { ...fields.merchant_order_no, example: orderNo },
    gateway: { ...fields.gateway, example: gateway.name },
    method: { ...fields.method, example: method },
    payment_info: { ...fields.payment_info, example: exampleOf(docs.info, isRequired) },
    ...under('payment_info', docs.info),
    ...(docs.form && { redirect_form }),
  };
  return {
    status: 200,
    type: 'application/json',
    fields: enveloped(createdMessage, table),
    schema: { allOf: [refTo('CreatedAnswer'), narrowed(gateway, route, method, docs)] },
    example: { success: true, data: createdExample(orderNo, gateway.name, method, docs), message: createdMessage },
    highlights: [
      `data.gateway = ${gateway.name}`,
      `data.method = ${method}`,
      'data.status = pending',
      'data.payment_url',
      ...(docs.form ? ['data.redirect_form'] : []),
      ...Object.keys(docs.info)
        .slice(0, 6)
        .map((name) => `data.payment_info.${name}`),
    ],
  };
}

const integerMoney = { amount: { type: 'integer' }, received_amount: { type: 'integer' } } as const;

/** What an answer of this method says beyond any other. */
const narrowed = (gateway: Gateway, route: string, method: string, { info }: MethodDocs): JsonSchema => ({
  type: 'object',
  properties: {
    data: {
      type: 'object',
      properties: {
        gateway: { const: gateway.name },
        method: { const: method },
        ...(gateway.methods[route]?.maxDecimalsOf === undefined && integerMoney),
        payment_info: info === unknownInfo ? { type: 'object' } : objectSchema(info, true),
      },
    },
  },
});
