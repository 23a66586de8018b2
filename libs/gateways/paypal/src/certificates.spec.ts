import type { GatewayRuntime } from '@paycore/core';
import { FakeFetch, type Answerer } from '@paycore/testing';
import { X509Certificate } from 'node:crypto';
import { captureRecording, reversalRecording, simulatorWebhookId } from './fixtures/recordings.ts';
import { certify, derOf, issuer, issuerAddress, lonely, root, signer, strangerRoot } from './fixtures/pki.ts';
import { intermediates, roots } from './certificates/authorities.ts';
import { Budget } from './budget.ts';
import { Certificates, type Authorities } from './certificates.ts';
import { issuerUrl } from './certificates/issuers.ts';
import { isSigned } from './sign.ts';

const address = 'https://api.paypal.com/v1/notifications/certs/CERT-1';

interface Bench {
  readonly file?: string;
  readonly issued?: Answerer;
  readonly at?: string;
  readonly authorities?: Authorities;
}

function bench({ file = lonely.pem, issued, at = '2026-06-22T04:00:00Z', authorities }: Bench = {}) {
  let now = new Date(at);
  const serve: Answerer = (call) => {
    if (!call.url.startsWith('http://cacerts.')) return new Response(file);
    return issued ? issued(call) : new Response(Buffer.from(derOf(issuer)));
  };
  const fake = new FakeFetch(serve);
  const runtime: GatewayRuntime = { fetch: fake.fetch, now: () => now };
  const certificates = new Certificates(
    runtime,
    new Budget(runtime),
    authorities ?? { roots: [root.pem], intermediates: [] },
  );
  const urls = () => fake.calls.map(({ url }) => url);
  const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  return { certificates, fake, urls, later };
}

const isKey = (found: unknown) => typeof found === 'object';

describe('what PayCore brings along', () => {
  it.each([...roots, ...intermediates])('$name is what its fingerprint says, and an issuer', ({ name, ...shipped }) => {
    const certificate = new X509Certificate(shipped.pem);
    expect(certificate.fingerprint256).toBe(shipped.fingerprint);
    expect(certificate.subject.split('\n')).toContain(`CN=${name}`);
    expect(certificate.ca).toBe(true);
  });
});

describe.each([
  ['of 2025', captureRecording],
  ['of 2024', reversalRecording],
])("an event of PayPal's own simulator, recorded %s", (_, recording) => {
  it('is proven by the one certificate of its file, and by no call', async () => {
    const fake = new FakeFetch(() => new Response(recording.certificate));
    const runtime: GatewayRuntime = { fetch: fake.fetch, now: () => new Date(recording.time) };
    const certificates = new Certificates(runtime, new Budget(runtime));
    const key = await certificates.find(recording.certificateUrl);
    if (typeof key === 'string') throw new Error(key);
    const body = Buffer.from(recording.body);
    expect(isSigned(recording, simulatorWebhookId, body, key)).toBe(true);
    expect(isSigned(recording, simulatorWebhookId, Buffer.from(`${recording.body} `), key)).toBe(false);
    expect(fake.calls).toHaveLength(1);
  });

  it('is signed by a certificate that names a place for its issuer which we know', () => {
    expect(issuerUrl(new X509Certificate(recording.certificate), {})).toBe(
      'http://cacerts.digicert.com/DigiCertSHA2ExtendedValidationServerCA.crt',
    );
  });
});

describe('a missing issuer', () => {
  it('is fetched from where the certificate says, in DER, and kept with the key', async () => {
    const { certificates, fake, urls } = bench();
    expect(isKey(await certificates.find(address))).toBe(true);
    expect(isKey(await certificates.find(address))).toBe(true);
    expect(urls()).toEqual([address, issuerAddress]);
    expect(fake.calls[1]?.init).toEqual({ timeoutMs: 5_000, maxBytes: 8_192 });
  });

  it('serves other certificates of the same issuer', async () => {
    const { certificates, urls } = bench();
    await Promise.all(['-2', '-3', '-4'].map((more) => certificates.find(address + more)));
    expect(isKey(await certificates.find(`${address}-5`))).toBe(true);
    expect(urls().filter((url) => url === issuerAddress)).toHaveLength(1);
  });

  it('is not fetched where PayCore ships it, or the file holds it', async () => {
    const authorities = { roots: [root.pem], intermediates: [issuer.pem] };
    for (const each of [bench({ authorities }), bench({ file: `${lonely.pem}\n${issuer.pem}` })]) {
      expect(isKey(await each.certificates.find(address))).toBe(true);
      expect(each.urls()).toEqual([address]);
    }
  });

  const noIssuer = certify({ name: 'Test Issuer', pair: issuer.pair, by: root });
  const strangers = certify({ name: 'Test Issuer', pair: issuer.pair, by: strangerRoot, isIssuer: true });
  const ended = certify({
    name: 'Test Issuer',
    pair: issuer.pair,
    by: root,
    isIssuer: true,
    to: '2026-06-01T00:00:00Z',
  });
  const der = (certificate: typeof issuer) => () => new Response(Buffer.from(derOf(certificate)));
  const refused: [string, Answerer][] = [
    ['cannot be had', () => Promise.reject(new Error('socket hang up'))],
    ['is redirected', () => new Response('', { status: 302, headers: { location: issuerAddress } })],
    ['is not found', () => new Response('', { status: 404 })],
    ['is no certificate', () => new Response('<html>')],
    ['is over 8 kB', () => new Response(Buffer.concat([derOf(issuer), Buffer.alloc(8_192)]))],
    ['is no issuer', der(noIssuer)],
    ["is a stranger's", der(strangers)],
    ['is another issuer', der(strangerRoot)],
    ['has ended', der(ended)],
    ['is the root itself', der(root)],
  ];

  it.each(refused)('that %s leaves the certificate unknown, and is tried once a minute', async (_, issued) => {
    const { certificates, urls, later } = bench({ issued });
    for (const more of ['', '-2', '-3']) expect(await certificates.find(address + more)).toBe('unknown');
    expect(urls().filter((url) => url === issuerAddress)).toHaveLength(1);
    later(61);
    await certificates.find(address);
    expect(urls().filter((url) => url === issuerAddress)).toHaveLength(2);
  });

  it('is not looked for where the certificate is bad itself', async () => {
    const file = certify({ name: 'evil.test', pair: signer.pair, by: issuer, issuerUrl: issuerAddress }).pem;
    const { certificates, urls } = bench({ file });
    expect(await certificates.find(address)).toBe('bad');
    expect(urls()).toEqual([address]);
  });

  it.each([
    'http://cacerts.digicert.com:8080/a.crt',
    'http://cacerts.digicert.com:443/a.crt',
    'https://cacerts.digicert.com.evil.test/a.crt',
    'http://evil.test/cacerts.digicert.com/a.crt',
    'http://cacerts.digicert.com@evil.test/a.crt',
    'http://user@cacerts.digicert.com/a.crt',
    'http://CACERTS.digicert.com/a.crt',
    'http://cacerts.digicert.com./a.crt',
    'http://cacerts.digicert.com/../a.crt',
    'http://cacerts.digicert.com/a.crt?x=1',
    'ftp://cacerts.digicert.com/a.crt',
    'ldap://cacerts.digicert.com/a.crt',
    'http://127.0.0.1/a.crt',
    'http://169.254.169.254/latest/meta-data',
  ])('is not fetched from %s', async (url) => {
    const file = certify({ pair: signer.pair, by: issuer, issuerUrl: url }).pem;
    const { certificates, urls } = bench({ file });
    expect(await certificates.find(address)).toBe('unknown');
    expect(urls()).toEqual([address]);
  });

  it('may stand at https, and at the sandbox in the demo', () => {
    const at = (url: string) => ({ infoAccess: `OCSP - URI:http://ocsp.digicert.com\nCA Issuers - URI:${url}\n` });
    const https = 'https://cacerts.digicert.com/a.crt';
    expect(issuerUrl(at(https), {})).toBe(https);
    const sandbox = 'http://127.0.0.1:4003/paypal/issuer.crt';
    expect(issuerUrl(at(sandbox), { sandboxUrl: 'http://127.0.0.1:4003' })).toBe(sandbox);
    expect(issuerUrl(at(sandbox), { sandboxUrl: 'http://127.0.0.1:4004' })).toBeUndefined();
  });
});

it('a certificate of which nothing is known is fetched once a minute, not for each of its events', async () => {
  const { certificates, urls, later } = bench({ file: signer.pem });
  for (let events = 0; events < 10; events += 1) expect(await certificates.find(address)).toBe('unknown');
  expect(urls()).toEqual([address]);
  later(61);
  await certificates.find(address);
  expect(urls()).toHaveLength(2);
});

it('addresses of which nothing is known do not crowd out a known key', async () => {
  const { certificates, fake, urls } = bench();
  await certificates.find(address);
  fake.answer = () => new Response('none');
  for (let at = 0; at < 200; at += 1) await certificates.find(`${address}-${at}`);
  const calls = urls().length;
  expect(isKey(await certificates.find(address))).toBe(true);
  expect(urls()).toHaveLength(calls);
});
