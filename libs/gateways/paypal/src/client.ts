import { gatewayUnavailable, type FetchAnswer, type GatewayRuntime, type Secret } from '@paycore/core';
import type { Credentials } from './credentials.ts';
import { apiBase } from './hosts.ts';
import { jsonOf, pauseOf, readRefusal, type Refusal } from './refusals.ts';
import type { Tokens } from './tokens.ts';

/** One request to PayPal's REST API. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** PayPal-Request-Id: PayPal answers a repeated id with the result of the first request, for 6 hours. */
  readonly requestId?: string;
}

/** Parsed JSON of a 2xx answer, or PayPal's refusal. */
export type Answer = { readonly body: unknown } | { readonly refusal: Refusal };

/** Throws `unavailable`, and `rejected` where PayPal does not know the account. */
export type Call = (request: Request) => Promise<Answer>;

/** Bytes. */
const maxAnswerLength = 262_144;

/** PayPal's REST API as one account sees it. */
export function client(credentials: Credentials, tokens: Tokens, runtime: GatewayRuntime): Call {
  const base = apiBase(credentials.environment, runtime);
  const send = ({ method, path, body, requestId }: Request, token: Secret<string>): Promise<FetchAnswer> =>
    runtime
      .fetch(`${base}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token.reveal()}`,
          accept: 'application/json',
          ...(method === 'POST' && { 'content-type': 'application/json', prefer: 'return=representation' }),
          ...(requestId !== undefined && { 'paypal-request-id': requestId }),
        },
        ...(body !== undefined && { body }),
        timeoutMs: 15_000,
        maxBytes: maxAnswerLength,
      })
      .catch((cause: unknown) => {
        throw gatewayUnavailable(cause, { log: { path } });
      });
  return async (request) => {
    const token = await tokens.get(credentials);
    const answer = await send(request, token);
    if (answer.status !== 401) return read(answer, request.path);
    // The token may have ended early. If a fresh one is refused too, nothing more can be done.
    await tokens.drop(credentials, token);
    return read(await send(request, await tokens.get(credentials)), request.path);
  };
}

function read(answer: FetchAnswer, path: string): Answer {
  const { status } = answer;
  const body = jsonOf(answer);
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (status >= 200 && status < 300 && isObject) return { body };
  const refusal = readRefusal(answer, path) ?? (status === 401 ? unknownAccount(path) : undefined);
  if (refusal) return { refusal };
  const debugId = answer.headers['paypal-debug-id']?.slice(0, 100) ?? null;
  throw gatewayUnavailable(undefined, { log: { path, status, debug_id: debugId }, ...pauseOf(answer) });
}

/** The token endpoint's errors have a form of their own. */
const unknownAccount = (path: string): Refusal => ({
  status: 401,
  name: 'AUTHENTICATION_FAILURE',
  issues: [],
  log: { path, status: 401 },
});
