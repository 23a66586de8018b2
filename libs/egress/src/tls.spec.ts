import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { listen, listenHttp, type LocalServer } from './fixtures/local-server.ts';
import { createSafeFetch, type SafeFetch } from './safe-fetch.ts';

// Self-signed for the name shop.test and for 127.0.0.1.
const cert = readFileSync(new URL('./fixtures/shop.test-cert.pem', import.meta.url), 'utf8');
const key = readFileSync(new URL('./fixtures/shop.test-key.pem', import.meta.url), 'utf8');
const allow = ['127.0.0.0/8'];
const lookup = () => Promise.resolve(['127.0.0.1']);

let server: LocalServer;
let safeFetch: SafeFetch;
let requests = 0;

beforeAll(async () => {
  const https = createServer({ cert, key }, (request, response) => {
    requests += 1;
    response.end(String((request.socket as TLSSocket & { servername: string | false }).servername));
  });
  server = await listen(https, '127.0.0.1');
});

afterAll(() => server.stop());
beforeEach(() => {
  requests = 0;
});
afterEach(() => safeFetch.close());

it('refuses a certificate that no trusted root signed', async () => {
  safeFetch = createSafeFetch({ allow, lookup });
  await expect(safeFetch(`https://shop.test:${server.port}/`)).rejects.toMatchObject({ reason: 'tls' });
  expect(requests).toBe(0);
});

it('proves the name of the URL, not the address that was dialled', async () => {
  safeFetch = createSafeFetch({ allow, lookup, ca: cert });
  expect((await safeFetch(`https://shop.test:${server.port}/`)).text()).toBe('shop.test');
  await expect(safeFetch(`https://other.test:${server.port}/`)).rejects.toMatchObject({ reason: 'tls' });
  expect(requests).toBe(1);
});

it('proves an address that stands in the URL', async () => {
  safeFetch = createSafeFetch({ allow, ca: cert });
  expect((await safeFetch(`https://127.0.0.1:${server.port}/`)).status).toBe(200);
  await expect(safeFetch(`https://localhost:${server.port}/`)).rejects.toMatchObject({ reason: 'tls' });
});

it('names a peer that does not speak TLS', async () => {
  const plain = await listenHttp((_request, response) => response.end());
  safeFetch = createSafeFetch({ allow });
  await expect(safeFetch(`https://127.0.0.1:${plain.port}/`)).rejects.toMatchObject({ reason: 'tls' });
  await plain.stop();
});
