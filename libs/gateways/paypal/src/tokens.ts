import { gatewayUnavailable, PayCoreError, Secret, type FetchAnswer, type GatewayRuntime } from '@paycore/core';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Credentials } from './credentials.ts';
import { apiBase } from './hosts.ts';
import { jsonOf, pauseOf, refusedCode } from './refusals.ts';

const granted = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,4000}$/),
  expires_in: z.number().positive(),
});
const refused = z.object({ error: z.string() });

/** A token is replaced this long before it ends, so that it does not run out on the way. */
const marginMs = 60_000;
const maxKept = 500;

interface Kept {
  readonly token: Promise<Secret<string>>;
  /** Unknown while it is being fetched. */
  until: number;
}

/** OAuth tokens by account and environment, in this process only: each is fetched once, however many wait for it. */
export class Tokens {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly runtime: GatewayRuntime) {}

  /** Throws `rejected` where PayPal does not know the account, `unavailable`. */
  get(credentials: Credentials): Promise<Secret<string>> {
    const key = keyOf(credentials);
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.runtime.now().getTime()) return kept.token;
    const fetched = this.#fetch(credentials);
    const entry: Kept = { token: fetched.then(({ token }) => token), until: Number.POSITIVE_INFINITY };
    this.#keep(key, entry);
    fetched.then(
      ({ until }) => (entry.until = until),
      () => this.#forget(key, entry),
    );
    return entry.token;
  }

  /** Forgets it, unless a newer one has already taken its place. */
  async drop(credentials: Credentials, token: Secret<string>): Promise<void> {
    const key = keyOf(credentials);
    const kept = this.#kept.get(key);
    if (kept && (await kept.token) === token) this.#forget(key, kept);
  }

  #keep(key: string, entry: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
  }

  #forget(key: string, entry: Kept): void {
    if (this.#kept.get(key) === entry) this.#kept.delete(key);
  }

  async #fetch(credentials: Credentials): Promise<{ token: Secret<string>; until: number }> {
    const { clientId, clientSecret, environment } = credentials;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const answer = await this.runtime
      .fetch(`${apiBase(environment, this.runtime)}/v1/oauth2/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${basic}`,
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
        timeoutMs: 5_000,
        maxBytes: 65_536,
      })
      .catch((cause: unknown) => {
        throw gatewayUnavailable(cause, { log: { path: '/v1/oauth2/token' } });
      });
    const { access_token, expires_in } = readGrant(answer);
    const lifeMs = expires_in * 1000;
    const until = this.runtime.now().getTime() + lifeMs - Math.min(marginMs, lifeMs / 2);
    return { token: Secret.of(access_token), until };
  }
}

/** A fingerprint: the secret itself is no key to be listed. */
const keyOf = ({ environment, clientId, clientSecret }: Credentials): string =>
  createHash('sha256')
    .update(JSON.stringify([environment, clientId, clientSecret]))
    .digest('hex');

function readGrant(answer: FetchAnswer): z.infer<typeof granted> {
  const { status } = answer;
  const body = jsonOf(answer);
  const grant = granted.safeParse(body);
  if (status === 200 && grant.success) return grant.data;
  const refusal = refused.safeParse(body);
  const log = { path: '/v1/oauth2/token', status, ...(refusal.success && { error: refusal.data.error.slice(0, 100) }) };
  if (refusal.success && [400, 401, 403].includes(status)) {
    throw new PayCoreError('rejected', refusedCode, 'PayPal does not accept these credentials.', { log });
  }
  throw gatewayUnavailable(undefined, { log, ...pauseOf(answer) });
}
