import type { IncomingHttpHeaders } from 'node:http';
import type { Agent, Dispatcher } from 'undici';
import { deadlineOf } from './deadline.ts';
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
  const exchange = new Exchange(url.host, limits);
  const callOff = deadlineOf(limits.timeoutMs, () => exchange.stop(new EgressError('timeout', url.host)));
  const abort = (): void => {
    exchange.stop(new EgressError('aborted', url.host, { cause: request.signal?.reason }));
  };
  request.signal?.addEventListener('abort', abort, { once: true });
  try {
    if (request.signal?.aborted === true) abort();
    else send(agent, url, request, exchange);
    return await exchange.answer;
  } catch (error) {
    throw toEgressError(error, url.host);
  } finally {
    callOff();
    request.signal?.removeEventListener('abort', abort);
  }
}

function send(agent: Agent, url: URL, request: SafeRequest, exchange: Exchange): void {
  const options = {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method ?? 'GET',
    headers: requestHeaders(request, url.host),
    body: request.body ?? null,
  };
  agent.dispatch(options, exchange);
}

const utf8 = new TextDecoder();

/** What undici tells of one request, taken without its streams: they cost more than all else about a call. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly answer: Promise<SafeResponse>;
  #resolve!: (answer: SafeResponse) => void;
  #reject!: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #stopped: EgressError | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(
    private readonly host: string,
    private readonly limits: Pick<ExchangeLimits, 'maxBytes' | 'onTooLarge'>,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Ends it at once, and its connection: without one yet, it is never sent. */
  stop(reason: EgressError): void {
    this.#stopped ??= reason;
    this.#reject(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#stopped) controller.abort(this.#stopped);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // Before the answer others may come, such as 103.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array): void {
    const { maxBytes, onTooLarge } = this.limits;
    this.#chunks.push(chunk);
    this.#length += chunk.byteLength;
    if (this.#length <= maxBytes) return;
    if (onTooLarge === 'truncate') this.#finish(true);
    this.stop(new EgressError('too_large', this.host));
  }

  onResponseEnd(): void {
    this.#finish(false);
  }

  onResponseError(_: unknown, error: Error): void {
    this.#reject(error);
  }

  #finish(truncated: boolean): void {
    const body = joined(this.#chunks).subarray(0, this.limits.maxBytes);
    this.#resolve({
      status: this.#status,
      headers: responseHeaders(this.#headers),
      body,
      text: () => utf8.decode(body),
      truncated,
    });
  }
}

/** In memory of their own, which the socket's reads do not share. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  return new Uint8Array(first && chunks.length === 1 ? first : Buffer.concat(chunks));
}

/** @throws EgressError `other` for a `host` of the caller's: TLS would then prove that name instead of the URL's */
function requestHeaders({ headers = {} }: SafeRequest, host: string): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const name of Object.keys(headers)) lower[name.toLowerCase()] = headers[name] ?? '';
  if (lower['host'] !== undefined) throw new EgressError('other', host);
  lower['accept-encoding'] = 'identity';
  return lower;
}

function responseHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    joined[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return joined;
}
