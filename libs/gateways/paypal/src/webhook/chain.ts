import type { KeyObject, X509Certificate } from 'node:crypto';

export type Judged =
  | { readonly verdict: 'trusted'; readonly key: KeyObject; readonly until: Date }
  /** It can say nothing, whatever it signed. */
  | { readonly verdict: 'bad'; readonly reason: string }
  /** Its issuer is not among those given: nothing is known of it. */
  | { readonly verdict: 'unknown' };

const smallestKeyBits = 2048;

/**
 * Judges the certificate that stands first, with the intermediate ones that came along and the roots that are trusted.
 * Not looked at: revocation, and limits that an issuer set to names and to the length of the path.
 */
export function judge(chain: readonly X509Certificate[], roots: readonly X509Certificate[], now: Date): Judged {
  const [leaf, ...others] = chain;
  if (!leaf) return { verdict: 'unknown' };
  const path = pathOf(leaf, others, roots);
  const reason = faultOf(leaf, path ?? [leaf], now);
  if (reason !== undefined) return { verdict: 'bad', reason };
  if (!path) return { verdict: 'unknown' };
  const until = Math.min(...path.map(({ validTo }) => Date.parse(validTo)));
  return { verdict: 'trusted', key: leaf.publicKey, until: new Date(until) };
}

function faultOf(leaf: X509Certificate, path: readonly X509Certificate[], now: Date): string | undefined {
  if (!isPayPals(leaf)) return 'common name';
  if (leaf.ca) return 'an issuer’s certificate';
  const { asymmetricKeyType, asymmetricKeyDetails } = leaf.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < smallestKeyBits) return 'key';
  const isValid = ({ validFrom, validTo }: X509Certificate) =>
    Date.parse(validFrom) <= +now && +now <= Date.parse(validTo);
  return path.every(isValid) ? undefined : 'dates';
}

/** One common name, and PayPal's: `paypal.com` or a name below it. */
function isPayPals(leaf: X509Certificate): boolean {
  // Typed as one text, though a subject may have several.
  const name: unknown = leaf.toLegacyObject().subject?.CN;
  return typeof name === 'string' && /^([a-z0-9-]+\.)*paypal\.com$/i.test(name);
}

/** From the leaf to a root, or undefined. */
function pathOf(
  from: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): readonly X509Certificate[] | undefined {
  const root = roots.find((issuer) => isIssued(from, issuer));
  if (root) return [from, root];
  for (const issuer of others) {
    if (!issuer.ca || !isIssued(from, issuer)) continue;
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
