import type { KeyObject, X509Certificate } from 'node:crypto';

export type Judged =
  | { readonly verdict: 'trusted'; readonly key: KeyObject; readonly until: Date }
  /** It can say nothing, whatever it signed. */
  | { readonly verdict: 'bad'; readonly reason: string }
  /** No issuer that is known and valid now leads to a root: nothing is known of it. */
  | { readonly verdict: 'unknown' };

const smallestKeyBits = 2048;

/**
 * Judges the certificate that stands first, with the intermediate ones that came along and the roots that are trusted.
 * Not looked at: revocation, and limits that an issuer set to names and to the length of the path.
 */
export function judge(chain: readonly X509Certificate[], roots: readonly X509Certificate[], now: Date): Judged {
  const [leaf, ...others] = chain;
  if (!leaf) return { verdict: 'unknown' };
  const reason = faultOf(leaf, now);
  if (reason !== undefined) return { verdict: 'bad', reason };
  const path = pathToRoot(leaf, others, roots, now);
  if (!path) return { verdict: 'unknown' };
  const until = Math.min(...path.map(({ validTo }) => Date.parse(validTo)));
  return { verdict: 'trusted', key: leaf.publicKey, until: new Date(until) };
}

/** Whether it may issue certificates, by a root's leave. */
export const isAuthority = (
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: Date,
): boolean => certificate.ca && pathToRoot(certificate, others, roots, now) !== undefined;

/** From the certificate to a root, all issuers valid now, or undefined. */
function pathToRoot(
  from: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: Date,
): readonly X509Certificate[] | undefined {
  const isUsable = (issuer: X509Certificate) => issuer.ca && isValidAt(issuer, now);
  return isValidAt(from, now) ? pathOf(from, others.filter(isUsable), roots.filter(isUsable)) : undefined;
}

function faultOf(leaf: X509Certificate, now: Date): string | undefined {
  if (!isPayPals(leaf)) return 'common name';
  if (leaf.ca) return 'an issuer’s certificate';
  const { asymmetricKeyType, asymmetricKeyDetails } = leaf.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < smallestKeyBits) return 'key';
  return isValidAt(leaf, now) ? undefined : 'dates';
}

const isValidAt = ({ validFrom, validTo }: X509Certificate, now: Date): boolean =>
  Date.parse(validFrom) <= +now && +now <= Date.parse(validTo);

/** One common name, and PayPal's: `paypal.com` or a name below it. */
function isPayPals(leaf: X509Certificate): boolean {
  // Typed as one text, though a subject may have several.
  const name: unknown = leaf.toLegacyObject().subject?.CN;
  return typeof name === 'string' && /^([a-z0-9-]+\.)*paypal\.com$/i.test(name);
}

function pathOf(
  from: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): readonly X509Certificate[] | undefined {
  const root = roots.find((issuer) => isIssued(from, issuer));
  if (root) return [from, root];
  for (const issuer of others) {
    if (!isIssued(from, issuer)) continue;
    const rest = pathOf(
      issuer,
      others.filter((other) => other !== issuer),
      roots,
    );
    if (rest) return [from, ...rest];
  }
  return undefined;
}

const isIssued = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
