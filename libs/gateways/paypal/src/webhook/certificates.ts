import type { GatewayRuntime } from '@paycore/core';
import { X509Certificate, type KeyObject } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { Budget } from './budget.ts';
import { judge, type Judged } from './chain.ts';

const mostKept = 100;
const longestFile = 65_536;
const mostInFile = 8;

/** `unknown`: it cannot be had, or nothing known vouches for it; whether PayPal signed with it is PayPal's to say. */
export type Found = KeyObject | 'bad' | 'unknown';

/** The keys that PayPal signs events with, by the address of their certificates, in this process only. */
export class Certificates {
  readonly #kept = new Map<string, Extract<Judged, { verdict: 'trusted' }>>();
  readonly #underWay = new Map<string, Promise<Judged>>();
  #roots: Promise<readonly X509Certificate[]> | undefined;

  constructor(
    private readonly runtime: GatewayRuntime,
    private readonly budget: Budget,
    /** PEM. */
    private readonly trusted: readonly string[] = rootCertificates,
  ) {}

  /** The address must have been checked before. Throws `unavailable` where too many asked for others lately. */
  async find(url: string): Promise<Found> {
    const now = this.runtime.now();
    const kept = this.#kept.get(url);
    if (kept && kept.until >= now) return kept.key;
    const judged = await (this.#underWay.get(url) ?? this.#fetch(url, now));
    return judged.verdict === 'trusted' ? judged.key : judged.verdict;
  }

  /** One fetch for all who wait; only what is trusted is kept. */
  #fetch(url: string, now: Date): Promise<Judged> {
    this.budget.spend();
    const fetched = this.#judged(url, now).then((judged) => {
      if (judged.verdict === 'trusted') this.#keep(url, judged);
      return judged;
    });
    this.#underWay.set(url, fetched);
    return fetched.finally(() => this.#underWay.delete(url));
  }

  #keep(url: string, judged: Extract<Judged, { verdict: 'trusted' }>): void {
    this.#kept.delete(url);
    this.#kept.set(url, judged);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
  }

  async #judged(url: string, now: Date): Promise<Judged> {
    const { pem, isMissing } = await this.#read(url);
    if (isMissing) return { verdict: 'bad', reason: 'no such certificate' };
    const chain = certificatesIn(pem);
    return chain ? judge(chain, await this.#trusts(), now) : { verdict: 'unknown' };
  }

  /** Empty where PayPal does not answer now. */
  async #read(url: string): Promise<{ pem: string; isMissing: boolean }> {
    const answer = await this.runtime
      .fetch(url, { timeoutMs: 5_000, maxBytes: longestFile })
      // Nothing is lost: PayPal is asked another way, and that failing is told.
      .catch(() => undefined);
    const isWhole = answer?.status === 200 && !answer.truncated;
    return { pem: isWhole ? answer.text() : '', isMissing: answer?.status === 404 || answer?.status === 410 };
  }

  /** In the demo also the sandbox's own root, which it makes itself. */
  async #trusts(): Promise<readonly X509Certificate[]> {
    this.#roots ??= this.#readRoots();
    const roots = await this.#roots;
    if (this.runtime.sandboxUrl !== undefined && roots.length === this.trusted.length) this.#roots = undefined;
    return roots;
  }

  async #readRoots(): Promise<readonly X509Certificate[]> {
    const { sandboxUrl } = this.runtime;
    const { pem } = sandboxUrl === undefined ? { pem: '' } : await this.#read(`${sandboxUrl}/paypal/root.pem`);
    return [...this.trusted.map((root) => new X509Certificate(root)), ...(certificatesIn(pem) ?? [])];
  }
}

/** Undefined where one cannot be read. */
function certificatesIn(text: string): X509Certificate[] | undefined {
  const pems = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    return pems.slice(0, mostInFile).map((pem) => new X509Certificate(pem));
  } catch {
    // Whatever OpenSSL has against it.
    return undefined;
  }
}
