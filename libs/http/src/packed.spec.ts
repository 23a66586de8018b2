import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { keptPacked, sendPacked } from './packed.ts';

const text = '付款完成 <p>paid</p> '.repeat(200);

const app = express().disable('etag');
app.get('/fresh', (req, res) => sendPacked(req, res.type('html'), text));
app.get('/short', (req, res) => sendPacked(req, res.type('html'), 'paid'));
const kept = keptPacked(text);
app.get('/kept', (req, res) => kept(req, res.type('html')));
const keptShort = keptPacked('paid');
app.get('/kept-short', (req, res) => keptShort(req, res.type('html')));

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** As it comes over the wire. */
async function ask(url: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  const [answer] = (await once(get(url, { headers, method }), 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) };
}

async function served<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

const unpacked = ({ headers, body }: Answer): string => {
  const encoding = headers['content-encoding'];
  if (encoding === 'br') return brotliDecompressSync(body).toString();
  return (encoding === 'gzip' ? gunzipSync(body) : body).toString();
};

describe.each(['/fresh', '/kept'])('%s', (path) => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0', 'gzip'],
    ['*', 'br'],
    ['deflate', undefined],
    ['identity', undefined],
    ['', undefined],
  ])('for %j is sent as %s', async (accepted, encoding) => {
    const answer = await served(app, (url) => ask(url + path, accepted === '' ? {} : { 'Accept-Encoding': accepted }));
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(unpacked(answer)).toBe(text);
    if (encoding !== undefined) expect(answer.body.length).toBeLessThan(500);
  });

  it('answers HEAD with the headers of GET, and nothing else', async () => {
    const headers = { 'Accept-Encoding': 'br' };
    const [got, head] = await served(app, (url) =>
      Promise.all([ask(url + path, headers), ask(url + path, headers, 'HEAD')]),
    );
    const { date: _date, ...rest } = got.headers;
    expect(head.headers).toMatchObject(rest);
    expect(head.body).toHaveLength(0);
  });
});

it.each(['/short', '/kept-short'])('%s stays as it is, where packing saves nothing', async (path) => {
  const { headers, body } = await served(app, (url) => ask(url + path, { 'Accept-Encoding': 'br' }));
  expect(headers).not.toHaveProperty('content-encoding');
  expect(headers.vary).toBe('Accept-Encoding');
  expect(body.toString()).toBe('paid');
});

it('what is kept is not sent again to those who hold it, in the encoding in which they do', async () => {
  await served(app, async (url) => {
    const tags = new Map<string, string>();
    for (const encoding of ['br', 'gzip', 'identity']) {
      const { headers } = await ask(`${url}/kept`, { 'Accept-Encoding': encoding });
      tags.set(encoding, headers.etag ?? '');
    }
    expect(new Set(tags.values()).size).toBe(3);
    for (const [encoding, tag] of tags) {
      const again = await ask(`${url}/kept`, { 'Accept-Encoding': encoding, 'If-None-Match': tag });
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, tag]);
      expect(again.headers.vary).toBe('Accept-Encoding');
    }
    const other = await ask(`${url}/kept`, { 'Accept-Encoding': 'gzip', 'If-None-Match': tags.get('br') ?? '' });
    expect([other.status, unpacked(other)]).toEqual([200, text]);
  });
});

it('many who ask at once are given the same bytes', async () => {
  const digests = await served(app, (url) =>
    Promise.all(
      Array.from({ length: 20 }, async () => {
        const { body } = await ask(`${url}/kept`, { 'Accept-Encoding': 'gzip, br' });
        return createHash('sha256').update(body).digest('hex');
      }),
    ),
  );
  expect(new Set(digests).size).toBe(1);
});
