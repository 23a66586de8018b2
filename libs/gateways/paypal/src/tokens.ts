import {
  gatewayUnavailable,
  PayCoreError,
  Secret,
  type CredentialCheck,
  type FetchAnswer,
  type GatewayRuntime,
} from '@paycore/core';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Credentials } from './credentials.ts';
import { apiBase } from './hosts.ts';
import { jsonOf, pauseOf, refusedCode } from './refusals.ts';

const granted = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,4000}$/),
  expires_in: z.number().positive(),
});
const refused = z.object({ error: z.string() });

const path = '/v1/oauth2/token';

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

  /** Asks PayPal anew, whatever token is kept. Throws `unavailable`. */
  async check(credentials: Credentials): Promise<CredentialCheck> {
    const answer = await this.#ask(credentials);
    if (grantIn(answer)) return 'valid';
    // https://datatracker.ietf.org/doc/html/rfc6749#section-5.2: its other errors are not about client and secret.
    if (refusalIn(answer) === 'invalid_client') return 'invalid';
    throw unclearAnswer(answer);
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
    const { access_token, expires_in } = readGrant(await this.#ask(credentials));
    const lifeMs = expires_in * 1000;
    const until = this.runtime.now().getTime() + lifeMs - Math.min(marginMs, lifeMs / 2);
    return { token: Secret.of(access_token), until };
  }

  #ask({ clientId, clientSecret, environment }: Credentials): Promise<FetchAnswer> {
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    return this.runtime
      .fetch(`${apiBase(environment, this.runtime)}${path}`, {
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
        throw gatewayUnavailable(cause, { log: { path } });
      });
  }
}

/** A fingerprint: the secret itself is no key to be listed. */
const keyOf = ({ environment, clientId, clientSecret }: Credentials): string =>
  createHash('sha256')
    .update(JSON.stringify([environment, clientId, clientSecret]))
    .digest('hex');

const grantIn = (answer: FetchAnswer) => (answer.status === 200 ? granted.safeParse(jsonOf(answer)).data : undefined);

const errorIn = (answer: FetchAnswer) => refused.safeParse(jsonOf(answer)).data?.error.slice(0, 100);

const refusalIn = (answer: FetchAnswer) => ([400, 401, 403].includes(answer.status) ? errorIn(answer) : undefined);

const logOf = (answer: FetchAnswer) => ({ path, status: answer.status, error: errorIn(answer) ?? null });

const unclearAnswer = (answer: FetchAnswer): PayCoreError =>
  gatewayUnavailable(undefined, { log: logOf(answer), ...pauseOf(answer) });

function readGrant(answer: FetchAnswer): z.infer<typeof granted> {
  const grant = grantIn(answer);
  if (grant) return grant;
  if (refusalIn(answer) === undefined) throw unclearAnswer(answer);
  const message = 'PayPal does not accept these credentials.';
  throw new PayCoreError('rejected', refusedCode, message, { log: logOf(answer) });
}
