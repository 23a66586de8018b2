import { createHash, generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** What the sandbox signs its events with, in PEM. */
export interface Keys {
  readonly root: string;
  /** Issued the certificate by the root's leave. PayPal serves it nowhere; the certificate says where it stands. */
  readonly issuer: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly certificateId: string;
  readonly issuerUrl: string;
}

const { pki, md } = forge;

function keyPair() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

interface Certified {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: string;
  readonly signingKey: string;
  readonly isIssuer: boolean;
  readonly issuerUrl?: string;
}

function certify({ subject, issuer, publicKey, signingKey, isIssuer, issuerUrl }: Certified): string {
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${createHash('sha256').update(publicKey).digest('hex').slice(0, 30)}`;
  certificate.validity.notBefore = new Date('2020-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2049-12-31T23:59:59Z');
  certificate.setSubject([{ name: 'commonName', value: subject }]);
  certificate.setIssuer([{ name: 'commonName', value: issuer }]);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: isIssuer, critical: true },
    { name: 'keyUsage', critical: true, ...(isIssuer ? { keyCertSign: true } : { digitalSignature: true }) },
    ...(issuerUrl === undefined ? [] : [issuerAccess(issuerUrl)]),
  ]);
  certificate.sign(pki.privateKeyFromPem(signingKey), md.sha256.create());
  return pki.certificateToPem(certificate);
}

/** RFC 5280 §4.2.2.1: an access description of the method id-ad-caIssuers. */
function issuerAccess(url: string) {
  const { asn1 } = forge;
  const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
  const uri = 6;
  const description = asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [
    asn1.create(UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer('1.3.6.1.5.5.7.48.2').getBytes()),
    asn1.create(CONTEXT_SPECIFIC, uri, false, url),
  ]);
  return { id: '1.3.6.1.5.5.7.1.1', value: asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [description]) };
}

const names = {
  root: 'PayCore sandbox root',
  issuer: 'PayCore sandbox issuer',
  certificate: 'messageverificationcerts.sandbox.paypal.com',
} as const;

// Making keys takes a moment: the same do for all sandboxes of a process.
let made: Record<keyof typeof names, ReturnType<typeof keyPair>> | undefined;

// From the same keys the same certificates come each time, and signing them in JavaScript takes tens of milliseconds.
const issuedAt = new Map<string, Keys>();

/** A root of the sandbox's own, an issuer below it, and a certificate that bears the kind of name that PayPal's have. */
export function makeKeys(issuerUrl: string): Keys {
  const keys = issuedAt.get(issuerUrl) ?? certified(issuerUrl);
  issuedAt.set(issuerUrl, keys);
  return keys;
}

function certified(issuerUrl: string): Keys {
  const pairs = (made ??= { root: keyPair(), issuer: keyPair(), certificate: keyPair() });
  const issued = (name: keyof typeof names, by: keyof typeof names) =>
    certify({
      subject: names[name],
      issuer: names[by],
      publicKey: pairs[name].publicKey,
      signingKey: pairs[by].privateKey,
      isIssuer: name !== 'certificate',
      ...(name === 'certificate' && { issuerUrl }),
    });
  const certificate = issued('certificate', 'issuer');
  const certificateId = `CERT-${createHash('sha256').update(certificate).digest('hex').slice(0, 24)}`;
  const { privateKey } = pairs.certificate;
  const [root, issuer] = [issued('root', 'root'), issued('issuer', 'root')];
  return { root, issuer, certificate, privateKey, certificateId, issuerUrl };
}
