import { EventEmitter } from 'node:events';
import type { Agent, Dispatcher } from 'undici';
import { readBody } from './body.ts';
import { EgressError, toEgressError } from './errors.ts';

export interface SafeRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly onTooLarge?: 'truncate' | 'error';
  readonly signal?: AbortSignal;
}

export interface SafeResponse {
  /** Includes redirects, which are never followed. */
  readonly status: number;
  /** Names in lower case; a repeated header is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** As sent, never decompressed. */
  readonly body: Uint8Array;
  /** The body read as UTF-8. */
  text(): string;
  readonly truncated: boolean;
}

export interface ExchangeLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly onTooLarge: 'truncate' | 'error';
}

/** One request and its whole answer, within one deadline. @throws EgressError */
export async function exchangeWithin(
  agent: Agent,
  url: URL,
  request: SafeRequest,
  limits: ExchangeLimits,
): Promise<SafeResponse> {
  const stop = new Stop();
  const deadline = setTimeout(() => {
    stop.abort(new EgressError('timeout', url.host));
  }, limits.timeoutMs);
  const abort = (): void => {
    stop.abort(new EgressError('aborted', url.host, { cause: request.signal?.reason }));
  };
  request.signal?.addEventListener('abort', abort, { once: true });
  if (request.signal?.aborted === true) abort();
  try {
    return await Promise.race([stop.stopped(), exchange(agent, url, request, limits, stop)]);
  } catch (error) {
    throw toEgressError(error, url.host);
  } finally {
    clearTimeout(deadline);
    request.signal?.removeEventListener('abort', abort);
  }
}

/** What undici takes for a signal: an AbortSignal with its listeners costs twenty times as much, at every call. */
class Stop extends EventEmitter {
  /** undici fails the request with it. */
  reason: EgressError | undefined;

  abort(reason: EgressError): void {
    this.reason ??= reason;
    this.emit('abort');
  }

  throwIfAborted(): void {
    if (this.reason) throw this.reason;
  }

  /** Rejects when it is aborted: undici honours that only once the request has a connection, so this ends the wait for one. */
  stopped(): Promise<never> {
    return new Promise((_resolve, reject) => {
      if (this.reason) reject(this.reason);
      else this.once('abort', () => reject(this.reason as EgressError));
    });
  }
}

const utf8 = new TextDecoder();

async function exchange(
  agent: Agent,
  url: URL,
  request: SafeRequest,
  limits: ExchangeLimits,
  signal: Stop,
): Promise<SafeResponse> {
  signal.throwIfAborted();
  const answer = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method ?? 'GET',
    headers: requestHeaders(request, url.host),
    body: request.body ?? null,
    signal,
  });
  const { bytes, truncated } = await readBody(answer.body, { ...limits, host: url.host });
  return {
    status: answer.statusCode,
    headers: responseHeaders(answer.headers),
    body: bytes,
    text: () => utf8.decode(bytes),
    truncated,
  };
}

/** @throws EgressError `other` for a `host` of the caller's: TLS would then prove that name instead of the URL's */
function requestHeaders({ headers = {} }: SafeRequest, host: string): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const name of Object.keys(headers)) lower[name.toLowerCase()] = headers[name] ?? '';
  if (lower['host'] !== undefined) throw new EgressError('other', host);
  lower['accept-encoding'] = 'identity';
  return lower;
}

function responseHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    joined[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return joined;
}
