import { fakeLog } from '@paycore/testing';
import express from 'express';
import request from 'supertest';
import { errorHandler } from '../error-handler.ts';
import { healthRoutes } from './health.ts';

const healthOf = (ready: () => Promise<boolean>) => {
  const app = express();
  healthRoutes(app, { ready, limitMs: 20 });
  app.use(errorHandler(fakeLog()));
  return request(app);
};

describe('healthRoutes', () => {
  it.each([
    ['is away', async () => false],
    ['fails', async () => Promise.reject(new Error('canary'))],
    ['never answers', () => new Promise<boolean>(() => undefined)],
  ])('is alive but not ready where the database %s', async (_what, ready) => {
    await healthOf(ready).get('/healthz').expect(200);
    const answer = await healthOf(ready).get('/readyz').expect(503);
    const error = { error_code: 'SERVICE_UNAVAILABLE' };
    expect(answer.body).toEqual({ success: false, message: 'Not ready.', error });
  });

  it.each(['/healthz', '/readyz'])('says one word at %s, which names nothing of the process', async (path) => {
    await healthOf(async () => true)
      .get(path)
      .expect(200, { success: true, data: { status: 'ok' }, message: 'OK' });
  });
});
