import {
  gatewayUnavailable,
  PayCoreError,
  type FetchAnswer,
  type GatewayAccount,
  type GatewayRuntime,
  type Info,
} from '@paycore/core';
import { readBalance, readIssued } from './answer.ts';
import { verifyCallback } from './callback.ts';
import { credentialCode, type Credentials } from './credentials.ts';
import type { Protocol } from './wire/protocol.ts';
import { atmRequest, signedBody, type Asked } from './request.ts';

/** All that one merchant's calls are made of. */
interface Desk {
  readonly credentials: Credentials;
  readonly protocol: Protocol;
  readonly runtime: GatewayRuntime;
}

const longestAnswer = 65_536;

function baseUrl({ protocol, runtime: { sandboxUrl } }: Desk): string {
  if (sandboxUrl !== undefined) return `${sandboxUrl}/plus`;
  if (protocol.baseUrl !== undefined) return protocol.baseUrl;
  throw gatewayUnavailable(undefined, {
    log: { reason: 'The address of PLUS is not set.', setting: 'PAYCORE_GATEWAY_PLUS_BASE_URL' },
  });
}

function post(path: string, asked: Asked, desk: Desk): Promise<FetchAnswer> {
  const { fetch, now } = desk.runtime;
  return fetch(baseUrl(desk) + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: signedBody(asked, desk.protocol, desk.credentials, now()),
    timeoutMs: 15_000,
    maxBytes: longestAnswer,
  }).catch((cause: unknown) => {
    throw gatewayUnavailable(cause);
  });
}

/** The JSON object of an answer; the reason of a broken text is not kept, since V8 quotes the text in it. */
function parsed(answer: FetchAnswer): Info | undefined {
  try {
    const value: unknown = JSON.parse(answer.text());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Info) : undefined;
  } catch {
    return undefined;
  }
}

const word = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** PLUS's no. Nothing is known of its codes, so its own words are passed on. */
function refusal(httpStatus: number, said: Info, { protocol: { fields }, credentials }: Desk): PayCoreError {
  const message = (word(said[fields.message]) ?? '').replaceAll(credentials.secretKey, '[cut]').slice(0, 200);
  const log = { http_status: httpStatus, status: word(said[fields.status])?.slice(0, 40), message };
  if (httpStatus === 401 || httpStatus === 403) {
    return new PayCoreError('rejected', credentialCode, 'PLUS does not accept these credentials.', { log });
  }
  const why = message === '' ? '' : `: ${message.replace(/\.$/, '')}`;
  return new PayCoreError('rejected', 'INVALID_ARGUMENT', `PLUS refused the request${why}.`, { log });
}

/** What waiting may mend. */
const isBusy = (status: number) => status >= 500 || status === 408 || status === 429;

/** What PLUS says to a request that it grants. Throws `rejected`, `unavailable`. */
async function call(path: string, asked: Asked, desk: Desk): Promise<Info> {
  const answer = await post(path, asked, desk);
  const { status } = answer;
  const said = answer.truncated || isBusy(status) ? undefined : parsed(answer);
  const verdict = said && word(said[desk.protocol.fields.status]);
  if (said === undefined || verdict === undefined) {
    throw gatewayUnavailable(undefined, { log: { http_status: status, reason: 'no readable answer' } });
  }
  const isGranted = verdict === desk.protocol.words.ok;
  if (isGranted && status >= 200 && status < 300) return said;
  if (isGranted) throw gatewayUnavailable(undefined, { log: { http_status: status, reason: 'contradictory answer' } });
  throw refusal(status, said, desk);
}

/** A merchant at PLUS, which can be told of orders and asked for the balance, but not asked about an order. */
export function plusAccount(credentials: Credentials, protocol: Protocol, runtime: GatewayRuntime): GatewayAccount {
  const desk = { credentials, protocol, runtime };
  return {
    id: credentials.appid,
    environment: credentials.environment,
    create: async (order) => readIssued(await call(protocol.paths.atm, atmRequest(order), desk), order, protocol),
    verify: (callback, payment, trust) => verifyCallback(callback, payment, trust, desk),
    balance: async () => readBalance(await call(protocol.paths.balance, {}, desk), credentials.secretKey, protocol),
  };
}
