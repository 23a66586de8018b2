import { createMetrics } from '@paycore/monitoring';
import { fakeLog } from '@paycore/testing';
import express from 'express';
import request from 'supertest';
import { errorHandler } from '../error-handler.ts';
import { healthRoutes } from './health.ts';

const healthOf = (ready: () => Promise<boolean>) => {
  const app = express();
  healthRoutes(app, { name: 'api', metrics: createMetrics(), ready, limitMs: 20 });
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
    expect(answer.body).toMatchObject({ success: false, error: { error_code: 'SERVICE_UNAVAILABLE' } });
    expect(answer.text).not.toContain('canary');
  });

  it('is ready where the database answers', async () => {
    await healthOf(async () => true)
      .get('/readyz')
      .expect(200, { success: true, data: { app: 'api' }, message: 'OK' });
  });

  it('shows metrics as text', async () => {
    const answer = await healthOf(async () => true)
      .get('/metrics')
      .expect(200)
      .expect('Content-Type', /^text\/plain/);
    expect(answer.text).toContain('process_resident_memory_bytes');
  });
});
