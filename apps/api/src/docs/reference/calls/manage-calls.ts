import type { FieldTable, GatewayDocs, JsonSchema, RefusalDocs } from '@paycore/core';
import { enveloped } from '../fields/answer-fields.ts';
import * as fields from '../fields/manage-fields.ts';
import { exampleOf, under } from '../fields/tables.ts';
import type { Answer, Chapter, Endpoint } from '../model.ts';
import * as errors from '../errors.ts';
import { refTo, type JsonSchemas, type SchemaName } from '../schemas.ts';
import { credentialsName } from './create-call.ts';
import { managed } from './managed-call.ts';
import { pageCalls } from './page-calls.ts';

const path = '/api/paycore/manage';

const accountExample = { gateway: 'ecpay', account: '30***07', environment: 'test', version: 1 };
const unasked = { ...accountExample, verified_at: null, verify_result: null };
const asked = { ...accountExample, verified_at: '2026-06-21T16:01:00.000Z', verify_result: 'valid' };

function gatewaysAnswer(schemas: JsonSchemas, name: SchemaName, message: string, gateways: readonly object[]): Answer {
  const table: FieldTable = {
    gateways: {
      meaning: { zh: '儲存的帳號，每個金流一個。', en: 'The stored accounts, one a gateway.' },
      schema: { type: 'array' },
    },
    ...under('gateways[]', fields.storedTable(schemas)),
  };
  return {
    status: 200,
    type: 'application/json',
    fields: enveloped(message, table),
    schema: refTo(name),
    example: { success: true, data: { gateways }, message },
    highlights: ['data.gateways'],
  };
}

const methodsExample = {
  version: 1,
  methods: [
    { gateway: 'ecpay', method: 'aio/credit', enabled: true, min: null, max: null },
    { gateway: 'ecpay', method: 'atm', enabled: true, min: 30, max: 20_000 },
  ],
};

function methodsAnswer(schemas: JsonSchemas, name: SchemaName, message: string, differences: object = {}): Answer {
  const table: FieldTable = {
    version: { ...fields.listVersion, schema: { type: 'integer' } },
    methods: {
      meaning: {
        zh: '已儲存帳號之金流的付款方式，依付款人看到的順序。',
        en: 'The methods of the gateways with a stored account, in the order that payers see.',
      },
      schema: { type: 'array' },
    },
    ...under('methods[]', fields.settingTable(schemas.MethodSetting)),
  };
  return {
    status: 200,
    type: 'application/json',
    fields: enveloped(message, table),
    schema: refTo(name),
    example: { success: true, data: { ...methodsExample, ...differences }, message },
    highlights: ['data.version', 'data.methods'],
  };
}

/** Faults of credentials, as the gateway finds them. */
const isOfCredentials = ({ kind, code }: RefusalDocs) => kind === 'invalid' && code !== 'INVALID_ARGUMENT';

const gatewayField = (documented: readonly GatewayDocs[]): FieldTable => ({
  gateway: {
    meaning: { zh: '金流。', en: 'The gateway.' },
    schema: { enum: documented.map(({ gateway }) => gateway) },
    example: documented[0]?.gateway ?? 'ecpay',
  },
});

function gatewayCalls(documented: readonly GatewayDocs[], schemas: JsonSchemas): Endpoint[] {
  const [first] = documented;
  const pathFields = gatewayField(documented);
  const list = managed(schemas, {
    id: 'manage-gateways',
    verb: 'GET',
    path: `${path}/gateways`,
    title: { zh: '列出儲存的金流帳號', en: 'List stored accounts' },
    summary: {
      zh: '專案儲存的金流帳號；憑證不會再讀出。',
      en: 'The project’s accounts at gateways, without their credentials.',
    },
    answer: gatewaysAnswer(schemas, 'GatewaysFoundAnswer', 'Gateways found', [unasked]),
  });
  const store = managed(schemas, {
    id: 'manage-gateways-store',
    verb: 'PUT',
    path: `${path}/gateways/{gateway}`,
    title: { zh: '儲存金流帳號', en: 'Store an account' },
    summary: {
      zh: '儲存或更換這個金流的憑證，之後建立付款不必再帶 gateway_credentials。',
      en: 'Stores or replaces the credentials of one gateway, so that creates need no gateway_credentials.',
    },
    pathFields,
    body: {
      fields: fields.storeTable(schemas),
      ...(first && { gateway: first.gateway }),
      schema: {
        allOf: [
          refTo('StoreGateway'),
          {
            type: 'object',
            properties: {
              gateway_credentials: { anyOf: documented.map(({ gateway }) => refTo(credentialsName(gateway))) },
            },
          },
        ],
      },
      examples: [
        {
          type: 'application/json',
          body: { environment: 'test', gateway_credentials: first ? exampleOf(first.credentials) : {} },
        },
      ],
    },
    answer: gatewaysAnswer(schemas, 'GatewayStoredAnswer', 'Gateway stored', [unasked]),
    refusals: [
      ...documented.flatMap(({ refusals }) => refusals.filter(isOfCredentials)).map(errors.ofDocs),
      errors.otherAccount,
      errors.noGateway,
    ],
    notes: [
      {
        zh: '第一次儲存會啟用該金流的付款方式（綠界收銀台中與背景取號重複者除外）。更換憑證不影響已取號的付款。',
        en: 'The first time, the gateway’s methods are enabled, but for those of ECPay’s cashier that would be offered twice. Payments already under way keep the credentials they were made with.',
      },
      { zh: '可以安全重送：相同的憑證不會改變任何東西。', en: 'Safe to repeat: the same credentials change nothing.' },
    ],
  });
  const verify = managed(schemas, {
    id: 'manage-gateways-verify',
    verb: 'POST',
    path: `${path}/gateways/{gateway}/verify`,
    title: { zh: '確認金流憑證', en: 'Verify credentials' },
    summary: {
      zh: '以一個不產生任何交易的查詢，向金流確認儲存的憑證。',
      en: 'Asks the gateway, by a question that creates nothing, whether it knows the stored credentials.',
    },
    pathFields,
    answer: gatewaysAnswer(schemas, 'GatewayVerifiedAnswer', 'Gateway verified', [asked]),
    refusals: [errors.noGateway, errors.unclearVerification],
    notes: [
      {
        zh: '憑證錯誤也回 200，結果在 verify_result。SmilePay 沒有這樣的查詢，結果為 unverifiable。',
        en: 'Wrong credentials are a 200 too: see verify_result. SmilePay has no such question and is unverifiable.',
      },
    ],
  });
  return [list, store, verify];
}

const removeCall = (documented: readonly GatewayDocs[], schemas: JsonSchemas): Endpoint =>
  managed(schemas, {
    id: 'manage-gateways-remove',
    verb: 'DELETE',
    path: `${path}/gateways/{gateway}`,
    title: { zh: '移除金流帳號', en: 'Remove an account' },
    summary: {
      zh: '移除儲存的憑證；付款人不再看到這個金流的付款方式。',
      en: 'Removes the stored credentials; payers are no longer offered the gateway’s methods.',
    },
    pathFields: gatewayField(documented),
    answer: gatewaysAnswer(schemas, 'GatewayRemovedAnswer', 'Gateway removed', []),
    refusals: [errors.noGateway],
    notes: [
      {
        zh: '已取號的付款照常收款與通知。再次儲存時，付款方式的設定沿用先前的。',
        en: 'Payments already under way are paid and announced as before. If you store an account again, its methods are set as they were.',
      },
    ],
  });

/** A method is one of its gateway's. */
const settingOf = ({ gateway, methods }: GatewayDocs): JsonSchema => ({
  properties: { gateway: { const: gateway }, method: { enum: Object.keys(methods) } },
});

function methodCalls(documented: readonly GatewayDocs[], schemas: JsonSchemas): Endpoint[] {
  const read = managed(schemas, {
    id: 'manage-methods',
    verb: 'GET',
    path: `${path}/methods`,
    title: { zh: '讀取付款方式', en: 'Read the methods' },
    summary: {
      zh: '付款人可選的付款方式、順序與金額範圍。',
      en: 'Which methods payers may pick, in which order, and for which amounts.',
    },
    answer: methodsAnswer(schemas, 'MethodsFoundAnswer', 'Methods found'),
  });
  const store = managed(schemas, {
    id: 'manage-methods-store',
    verb: 'PUT',
    path: `${path}/methods`,
    title: { zh: '設定付款方式', en: 'Set the methods' },
    summary: { zh: '以整份清單取代目前的設定。', en: 'Replaces the whole list.' },
    body: {
      fields: fields.listTable(schemas),
      schema: {
        allOf: [
          refTo('StoreMethods'),
          {
            type: 'object',
            properties: { methods: { type: 'array', items: { anyOf: documented.map(settingOf) } } },
          },
        ],
      },
      examples: [{ type: 'application/json', body: { environment: 'test', ...methodsExample } }],
    },
    answer: methodsAnswer(schemas, 'MethodsStoredAnswer', 'Methods stored', { version: 2 }),
    refusals: [errors.staleVersion],
    notes: [
      {
        zh: '先讀取，修改，再連同讀到的 version 整份送回。',
        en: 'Read the list, change it, and send all of it back with the version you read.',
      },
    ],
  });
  return [read, store];
}

/** What a shop sets up for All-in-One, with a key of its own. */
export const manageChapter = (documented: readonly GatewayDocs[], schemas: JsonSchemas): Chapter => ({
  name: 'manage',
  title: { zh: '管理 API', en: 'Management calls' },
  summary: {
    zh: '以管理金鑰（pc_admin_）儲存金流帳號，並決定付款人可以使用的付款方式與付款頁的樣子。測試與正式環境各自設定。',
    en: 'With a management key (pc_admin_…): store gateway accounts, and decide which methods payers may use and what the payment page looks like. Test and production are set up apart.',
  },
  // Who tries them in turn still needs the account for all that comes before its removal.
  endpoints: [
    ...gatewayCalls(documented, schemas),
    ...methodCalls(documented, schemas),
    ...pageCalls(schemas),
    removeCall(documented, schemas),
  ],
});
