import type { FieldTable, GatewayDocs } from '@paycore/core';
import { enveloped } from '../fields/answer-fields.ts';
import * as requests from '../fields/request-fields.ts';
import { exampleOf } from '../fields/tables.ts';
import type { Endpoint } from '../model.ts';
import { ofBody, ofDocs, ofKey, validation } from '../errors.ts';
import { refTo } from '../schemas.ts';
import { credentialsName } from './create-call.ts';

/** The balance of a merchant's account, for gateways that report one. */
export function balanceCall(gateway: string, docs: GatewayDocs): Endpoint[] {
  const { balance } = docs;
  if (!balance) return [];
  const data = { gateway, balance: balance.example.balance, raw_response: balance.example.raw };
  const message = 'Gateway action completed';
  const credentials: FieldTable = {
    gateway_credentials: {
      meaning: {
        zh: '金流商店的憑證；專案已儲存這個金流的帳號時，可以不填。',
        en: 'Credentials of your account at the gateway. Leave it out where the project has stored the account.',
      },
      schema: { type: ['object', 'null'] },
    },
  };
  return [
    {
      id: `gateways-${gateway}-balance`,
      verb: 'POST',
      path: `/api/paycore/gateways/${gateway}/balance`,
      host: 'api',
      sender: 'merchant',
      title: { zh: '查詢餘額', en: 'Read the balance' },
      summary: balance.summary,
      headers: { ...requests.apiKey, ...requests.jsonType },
      pathFields: {},
      query: {},
      body: {
        fields: credentials,
        credentials: docs.credentials,
        gateway,
        schema: {
          type: 'object',
          properties: { gateway_credentials: { anyOf: [refTo(credentialsName(gateway)), { type: 'null' }] } },
        },
        examples: [{ type: 'application/json', body: { gateway_credentials: exampleOf(docs.credentials) } }],
      },
      answer: {
        status: 200,
        type: 'application/json',
        fields: enveloped(message, balanceTable(data)),
        schema: refTo('BalanceAnswer'),
        example: { success: true, data, message },
        highlights: [`data.gateway = ${gateway}`, 'data.balance', 'data.raw_response'],
      },
      refusals: [...(balance.refusals ?? []), ...docs.refusals].map(ofDocs).concat(validation, ofBody, ofKey),
      notes: balance.notes ?? [],
    },
  ];
}

const balanceTable = (data: Readonly<Record<string, unknown>>): FieldTable => ({
  gateway: { meaning: { zh: '金流。', en: 'The gateway.' }, schema: { type: 'string' }, example: data['gateway'] },
  balance: {
    meaning: {
      zh: '餘額，金流原樣；沒有時為 null。',
      en: 'The balance as the gateway reports it; null if it reports none.',
    },
    schema: { type: ['integer', 'string', 'null'] },
    example: data['balance'],
  },
  raw_response: {
    meaning: { zh: '金流的完整回應。', en: 'The gateway’s complete answer.' },
    schema: {},
    example: data['raw_response'],
  },
});
