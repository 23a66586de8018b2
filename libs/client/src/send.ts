import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { PayCoreConnectionError } from './errors.ts';
import { readAnswer } from './answer.ts';

export interface Options extends SendOptions {
  /** `pc_live_…` or `pc_test_…`. */
  readonly apiKey: string;
}

export interface SendOptions {
  /** Where PayCore's API stands: `https://pay.example.com`. */
  readonly baseUrl: string;
  /** For one try; 30 s, which is longer than PayCore takes for the slowest create. */
  readonly timeoutMs?: number;
  /** How often one call is tried in all; 3. */
  readonly tries?: number;
  /** Before the second try; doubled for each further one, and up to half of it longer by chance; 500. */
  readonly firstPauseMs?: number;
  /** Instead of Node's own. */
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  /** Ends the call, its pauses and its tries. */
  readonly signal?: AbortSignal;
  /** For one try of this call. */
  readonly timeoutMs?: number;
  /** 1–128 of letters, digits, `_`, `.`, `-`; answered and logged by PayCore. Absent: made. */
  readonly requestId?: string;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the base on, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Instead of a body in JSON. */
  readonly file?: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };
  /** Of a call whose repeat would be refused, had the first one been carried out: it is tried once. */
  readonly isOnce?: boolean;
}

/** Answers `data` of the envelope. */
export type Send = <T>(request: Request, options?: CallOptions) => Promise<T>;

const standard = { timeoutMs: 30_000, tries: 3, firstPauseMs: 500 };
const maxPauseMs = 20_000;

/** "Come back later", or an answer that got lost between PayCore and us. */
const mayPass = new Set([429, 502, 503, 504]);

/**
 * Nearly every call may be repeated: reads change nothing, a create of the same merchant_order_no answers the payment that is
 * there, and a cancelled payment stays as it is. So each is tried again where it met no answer or one that may pass.
 */
export function sender(apiKey: string, options: SendOptions): Send {
  const { tries, firstPauseMs, ...rest } = { ...standard, ...options };
  const base = baseOf(options.baseUrl);
  const call = options.fetch ?? fetch;
  return async (request, { signal, timeoutMs = rest.timeoutMs, requestId = randomUUID() } = {}) => {
    const init = initOf(request, apiKey, requestId);
    for (let nth = 1; ; nth += 1) {
      const isLast = request.isOnce === true || nth >= tries;
      const pauseMs = firstPauseMs * 2 ** (nth - 1) * (1 + Math.random() / 2);
      try {
        const response = await call(base + request.path, { ...init, signal: within(timeoutMs, signal) });
        const askedMs = retryAfterMs(response.headers.get('retry-after'));
        const isWorthIt = mayPass.has(response.status) && askedMs <= maxPauseMs;
        if (isLast || !isWorthIt) return await readAnswer(response);
        await response.body?.cancel();
        await pause(Math.max(pauseMs, askedMs), undefined, signal && { signal });
      } catch (cause) {
        signal?.throwIfAborted();
        if (!isUnanswered(cause)) throw cause;
        if (isLast) throw noAnswer(cause, requestId);
        await pause(pauseMs, undefined, signal && { signal });
      }
    }
  };
}

function baseOf(url: string): string {
  if (!/^https?:\/\/[^\s/]/.test(url)) throw new TypeError(`baseUrl is no http(s) URL: ${url}`);
  return url.replace(/\/+$/, '');
}

const initOf = ({ method, body, file }: Request, apiKey: string, requestId: string) => ({
  method,
  // The key goes to the base URL and nowhere else.
  redirect: 'manual' as const,
  headers: {
    'X-API-KEY': apiKey,
    'X-Request-Id': requestId,
    Accept: 'application/json',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(file && { 'Content-Type': file.type }),
  },
  ...(body !== undefined && { body: JSON.stringify(body) }),
  ...(file && { body: file.bytes }),
});

function within(ms: number, signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

/** By name, since an error of the platform need not be an instance of this realm's Error. */
const nameOf = (cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null && 'name' in cause ? cause.name : undefined;

/** Fetch throws a TypeError for a connection that failed, and a TimeoutError for ours. */
const isUnanswered = (cause: unknown): boolean => nameOf(cause) === 'TypeError' || nameOf(cause) === 'TimeoutError';

function noAnswer(cause: unknown, requestId: string): PayCoreConnectionError {
  const isLate = nameOf(cause) === 'TimeoutError';
  const message = isLate ? 'PayCore did not answer in time.' : 'PayCore cannot be reached.';
  return new PayCoreConnectionError(message, requestId, { cause });
}

/** Of seconds; a date is rare there, and counts as "now". */
const retryAfterMs = (text: string | null): number =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) * 1000 : 0;
