import type { Readiness } from '@paycore/core';
import { createMetrics } from '@paycore/monitoring';
import { fakeLog } from '@paycore/testing';
import request from 'supertest';
import { operationsApp } from './operations-app.ts';

const log = fakeLog();
const asked = (readiness: Readiness = { missingIndexes: [] }) =>
  request(operationsApp({ name: 'api', log, metrics: createMetrics(), readiness: async () => readiness }));

describe('operationsApp', () => {
  it('shows metrics as text', async () => {
    const answer = await asked()
      .get('/metrics')
      .expect(200)
      .expect('Content-Type', /^text\/plain/);
    expect(answer.text).toContain('process_resident_memory_bytes');
  });

  it('names app and process', async () => {
    const { body } = await asked().get('/healthz').expect(200);
    expect(body.data).toEqual({
      app: 'api',
      pid: process.pid,
      node: process.version,
      up_seconds: expect.any(Number),
    });
  });

  it('is ready, though reads may be slow', async () => {
    const { body } = await asked({ missingIndexes: ['payments.paid_sums'] })
      .get('/readyz')
      .expect(200);
    expect(body.data).toEqual({ app: 'api', ready: true, missing_indexes: ['payments.paid_sums'] });
  });

  it('tells why it is not ready', async () => {
    const { body } = await asked({ reason: 'The database does not answer.' })
      .get('/readyz')
      .expect(503)
      .expect('Retry-After', '5');
    expect(body).toEqual({
      success: false,
      message: 'The database does not answer.',
      error: { error_code: 'SERVICE_UNAVAILABLE' },
      data: { app: 'api', ready: false, missing_indexes: null },
    });
  });

  it('holds nothing of the app, and guards itself alike', async () => {
    const answer = await asked().get('/api/paycore/payments').expect(404);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    await asked().post('/metrics').expect(405).expect('Allow', 'GET, HEAD');
  });
});
