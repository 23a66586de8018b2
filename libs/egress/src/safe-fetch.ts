import { Agent, Pool } from 'undici';
import { AllowList } from './allow-list.ts';
import { connectorFor } from './connect.ts';
import { exchangeWithin, type SafeRequest, type SafeResponse } from './exchange.ts';
import { lookupBySystem, shared, type Lookup } from './lookup.ts';
import { readTarget } from './target.ts';

export interface SafeFetchOptions {
  /** CIDR ranges and `host[:port]` allowed beyond the public Internet; empty by default. */
  readonly allow?: readonly string[];
  /** The whole exchange: name, connection, TLS, headers, body. Default 15,000 ms. */
  readonly timeoutMs?: number;
  /** Maximum size of an answer's body, in bytes. Default 1 MiB. */
  readonly maxBytes?: number;
  /** A longer body is truncated and flagged, or an error. Default `error`. */
  readonly onTooLarge?: 'truncate' | 'error';
  /** Default: the system's resolver. */
  readonly lookup?: Lookup;
  /** PEM; replaces the trusted roots. Default: Node's, and those of NODE_EXTRA_CA_CERTS. */
  readonly ca?: string;
}

export interface SafeFetch {
  /** @throws EgressError unless there is a complete answer; an HTTP error status is an answer */
  (url: string | URL, request?: SafeRequest): Promise<SafeResponse>;
  /** Waits for running exchanges, then closes all sockets. Afterwards every request fails. */
  close(): Promise<void>;
}

const maxConnectMs = 10_000;
const connectionsPerOrigin = 64;
// A socket idle for longer may have been closed by the peer just as the next request is written to it.
const idleSocketMs = 4_000;
const maxIdleSocketMs = 30_000;

/**
 * The only way out to the network: limited in time and size, and closed to addresses that are not public. Requests are never
 * retried here.
 *
 * @throws TypeError when the allow-list cannot be read
 */
export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  const { timeoutMs = 15_000, maxBytes = 1_048_576, onTooLarge = 'error' } = options;
  const allow = new AllowList(options.allow ?? []);
  const agent = guardedAgent(allow, options, timeoutMs);
  const running = new Set<Promise<SafeResponse>>();
  const safeFetch = async (url: string | URL, request: SafeRequest = {}): Promise<SafeResponse> => {
    const exchange = exchangeWithin(agent, readTarget(url, allow).url, request, {
      timeoutMs: request.timeoutMs ?? timeoutMs,
      maxBytes: request.maxBytes ?? maxBytes,
      onTooLarge: request.onTooLarge ?? onTooLarge,
    });
    running.add(exchange);
    return exchange.finally(() => running.delete(exchange));
  };
  const close = async (): Promise<void> => {
    await Promise.allSettled(running);
    await agent.destroy();
  };
  return Object.assign(safeFetch, { close });
}

function guardedAgent(allow: AllowList, options: SafeFetchOptions, timeoutMs: number): Agent {
  const connect = {
    allow,
    lookup: shared(options.lookup ?? lookupBySystem),
    timeoutMs: Math.min(timeoutMs, maxConnectMs),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  };
  return new Agent({
    connections: connectionsPerOrigin,
    keepAliveTimeout: idleSocketMs,
    keepAliveMaxTimeout: maxIdleSocketMs,
    // The exchange has its own deadline, which a peer cannot extend by sending a byte at a time.
    headersTimeout: 0,
    bodyTimeout: 0,
    factory: (origin, pool: Pool.Options) => new Pool(origin, { ...pool, connect: connectorFor(origin, connect) }),
  });
}
