import type { Socket } from 'node:net';
import type { EgressReason } from './errors.ts';
import type { SafeRequest } from './exchange.ts';
import { listenHttp } from './fixtures/local-server.ts';
import { at, closeAll, deferred, heldUp, http, open, raw, reasonOf } from './fixtures/outgoing.ts';

afterEach(closeAll);

describe('the deadline', () => {
  const quick = { timeoutMs: 100 };
  const drip = (first: string) =>
    raw((socket) => {
      socket.write(first);
      const timer = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => {
        clearInterval(timer);
      });
    });

  it('ends a peer that says nothing', async () => {
    expect(await reasonOf(open(quick)(at(await raw(() => undefined))))).toBe('timeout');
  });

  it('ends headers that drip', async () => {
    expect(await reasonOf(open(quick)(at(await drip('HTTP/1.1 200 OK\r\nx-slow: '))))).toBe('timeout');
  });

  it.each(['error', 'truncate'] as const)('ends a body that drips (%s)', async (onTooLarge) => {
    const server = await drip('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
    expect(await reasonOf(open({ ...quick, onTooLarge })(at(server)))).toBe('timeout');
  });

  it('ends a TLS handshake that does not come', async () => {
    const server = await raw(() => undefined);
    expect(await reasonOf(open(quick)(`https://127.0.0.1:${server.port}/`))).toBe('timeout');
  });

  it('ends the wait for a name', async () => {
    const lookup = () => new Promise<string[]>(() => undefined);
    expect(await reasonOf(open({ ...quick, lookup })('http://shop.example/'))).toBe('timeout');
  });

  it('takes an answer that came while the process was held up', async () => {
    const answer = await open({ timeoutMs: 1_000 })(at(await heldUp()));
    expect(answer.text()).toBe('in time');
  });

  it('is also set per request, and closes the connection', async () => {
    const closed = deferred();
    const server = await raw((socket) => socket.on('close', closed.resolve).resume());
    expect(await reasonOf(open()(at(server), quick))).toBe('timeout');
    await closed.promise;
  });
});

describe('a fault', () => {
  it.each<[string, EgressReason, (socket: Socket) => void]>([
    ['a reset', 'reset', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['an end without an answer', 'reset', (socket) => socket.once('data', () => socket.end())],
    [
      'a body that breaks off',
      'reset',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf')),
    ],
    ['an answer that is not HTTP', 'other', (socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'))],
  ])('by %s is named', async (_name, reason, onSocket) => {
    expect(await reasonOf(open()(at(await raw(onSocket)), { method: 'POST', body: 'a' }))).toBe(reason);
  });

  it('by a closed port is named, and the cause is kept', async () => {
    const server = await listenHttp(() => undefined);
    await server.stop();
    const answer = open()(at(server));
    expect(await reasonOf(answer)).toBe('refused');
    await expect(answer).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' }, host: `127.0.0.1:${server.port}` });
  });

  it.each([
    () => Promise.resolve([]),
    () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
  ])('by a name without address is named (%#)', async (lookup) => {
    expect(await reasonOf(open({ lookup })('http://shop.example/pay?secret=canary'))).toBe('dns');
  });

  it.each<[string, EgressReason]>([
    ['ftp://shop.example/pay?secret=canary', 'bad_url'],
    ['file:///pay/canary', 'bad_url'],
    ['/pay?secret=canary', 'bad_url'],
    ['http://canary:canary@shop.example/', 'bad_url'],
  ])('by the URL %s is named', async (url, reason) => {
    expect(await reasonOf(open()(url))).toBe(reason);
  });

  it.each<SafeRequest>([
    { headers: { Host: 'other.example' } },
    { headers: { 'x-a': 'b\r\nx-injected: 1' } },
    { headers: { 'transfer-encoding': 'chunked' } },
    { method: 'GET / HTTP/1.1\r\nx:' },
  ])('by the request %j is named, and nothing is sent', async (request) => {
    const server = await http((_request, response) => response.end());
    expect(await reasonOf(open()(at(server), request))).toBe('other');
    expect(server.connections()).toBe(0);
  });

  it('does not spoil the next request', async () => {
    let broken = true;
    const server = await http((request, response) => (broken ? request.socket.destroy() : response.end('ok')));
    const safeFetch = open();
    expect(await reasonOf(safeFetch(at(server)))).toBe('reset');
    broken = false;
    expect((await safeFetch(at(server))).text()).toBe('ok');
  });
});

describe('an answer', () => {
  it('is the last one of several, of which the others are only hints', async () => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
    const server = await raw((socket) =>
      socket.once('data', () => socket.end(`${hints}HTTP/1.1 201 Created\r\ncontent-length: 2\r\nx-a: 1\r\n\r\nok`)),
    );
    const { status, headers, text } = await open()(at(server));
    expect({ status, headers, body: text() }).toEqual({
      status: 201,
      headers: { 'content-length': '2', 'x-a': '1' },
      body: 'ok',
    });
  });
});

describe('the caller', () => {
  it('may abort while the peer works', async () => {
    const stop = new AbortController();
    const server = await http(() => {
      stop.abort(new Error('shutting down'));
    });
    const answer = open()(at(server), { signal: stop.signal });
    expect(await reasonOf(answer)).toBe('aborted');
    await expect(answer).rejects.toMatchObject({ cause: { message: 'shutting down' } });
  });

  it('may have aborted before: nothing is dialled', async () => {
    const server = await http((_request, response) => response.end());
    expect(await reasonOf(open()(at(server), { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(server.connections()).toBe(0);
  });
});
