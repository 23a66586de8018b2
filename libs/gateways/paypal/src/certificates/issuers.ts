import { parseUrl, type GatewayRuntime } from '@paycore/core';
import { X509Certificate } from 'node:crypto';
import { isAuthority } from './chain.ts';

/** Where PayPal's issuers publish their certificates. */
const hosts: readonly string[] = ['cacerts.digicert.com'];
const maxBytes = 8_192;
const restMs = 60_000;
const maxKept = 100;

interface Try {
  readonly at: number;
  readonly found: Promise<X509Certificate | undefined>;
}

/** The address that a certificate gives for its issuer's (CA Issuers, RFC 5280 §4.2.2.1), where we may fetch from there. */
export function issuerUrl(
  { infoAccess }: Pick<X509Certificate, 'infoAccess'>,
  { sandboxUrl }: Pick<GatewayRuntime, 'sandboxUrl'>,
): string | undefined {
  const [, text = ''] = /^CA Issuers - URI:(\S{1,300})$/m.exec(infoAccess ?? '') ?? [];
  const url = parseUrl(text);
  if (!url) return undefined;
  // A host with a port other than the scheme's own is none of the list.
  const isListed = ['http:', 'https:'].includes(url.protocol) && hosts.includes(url.host);
  const isSandbox = sandboxUrl !== undefined && url.origin === new URL(sandboxUrl).origin;
  return (isListed || isSandbox) && text === `${url.origin}${url.pathname}` ? text : undefined;
}

/** Issuers' certificates that PayCore does not ship, fetched from where the certificates that they issued say. */
export class Issuers {
  readonly #tries = new Map<string, Try>();

  constructor(private readonly runtime: Pick<GatewayRuntime, 'fetch' | 'now' | 'sandboxUrl'>) {}

  /**
   * The issuer of a certificate that stands at PayPal's own host. Undefined where it cannot be had, or no root vouches for
   * it. Each address is tried once a minute at most.
   */
  async find(
    certificate: X509Certificate,
    known: readonly X509Certificate[],
    roots: readonly X509Certificate[],
  ): Promise<X509Certificate | undefined> {
    const url = issuerUrl(certificate, this.runtime);
    if (url === undefined) return undefined;
    const now = this.runtime.now();
    const isTrusted = (issuer: X509Certificate) =>
      certificate.checkIssued(issuer) && isAuthority(issuer, known, roots, now);
    const last = this.#tries.get(url);
    const lastFound = await last?.found;
    if (lastFound && isTrusted(lastFound)) return lastFound;
    if (last && now.getTime() - last.at < restMs) return undefined;
    const found = await this.#try(url, now).found;
    return found && isTrusted(found) ? found : undefined;
  }

  #try(url: string, now: Date): Try {
    const running = this.#tries.get(url);
    // Another that waited for the same answer was faster.
    if (running && now.getTime() - running.at < restMs) return running;
    const started = { at: now.getTime(), found: this.#fetch(url) };
    this.#tries.delete(url);
    this.#tries.set(url, started);
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > maxKept && oldest !== undefined) this.#tries.delete(oldest);
    return started;
  }

  async #fetch(url: string): Promise<X509Certificate | undefined> {
    try {
      const answer = await this.runtime.fetch(url, { timeoutMs: 5_000, maxBytes });
      return answer.status === 200 && !answer.truncated ? new X509Certificate(answer.body) : undefined;
    } catch {
      // Out of reach, or no certificate: PayPal is asked another way.
      return undefined;
    }
  }
}
