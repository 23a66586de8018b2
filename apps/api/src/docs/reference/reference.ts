import type { Gateway, GatewayDocs, GatewayDocsFactory, Method, MethodDocs } from '@paycore/core';
import { commonChapter } from './calls/common-calls.ts';
import { linkChapter } from './calls/link-calls.ts';
import { manageChapter } from './calls/manage-calls.ts';
import { callbackCalls, returnCall } from './calls/gateway-calls.ts';
import { balanceCall } from './calls/balance-call.ts';
import { createCall, credentialsName, unknownInfo } from './calls/create-call.ts';
import { withMeanings } from './fields/answer-fields.ts';
import type { Chapter, Reference } from './model.ts';
import { jsonSchemas, type JsonSchemas } from './schemas.ts';
import { objectSchema } from './fields/tables.ts';

/** All that can be said of an API with these gateways. Costs some milliseconds: keep it. */
export function referenceOf(gateways: readonly Gateway[], documents: readonly GatewayDocsFactory[]): Reference {
  const schemas = jsonSchemas();
  const written = documents.map((docs) => docs());
  const docsOf = (gateway: Gateway) => written.find((docs) => docs.gateway === gateway.name) ?? plain(gateway);
  const documented = gateways.map((gateway) => ({ gateway, docs: docsOf(gateway) }));
  const credentials = documented.map(({ gateway: { name }, docs }) => [
    credentialsName(name),
    objectSchema(docs.credentials),
  ]);
  return {
    schemas: { ...withMeanings(schemas), ...(Object.fromEntries(credentials) as Reference['schemas']) },
    chapters: [
      linkChapter(gateways, schemas),
      commonChapter(schemas),
      manageChapter(
        documented.map(({ docs }) => docs),
        schemas,
      ),
      ...documented.map(({ gateway, docs }) => chapterOf(gateway, docs, schemas)),
    ],
  };
}

const chapterOf = (gateway: Gateway, docs: GatewayDocs, schemas: JsonSchemas): Chapter => ({
  name: gateway.name,
  isOfGateway: true,
  title: docs.title,
  summary: docs.summary,
  endpoints: [
    ...Object.keys(gateway.methods).map((route) => createCall(gateway, route, docs, schemas)),
    ...balanceCall(gateway.name, docs),
    ...returnCall(gateway, docs),
    ...callbackCalls(gateway, docs),
  ],
});

const same = (text: string) => ({ zh: text, en: text });

/** Of a gateway that brings no words: its addresses, and nothing promised. */
function plain({ name, methods }: Gateway): GatewayDocs {
  const method = ([route, { currencies = ['TWD'] }]: [string, Method]): [string, MethodDocs] => {
    const example = { amount: 980, currency: currencies[0] ?? 'TWD' };
    return [route, { title: same(`${name}/${route}`), summary: same(''), info: unknownInfo, example }];
  };
  return {
    gateway: name,
    title: same(name),
    summary: same(''),
    amountUnit: same('-'),
    credentials: {},
    refusals: [],
    methods: Object.fromEntries(Object.entries(methods).map(method)),
    callback: { summary: same(''), body: {}, examples: [{ type: 'application/json', body: {} }], refusals: [] },
  };
}
