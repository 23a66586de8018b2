import { gzipSync } from 'node:zlib';
import { fakeLog } from '@paycore/testing';
import express from 'express';
import request from 'supertest';
import { errorHandler } from '../error-handler.ts';
import { rawBody } from './raw-body.ts';
import { maxBodyBytes } from './read-body.ts';

const app = express();
app.post('/', rawBody(), (req, res) => {
  res.type('application/octet-stream').send(req.body);
});
app.post('/json', rawBody({ mayBeJson: true }), (req, res) => {
  res.type('application/octet-stream').send(req.body);
});
app.use(errorHandler(fakeLog()));

const post = (body: Buffer, path = '/') =>
  request(app).post(path).set('Content-Type', 'application/octet-stream').send(body);

describe('rawBody', () => {
  it('keeps each byte, UTF-8 or not', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const answer = await post(bytes).buffer(true).expect(200);
    expect(answer.body).toEqual(bytes);
  });

  it('takes a request without a body or type', async () => {
    const answer = await request(app).post('/').expect(200);
    expect(answer.body).toHaveLength(0);
  });

  it('takes 64 kB and refuses one byte more', async () => {
    await post(Buffer.alloc(maxBodyBytes)).expect(200);
    const answer = await post(Buffer.alloc(maxBodyBytes + 1)).expect(413);
    expect(answer.body.error.error_code).toBe('PAYLOAD_TOO_LARGE');
  });

  it('refuses what begins like JSON and is nested deeper than 32, before anybody reads it', async () => {
    const nested = (depth: number) => Buffer.from(` \r\n${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    await post(nested(32), '/json').expect(200);
    for (const body of [nested(33), nested(9_000), Buffer.from('['.repeat(60_000))]) {
      const answer = await post(body, '/json').expect(400);
      expect(answer.body).toMatchObject({ success: false, error: { error_code: 'INVALID_JSON' } });
      await post(body).expect(200);
    }
    await post(Buffer.from(`a=${'['.repeat(60_000)}`), '/json').expect(200);
  });

  it('refuses a compressed body', async () => {
    const answer = await post(gzipSync('a=1')).set('Content-Encoding', 'gzip').expect(415);
    expect(answer.body.error.error_code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });
});
