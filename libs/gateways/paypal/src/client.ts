import { gatewayUnavailable, type FetchAnswer, type GatewayRuntime, type Secret } from '@paycore/core';
import type { Credentials } from './credentials.ts';
import { apiBase } from './hosts.ts';
import { jsonOf, pauseOf, readRefusal, type Refusal } from './refusals.ts';
import type { Tokens } from './tokens.ts';

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** PayPal-Request-Id: PayPal answers a repeat of it with what came of the first, for 6 hours. */
  readonly requestId?: string;
}

export type Answer = { readonly said: unknown } | { readonly refusal: Refusal };

/** Throws `unavailable`, and `rejected` where PayPal does not know the account. */
export type Ask = (asked: Asked) => Promise<Answer>;

const longestAnswer = 262_144;

/** PayPal's REST API as one account sees it. */
export function client(credentials: Credentials, tokens: Tokens, runtime: GatewayRuntime): Ask {
  const base = apiBase(credentials.environment, runtime);
  const send = ({ method, path, body, requestId }: Asked, token: Secret<string>): Promise<FetchAnswer> =>
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
        maxBytes: longestAnswer,
      })
      .catch((cause: unknown) => {
        throw gatewayUnavailable(cause, { log: { path } });
      });
  return async (asked) => {
    const token = await tokens.get(credentials);
    const answer = await send(asked, token);
    if (answer.status !== 401) return read(answer, asked.path);
    // It may have ended before its time; a fresh one that is refused too is not to be helped.
    await tokens.drop(credentials, token);
    return read(await send(asked, await tokens.get(credentials)), asked.path);
  };
}

function read(answer: FetchAnswer, path: string): Answer {
  const { status } = answer;
  const said = jsonOf(answer);
  const isSaid = typeof said === 'object' && said !== null && !Array.isArray(said);
  if (status >= 200 && status < 300 && isSaid) return { said };
  const refusal = readRefusal(answer, path) ?? (status === 401 ? unknownAccount(path) : undefined);
  if (refusal) return { refusal };
  const debugId = answer.headers['paypal-debug-id']?.slice(0, 100) ?? null;
  throw gatewayUnavailable(undefined, { log: { path, status, debug_id: debugId }, ...pauseOf(answer) });
}

/** The token's own endpoint words its errors another way than the rest. */
const unknownAccount = (path: string): Refusal => ({
  status: 401,
  name: 'AUTHENTICATION_FAILURE',
  issues: [],
  log: { path, status: 401 },
});
