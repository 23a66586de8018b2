import { createMetrics } from '@paycore/monitoring';
import { fakeLog } from '@paycore/testing';
import { rawBody } from './body/raw-body.ts';
import { sendData } from './envelope.ts';
import { errorIn, Wire } from './serve/fixtures/wire.ts';
import { serve } from './serve/serve.ts';
import { shell } from './shell.ts';

let served: Awaited<ReturnType<typeof serve>>;
const log = fakeLog();

beforeAll(async () => {
  const app = shell({
    ...{ name: 'api', log, metrics: createMetrics(), ready: async () => true },
    routes(app) {
      app.post('/', rawBody(), (req, res) => sendData(res, { size: (req.body as Buffer).length }, 'Taken'));
    },
  });
  served = await serve(app, { name: 'api', port: 0, host: '127.0.0.1', log, onStop: async () => undefined });
});
afterAll(() => served.stop());

const ask = async (...lines: readonly string[]) => (await Wire.to(served.url)).ask(...lines);
const refusal = { status: 400, code: 'BAD_REQUEST' };

describe('a request', () => {
  it('without a Host is refused in the envelope', async () => {
    const text = await ask('GET /healthz HTTP/1.1');
    expect(errorIn(text)).toEqual(refusal);
    expect(text).toMatch(/^Connection: close\r$/m);
    expect(text).toMatch(/^X-Request-Id: /m);
  });

  it.each([
    ['two', 'Host: pay.example\r\nHost: pay.example'],
    ['two, of which one is in small letters,', 'Host: pay.example\r\nhost: evil.example'],
    ['a path in its', 'Host: pay.example/x'],
    ['a user in its', 'Host: me@pay.example'],
    ['a list in its', 'Host: pay.example evil.example'],
    ['no port in its', 'Host: pay.example:http'],
  ])('with %s Host is refused', async (_what, host) => {
    expect(errorIn(await ask('GET /healthz HTTP/1.1', host))).toEqual(refusal);
  });

  it.each(['pay.example', 'pay.example:8080', '127.0.0.1:4000', '[::1]:4000', 'shop_1.internal', ''])(
    'with the Host "%s" is served',
    async (host) => {
      const text = await ask('GET /healthz HTTP/1.1', `Host: ${host}`, 'Connection: close');
      expect(text).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  it('of HTTP/1.0 needs no Host, as balancers ask whether we are ready', async () => {
    expect(await ask('GET /readyz HTTP/1.0')).toMatch(/^HTTP\/1\.1 200 /);
    expect(errorIn(await ask('GET /readyz HTTP/1.0', 'Host: a', 'Host: b'))).toEqual(refusal);
  });

  it.each(['x', '200-ok', '100-continue, x'])('that expects %s gets 417 in the envelope', async (expected) => {
    const text = await ask('POST / HTTP/1.1', 'Host: x', `Expect: ${expected}`, 'Content-Length: 0');
    expect(text).toContain('HTTP/1.1 417 Expectation Failed');
    expect(text).toContain('"error_code":"EXPECTATION_FAILED"');
  });

  it('that expects 100-continue is told to go on', async () => {
    const wire = await Wire.to(served.url);
    const head = ['POST / HTTP/1.1', 'Host: x', 'Expect: 100-Continue', 'Content-Length: 3', 'Connection: close'];
    const text = await wire.ask(...head, '', 'abc');
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  });

  it('that is refused leaves its line in the log and is counted', async () => {
    log.lines.length = 0;
    await ask('GET /healthz HTTP/1.1');
    expect(log.lines).toMatchObject([
      { message: 'Request refused', detail: { status: 400, code: 'BAD_REQUEST' } },
      { message: 'Request', detail: { url: '/healthz', status: 400 } },
    ]);
  });
});

describe('a body that is too large', () => {
  const size = 65_537;
  const head = (length: string) => ['POST / HTTP/1.1', 'Host: x', length].join('\r\n');

  it.each([
    ['said beforehand', `${head(`Content-Length: ${size}`)}\r\n\r\n${'x'.repeat(size)}`],
    ['of no stated size', `${head('Transfer-Encoding: chunked')}\r\n\r\n10001\r\n${'x'.repeat(size)}\r\n0\r\n\r\n`],
  ])('ends its connection with the answer: %s', async (_what, request) => {
    const wire = await Wire.to(served.url);
    wire.socket.write(request);
    const text = await wire.rest();
    expect(errorIn(text)).toEqual({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    expect(text).toMatch(/^Connection: close\r$/m);
  });

  it('gets its answer though its sender goes on, and is cut off within two seconds', async () => {
    const wire = await Wire.to(served.url);
    wire.socket.write(`${head('Content-Length: 1000000000')}\r\n\r\n`);
    const since = performance.now();
    const block = Buffer.alloc(16_384);
    const sending = setInterval(() => wire.socket.write(block), 5);
    const text = await wire.rest();
    clearInterval(sending);
    expect(errorIn(text)).toEqual({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    expect(performance.now() - since).toBeLessThan(2_000);
  });
});
