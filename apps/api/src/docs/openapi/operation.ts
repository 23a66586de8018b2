import type { FieldTable, JsonSchema } from '@paycore/core';
import { failureBody } from '@paycore/http';
import { isRequired } from '../reference/fields/tables.ts';
import type { Answer, Endpoint, Refusal, RequestBody } from '../reference/model.ts';
import { refTo } from '../reference/schemas.ts';

/** Headers that another part of the document covers. */
const documentedElsewhere: readonly string[] = ['X-API-KEY', 'Content-Type'];

export function operationOf(tag: string, endpoint: Endpoint): Readonly<Record<string, unknown>> {
  const { id, title, summary, notes, body, headers } = endpoint;
  const parameters = [
    ...parametersOf('path', endpoint.pathFields),
    ...parametersOf('query', endpoint.query),
    ...parametersOf('header', headers).filter(({ name }) => !documentedElsewhere.includes(name)),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary: title.en,
    description: [summary.en, ...notes.map(({ en }) => en)].filter(Boolean).join('\n\n'),
    security: securityOf(endpoint),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestOf(body) }),
    responses: { ...refusalsOf(endpoint), ...pagesOf(endpoint), ...answerOf(endpoint.answer, endpoint.host) },
  };
}

function securityOf({ headers, isManaged = false }: Endpoint): readonly object[] {
  if (!('X-API-KEY' in headers)) return [];
  return [isManaged ? { ManagementKey: [] } : { ApiKey: [] }];
}

const parametersOf = (place: 'path' | 'query' | 'header', table: FieldTable) =>
  Object.entries(table).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || isRequired(field),
    description: field.meaning.en,
    schema: field.schema,
    ...(field.example !== undefined && { example: field.example }),
  }));

function requestOf({ schema, examples, file }: RequestBody) {
  if (file) return { required: true, content: Object.fromEntries(file.types.map((type) => [type, {}])) };
  const content = examples.map(({ type, body }) => [type, { schema, example: body }]);
  return { required: true, content: Object.fromEntries(content) as Record<string, object> };
}

function answerOf({ status, type, otherTypes = [], schema, example, highlights }: Answer, host: Endpoint['host']) {
  const description = highlights.join(', ') || 'OK';
  if (type === undefined) {
    return { [host === 'merchant' ? '2XX' : status]: { description: highlights.join(', ') || 'Received.' } };
  }
  const content = { ...(schema && { schema }), ...(example !== undefined && { example }) };
  const types = [type, ...otherTypes].map((one) => one.split(';')[0] ?? one);
  return { [status]: { description, content: Object.fromEntries(types.map((one) => [one, content])) } };
}

/** One response per status; its examples are the refusals, by code. */
function refusalsOf({ refusals, answer }: Endpoint): Record<string, object> {
  const byStatus = new Map<number, Refusal[]>();
  for (const refusal of refusals) {
    // Some gateways get 200 for a refusal they must not retry.
    if (refusal.status === answer.status) continue;
    byStatus.set(refusal.status, [...(byStatus.get(refusal.status) ?? []), refusal]);
  }
  return Object.fromEntries([...byStatus].map(([status, of]) => [String(status), refusalResponse(status, of)]));
}

const retryAfter = {
  headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } satisfies JsonSchema } },
};

const refusalResponse = (status: number, refusals: readonly Refusal[]) => ({
  description: [...new Set(refusals.map(({ code }) => code))].join(', '),
  ...((status === 429 || status === 503) && retryAfter),
  content: {
    'application/json': { schema: refTo('Failure'), examples: Object.fromEntries(refusals.map(exampleOf)) },
  },
});

const exampleOf = ({ code, message, fields, paymentNo, cause, fix }: Refusal, index: number): [string, object] => [
  `${code}_${index + 1}`,
  { summary: message, description: `${cause.en} ${fix.en}`, value: failureBody({ code, message, fields, paymentNo }) },
];

const htmlPage = (description: string) => ({ description, content: { 'text/html': { schema: { type: 'string' } } } });

/** People get an HTML page where a program would get the envelope. */
function pagesOf({ sender, redirect, pages = {} }: Endpoint): Record<string, object> {
  if (sender !== 'payer') return {};
  return {
    ...(redirect && { 303: { description: redirect.en } }),
    404: htmlPage('There is no such payment, or the token belongs to another one.'),
    503: htmlPage('The service is temporarily unavailable.'),
    ...Object.fromEntries(Object.entries(pages).map(([status, text]) => [status, htmlPage(text)])),
  };
}
