import type { Fetch, GatewayRuntime } from '@paycore/core';
import { createHash } from 'node:crypto';
import { Stripe } from 'stripe';
import type { Credentials } from './credentials.ts';

/** The SDK's own. */
export const host = 'https://api.stripe.com';

const timeoutMs = 15_000;
/** Bytes. */
const maxAnswerLength = 1_048_576;
const maxClients = 200;

/** The client of an account. */
export type ClientOf = (credentials: Credentials) => Stripe;

/** What one merchant's calls are made with. */
export interface CallContext {
  readonly credentials: Credentials;
  readonly client: () => Stripe;
}

/** The web's fetch, as Stripe's client calls it, over the guarded one. */
export const webFetch =
  (fetch: Fetch): typeof globalThis.fetch =>
  async (url, { method, headers, body, signal } = {}) => {
    const answer = await fetch(url instanceof Request ? url.url : url, {
      headers: Object.fromEntries(new Headers(headers)),
      timeoutMs,
      maxBytes: maxAnswerLength,
      ...(method !== undefined && { method }),
      // Stripe's client writes its bodies as text.
      ...(typeof body === 'string' && { body }),
      ...(signal && { signal }),
    });
    if (answer.truncated) throw new Error('The answer is too long.');
    const bytes = answer.body.length > 0 ? new Uint8Array(answer.body) : null;
    return new Response(bytes, { status: answer.status, headers: answer.headers });
  };

function place(sandboxUrl: string | undefined): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (sandboxUrl === undefined) return {};
  const { protocol, hostname, port } = new URL(sandboxUrl);
  const name = protocol === 'http:' ? 'http' : 'https';
  return { host: hostname, port: port || (name === 'http' ? 80 : 443), protocol: name };
}

/** Makes one client per key. The map holds hashes, so that a dump of it shows no keys. */
export function clients({ fetch, sandboxUrl }: Pick<GatewayRuntime, 'fetch' | 'sandboxUrl'>): ClientOf {
  const made = new Map<string, Stripe>();
  const httpClient = Stripe.createFetchHttpClient(webFetch(fetch));
  const make = ({ secretKey }: Credentials) =>
    new Stripe(secretKey, {
      httpClient,
      timeout: timeoutMs,
      // Retries are up to the core: it knows how often the order was tried.
      maxNetworkRetries: 0,
      telemetry: false,
      ...place(sandboxUrl),
    });
  return (credentials) => {
    const key = createHash('sha256').update(credentials.secretKey).digest('base64');
    const client = made.get(key) ?? make(credentials);
    made.delete(key);
    made.set(key, client);
    const [oldest] = made.keys();
    if (made.size > maxClients && oldest !== undefined) made.delete(oldest);
    return client;
  };
}
