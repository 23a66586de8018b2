import { gatewayUnavailable, type FetchAnswer, type GatewayRuntime, type Info } from '@paycore/core';
import { parseObject } from '@paycore/gateway-kit';
import type { Credentials } from './credentials.ts';
import { refusal } from './refusals.ts';
import { signatureOf } from './sign.ts';
import { scalarText, type Field, type Protocol } from './wire.ts';

/** What a merchant's calls need. */
export interface CallContext {
  readonly credentials: Credentials;
  readonly protocol: Protocol;
  readonly runtime: GatewayRuntime;
}

export type Asked = Readonly<Partial<Record<Field, string | number>>>;

const maxAnswerBytes = 65_536;

function baseUrl({ protocol, runtime: { sandboxUrl } }: CallContext): string {
  if (sandboxUrl !== undefined) return `${sandboxUrl}/plus`;
  if (protocol.baseUrl !== undefined) return protocol.baseUrl;
  throw gatewayUnavailable(undefined, {
    log: { reason: 'The address of PLUS is not set.', setting: 'PAYCORE_GATEWAY_PLUS_BASE_URL' },
  });
}

function post(path: string, asked: Asked, context: CallContext): Promise<FetchAnswer> {
  const { fetch, now } = context.runtime;
  return fetch(baseUrl(context) + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: signedBody(asked, context.protocol, context.credentials, now()),
    timeoutMs: 15_000,
    maxBytes: maxAnswerBytes,
  }).catch((cause: unknown) => {
    throw gatewayUnavailable(cause);
  });
}

/** The body of a call: appid, time (unix seconds), the request's own fields, and a signature over all of them. */
function signedBody(asked: Asked, { fields }: Protocol, { appid, secretKey }: Credentials, now: Date): string {
  const all: Asked = { appid, timestamp: Math.floor(now.getTime() / 1000), ...asked };
  const body = new Map(Object.entries(all).map(([field, value]) => [fields[field as Field], value] as const));
  const texts = new Map([...body].map(([name, value]) => [name, String(value)]));
  return JSON.stringify({ ...Object.fromEntries(body), [fields.sign]: signatureOf(texts, secretKey) });
}

/** Whether a retry may help. */
const isBusy = (status: number) => status >= 500 || status === 408 || status === 429;

/** PLUS's answer to a request that it grants. Throws `rejected`, `unavailable`. */
export async function call(path: string, asked: Asked, context: CallContext): Promise<Info> {
  const answer = await post(path, asked, context);
  const { status } = answer;
  const message = answer.truncated || isBusy(status) ? undefined : parseObject(answer.text());
  const verdict = message && scalarText(message[context.protocol.fields.status]);
  if (message === undefined || verdict === undefined) {
    throw gatewayUnavailable(undefined, { log: { http_status: status, reason: 'no readable answer' } });
  }
  const isGranted = verdict === context.protocol.words.ok;
  if (isGranted && status >= 200 && status < 300) return message;
  if (isGranted) throw gatewayUnavailable(undefined, { log: { http_status: status, reason: 'contradictory answer' } });
  throw refusal(status, message, context);
}
