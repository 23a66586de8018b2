import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { fakeLog } from '@paycore/testing';
import express from 'express';
import request from 'supertest';
import { sendData } from '../envelope.ts';
import { errorHandler } from '../error-handler.ts';
import { jsonBody } from './json-body.ts';
import { maxBodyBytes } from './read-body.ts';

const log = fakeLog();

const app = express();
app.post('/', jsonBody(), (req, res) => sendData(res, req.body, 'Read'));
app.post('/sync', jsonBody({ allowsEmpty: true }), (req, res) => sendData(res, req.body, 'Read'));
app.post('/depth', jsonBody(), (req, res) => sendData(res, typeof req.body, 'Read'));
app.use(errorHandler(log));

const post = (body: string | Buffer, type = 'application/json', path = '/') =>
  request(app)
    .post(path)
    .set('Content-Type', type)
    .serialize((sent: unknown) => sent as string)
    .send(body);

const refusal = (code: string) => ({ success: false, error: { error_code: code } });

describe('jsonBody', () => {
  it.each(['{"a":1}', '[]', 'null', '"text"', '7', 'false'])('reads %s: any JSON value', async (text) => {
    const answer = await post(text).expect(200);
    expect(answer.body.data).toEqual(JSON.parse(text));
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/json; charset=utf8'])(
    'takes the type %s',
    async (type) => {
      await post('{}', type).expect(200);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'application/json; charset=utf-16'])(
    'refuses the type %s',
    async (type) => {
      const answer = await post('{}', type).expect(415);
      expect(answer.body).toMatchObject(refusal('UNSUPPORTED_MEDIA_TYPE'));
    },
  );

  it('refuses a missing type', async () => {
    const answer = await request(app).post('/').unset('Content-Type').expect(415);
    expect(answer.body).toMatchObject(refusal('UNSUPPORTED_MEDIA_TYPE'));
  });

  it('refuses a compressed body, however small', async () => {
    const answer = await post(gzipSync('{}')).set('Content-Encoding', 'gzip').expect(415);
    expect(answer.body).toMatchObject(refusal('UNSUPPORTED_MEDIA_TYPE'));
  });

  it.each(['{', '{"a":}', "{'a':1}", 'undefined', '{"a":1}x', '\u0000', '   '])(
    'refuses broken JSON: %j',
    async (text) => {
      const answer = await post(text).expect(400);
      expect(answer.body).toMatchObject(refusal('INVALID_JSON'));
    },
  );

  it('refuses bytes that are no UTF-8', async () => {
    const answer = await post(Buffer.from([0x22, 0xc3, 0x28, 0x22])).expect(400);
    expect(answer.body).toMatchObject(refusal('INVALID_JSON'));
  });

  it('refuses an empty body, save where it says nothing anyway', async () => {
    await post('').expect(400);
    const answer = await post('', 'application/json', '/sync').expect(200);
    expect(answer.body.data).toEqual({});
  });

  it('says nothing of a broken body in the log, since it may hold credentials', async () => {
    log.lines.length = 0;
    await post('{"hash_key":"canary').expect(400);
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain('canary');
  });

  it('takes 64 kB and refuses one byte more', async () => {
    const filled = (length: number) => JSON.stringify('x'.repeat(length - 2));
    await post(filled(maxBodyBytes)).expect(200);
    const answer = await post(filled(maxBodyBytes + 1)).expect(413);
    expect(answer.body).toMatchObject(refusal('PAYLOAD_TOO_LARGE'));
  });

  it('refuses a body of no stated length as soon as it is too long, not when it ends', async () => {
    const server = createServer(app).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const endless = httpRequest({ port, method: 'POST', headers: { 'Content-Type': 'application/json' } });
    endless.write('"'.padEnd(maxBodyBytes + 1, 'x'));
    const [answer] = await once(endless, 'response');
    expect(answer.statusCode).toBe(413);
    endless.on('error', () => undefined).destroy();
    server.close();
    server.closeAllConnections();
  });

  const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('takes %s 32 deep, and refuses deeper ones before it parses them', async (_what, open, close) => {
    await post(nested(32, open, close), 'application/json', '/depth').expect(200);
    for (const depth of [33, 9_000, Math.floor(maxBodyBytes / (open.length + 1)) - 1]) {
      const answer = await post(nested(depth, open, close), 'application/json', '/depth').expect(400);
      expect(answer.body).toMatchObject(refusal('INVALID_JSON'));
    }
    const unclosed = await post(open.repeat(10_000), 'application/json', '/depth').expect(400);
    expect(unclosed.body).toMatchObject(refusal('INVALID_JSON'));
  });

  it('takes any number of brackets in a text', async () => {
    await post(JSON.stringify({ a: '[{"'.repeat(1_000) })).expect(200);
  });

  it('leaves out members named __proto__ at any depth, however they are spelt', async () => {
    const answer = await post('{"__proto__":{"x":1},"a":[{"\\u005f_proto__":{"y":1},"b":2}]}').expect(200);
    expect(JSON.stringify(answer.body.data)).toBe('{"a":[{"b":2}]}');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
