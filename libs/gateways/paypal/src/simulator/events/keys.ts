import { createHash, generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** What the sandbox signs its events with, in PEM. */
export interface Keys {
  readonly root: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly certificateId: string;
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
}

function certify({ subject, issuer, publicKey, signingKey, isIssuer }: Certified): string {
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
  ]);
  certificate.sign(pki.privateKeyFromPem(signingKey), md.sha256.create());
  return pki.certificateToPem(certificate);
}

/** A root of the sandbox's own, and a certificate that bears the kind of name that PayPal's have. */
export function makeKeys(): Keys {
  const [issuer, subject] = ['PayCore sandbox root', 'messageverificationcerts.sandbox.paypal.com'];
  const [rootPair, pair] = [keyPair(), keyPair()];
  const signingKey = rootPair.privateKey;
  const root = certify({ subject: issuer, issuer, publicKey: rootPair.publicKey, signingKey, isIssuer: true });
  const certificate = certify({ subject, issuer, publicKey: pair.publicKey, signingKey, isIssuer: false });
  const certificateId = `CERT-${createHash('sha256').update(certificate).digest('hex').slice(0, 24)}`;
  return { root, certificate, privateKey: pair.privateKey, certificateId };
}
