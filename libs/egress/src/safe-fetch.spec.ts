import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { at, closeAll, deferred, http, open, raw, reasonOf } from './fixtures/outgoing.ts';

afterEach(closeAll);

describe('an answer', () => {
  it('carries status, headers and bytes, and the request arrives as given', async () => {
    let seen: unknown;
    const server = await http((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method, url, headers } = request;
        seen = [method, url, headers['content-type'], headers['accept-encoding'], headers.host, body];
        response.writeHead(201, { 'X-Answer': ['a', 'b'] }).end('付款');
      });
    });
    const headers = { 'Content-Type': 'application/json', 'Accept-Encoding': 'gzip' };
    const answer = await open()(at(server), { method: 'POST', headers, body: '{"a":1}' });
    expect([answer.status, answer.headers['x-answer'], answer.text(), answer.truncated]).toEqual([
      201,
      'a, b',
      '付款',
      false,
    ]);
    expect(answer.body).toEqual(new TextEncoder().encode('付款'));
    expect(seen).toEqual([
      'POST',
      '/pay?secret=canary',
      'application/json',
      'identity',
      `127.0.0.1:${server.port}`,
      '{"a":1}',
    ]);
  });

  it('may be an HTTP error', async () => {
    const server = await http((_request, response) => response.writeHead(500).end('broken'));
    expect((await open()(at(server))).status).toBe(500);
  });

  it('is not decompressed', async () => {
    const packed = gzipSync('0'.repeat(10_000));
    const server = await http((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    );
    expect(Buffer.from((await open()(at(server))).body)).toEqual(packed);
  });

  it('leaves its connection to the next request', async () => {
    const server = await http((_request, response) => response.end('ok'));
    const safeFetch = open();
    for (let n = 0; n < 20; n += 1) {
      await safeFetch(at(server));
      // undici takes a socket back one turn of the event loop after its answer.
      await setImmediate();
    }
    expect(server.connections()).toBe(1);
  });

  it('comes to each of 200 requests at once, over a bounded number of connections', async () => {
    const server = await http((request, response) => response.end(request.url));
    const safeFetch = open();
    const paths = Array.from({ length: 200 }, (_, n) => `/${n}`);
    const answers = await Promise.all(paths.map((path) => safeFetch(`http://127.0.0.1:${server.port}${path}`)));
    expect(answers.map((answer) => answer.text())).toEqual(paths);
    expect(server.connections()).toBeLessThanOrEqual(64);
  });
});

describe('a long body', () => {
  const long = (length: number) => http((_request, response) => response.end(Buffer.alloc(length, 'x')));

  it('is cut at the cap and marked', async () => {
    const answer = await open({ maxBytes: 20_000, onTooLarge: 'truncate' })(at(await long(10_000_000)));
    expect([answer.status, answer.body.byteLength, answer.truncated]).toEqual([200, 20_000, true]);
  });

  it('is whole at the very cap', async () => {
    const answer = await open({ maxBytes: 20_000 })(at(await long(20_000)));
    expect([answer.body.byteLength, answer.truncated]).toEqual([20_000, false]);
  });

  it('is an error by default', async () => {
    expect(await reasonOf(open({ maxBytes: 20_000 })(at(await long(20_001))))).toBe('too_large');
    expect(await reasonOf(open()(at(await long(1_048_577))))).toBe('too_large');
  });

  it('is bounded per request too', async () => {
    const server = await long(100);
    const answer = await open()(at(server), { maxBytes: 10, onTooLarge: 'truncate' });
    expect([answer.text(), answer.truncated]).toEqual(['x'.repeat(10), true]);
  });

  it('that never ends closes the connection at the cap', async () => {
    const closed = deferred();
    const server = await raw((socket) => {
      const pour = (): void => {
        while (socket.writable && socket.write(Buffer.alloc(1_000, 'x')));
      };
      socket.on('close', closed.resolve).on('drain', pour).resume();
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      pour();
    });
    const answer = await open({ maxBytes: 20_000, onTooLarge: 'truncate' })(at(server));
    expect(answer.body.byteLength).toBe(20_000);
    await closed.promise;
  });

  it('hidden in the headers is an error', async () => {
    const server = await raw((socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`));
    expect(await reasonOf(open()(at(server)))).toBe('too_large');
  });
});

describe('close', () => {
  it('lets a running exchange end, closes the sockets and refuses what comes later', async () => {
    const arrived: (() => void)[] = [];
    const sockets: Socket[] = [];
    const server = await http((request, response) => {
      sockets.push(request.socket);
      arrived.push(() => response.end('late'));
      if (arrived.length === 1) asked.resolve();
    });
    const asked = deferred();
    const safeFetch = open();
    const answer = safeFetch(at(server));
    await asked.promise;
    const closing = safeFetch.close();
    arrived[0]?.();
    expect((await answer).text()).toBe('late');
    await closing;
    if (sockets[0]?.destroyed === false) await once(sockets[0], 'close');
    expect(await reasonOf(safeFetch(at(server)))).toBe('other');
    expect(server.connections()).toBe(1);
  });
});
