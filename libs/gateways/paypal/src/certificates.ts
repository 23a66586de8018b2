import type { GatewayRuntime } from '@paycore/core';
import { X509Certificate, type KeyObject } from 'node:crypto';
import { intermediates, roots } from './certificates/authorities.ts';
import type { Budget } from './budget.ts';
import { judge, type Judged } from './certificates/chain.ts';
import { Issuers } from './certificates/issuers.ts';

const maxKept = 100;
/** Bytes. */
const maxFileLength = 65_536;
const maxInFile = 8;
const restMs = 60_000;

/** `unknown`: it cannot be had, or nothing known vouches for it; whether PayPal signed with it is PayPal's to say. */
export type Found = KeyObject | 'bad' | 'unknown';

/** All in PEM. */
export interface Authorities {
  readonly roots: readonly string[];
  readonly intermediates: readonly string[];
}

const pemOf = ({ pem }: { readonly pem: string }) => pem;
const shipped: Authorities = { roots: roots.map(pemOf), intermediates: intermediates.map(pemOf) };

/** The keys that PayPal signs events with, by the address of their certificates, in this process only. */
export class Certificates {
  readonly #kept = new Map<string, Exclude<Judged, { verdict: 'bad' }> & { readonly until: Date }>();
  readonly #underWay = new Map<string, Promise<Judged>>();
  readonly #issuers: Issuers;
  readonly #intermediates: readonly X509Certificate[];
  #roots: Promise<readonly X509Certificate[]> | undefined;

  constructor(
    private readonly runtime: GatewayRuntime,
    private readonly budget: Budget,
    private readonly authorities: Authorities = shipped,
  ) {
    this.#issuers = new Issuers(runtime);
    this.#intermediates = authorities.intermediates.map((pem) => new X509Certificate(pem));
  }

  /** The address must have been checked before. Throws `unavailable` where too many asked for others lately. */
  async find(url: string): Promise<Found> {
    const now = this.runtime.now();
    const kept = this.#kept.get(url);
    const isKept = kept && kept.until >= now;
    const judged = isKept ? kept : await (this.#underWay.get(url) ?? this.#fetch(url, now));
    return judged.verdict === 'trusted' ? judged.key : judged.verdict;
  }

  /** One fetch for all who wait. */
  #fetch(url: string, now: Date): Promise<Judged> {
    this.budget.spend();
    const fetched = this.#judged(url, now).then((judged) => {
      if (judged.verdict === 'trusted') this.#keep(url, judged);
      // Each of its events costs a question to PayPal already. A sandbox that starts beside us is there a moment later.
      if (judged.verdict === 'unknown' && this.runtime.sandboxUrl === undefined)
        this.#keep(url, { ...judged, until: new Date(now.getTime() + restMs) });
      return judged;
    });
    this.#underWay.set(url, fetched);
    return fetched.finally(() => this.#underWay.delete(url));
  }

  #keep(url: string, judged: Exclude<Judged, { verdict: 'bad' }> & { readonly until: Date }): void {
    this.#kept.delete(url);
    this.#kept.set(url, judged);
    if (this.#kept.size <= maxKept) return;
    // Anybody can name addresses of which nothing is known: those give way first.
    const unknown = [...this.#kept].find(([, { verdict }]) => verdict === 'unknown')?.[0];
    const [oldest] = this.#kept.keys();
    this.#kept.delete(unknown ?? oldest ?? url);
  }

  async #judged(url: string, now: Date): Promise<Judged> {
    const { pem, isMissing } = await this.#read(url);
    if (isMissing) return { verdict: 'bad', reason: 'no such certificate' };
    const [leaf, ...others] = certificatesIn(pem) ?? [];
    if (!leaf) return { verdict: 'unknown' };
    const known = [...others, ...this.#intermediates];
    const trusted = await this.#trusts();
    const judged = judge([leaf, ...known], trusted, now);
    if (judged.verdict !== 'unknown') return judged;
    const issuer = await this.#issuers.find(leaf, known, trusted);
    return issuer ? judge([leaf, ...known, issuer], trusted, now) : judged;
  }

  /** Empty where PayPal does not answer now. */
  async #read(url: string): Promise<{ pem: string; isMissing: boolean }> {
    const answer = await this.runtime
      .fetch(url, { timeoutMs: 5_000, maxBytes: maxFileLength })
      // Nothing is lost: PayPal is asked another way, and the failure of that is logged.
      .catch(() => undefined);
    const isWhole = answer?.status === 200 && !answer.truncated;
    return { pem: isWhole ? answer.text() : '', isMissing: answer?.status === 404 || answer?.status === 410 };
  }

  /** In the demo also the sandbox's own root, which it makes itself. */
  async #trusts(): Promise<readonly X509Certificate[]> {
    this.#roots ??= this.#readRoots();
    const known = await this.#roots;
    const isIncomplete = known.length === this.authorities.roots.length;
    if (this.runtime.sandboxUrl !== undefined && isIncomplete) this.#roots = undefined;
    return known;
  }

  async #readRoots(): Promise<readonly X509Certificate[]> {
    const { sandboxUrl } = this.runtime;
    const { pem } = sandboxUrl === undefined ? { pem: '' } : await this.#read(`${sandboxUrl}/paypal/root.pem`);
    return [...this.authorities.roots.map((root) => new X509Certificate(root)), ...(certificatesIn(pem) ?? [])];
  }
}

/** Undefined where one cannot be read. */
function certificatesIn(text: string): X509Certificate[] | undefined {
  const pems = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    return pems.slice(0, maxInFile).map((pem) => new X509Certificate(pem));
  } catch {
    // Whatever OpenSSL has against it.
    return undefined;
  }
}
