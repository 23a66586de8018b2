import { fakeLog } from '@paycore/testing';
import express from 'express';
import request from 'supertest';
import { errorHandler } from './error-handler.ts';
import { guardFailures } from './guard-failures.ts';

const guarded = (maxFailures: number) => {
  const app = express();
  app.set('trust proxy', 1);
  app.use(guardFailures({ windowSeconds: 60, maxFailures }));
  app.get('/:status', (req, res) => void res.sendStatus(Number(req.params.status)));
  app.use(errorHandler(fakeLog()));
  return (status: number, address: string) => request(app).get(`/${status}`).set('X-Forwarded-For', address);
};

describe('guardFailures', () => {
  it('refuses an address after so many 401 answers, and no other address', async () => {
    const get = guarded(2);
    await get(401, '203.0.113.1').expect(401);
    await get(401, '203.0.113.1').expect(401);
    const answer = await get(200, '203.0.113.1').expect(429).expect('Retry-After', /^\d+$/);
    expect(answer.body.error.error_code).toBe('RATE_LIMITED');
    await get(200, '203.0.113.2').expect(200);
  });

  it('counts an IPv6 network as one address', async () => {
    const get = guarded(1);
    await get(401, '2001:db8::1').expect(401);
    await get(200, '2001:db8::2').expect(429);
  });

  it('tells IPv4 addresses apart that are written as IPv6', async () => {
    const get = guarded(1);
    await get(401, '::ffff:203.0.113.1').expect(401);
    await get(200, '::ffff:203.0.113.2').expect(200);
    await get(200, '203.0.113.1').expect(429);
  });

  it('never counts other answers', async () => {
    const get = guarded(1);
    for (const status of [200, 404, 422, 500, 200]) await get(status, '203.0.113.1').expect(status);
  });

  it('cannot be led astray by addresses that the caller puts before its own', async () => {
    const get = guarded(1);
    await get(401, '198.51.100.1, 203.0.113.9').expect(401);
    await get(200, '198.51.100.2, 203.0.113.9').expect(429);
  });
});
