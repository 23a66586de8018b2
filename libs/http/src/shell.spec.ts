import { PayCoreError } from '@paycore/core';
import { createMetrics } from '@paycore/monitoring';
import { fakeLog } from '@paycore/testing';
import type { ErrorRequestHandler } from 'express';
import request from 'supertest';
import { sendData } from './envelope.ts';
import { nameInLog } from './log/request-log.ts';
import { shell, type TrustProxy } from './shell.ts';

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

function shellOf({ trustProxy }: { trustProxy?: TrustProxy } = {}) {
  const log = fakeLog();
  const metrics = createMetrics();
  const app = shell({
    name: 'api',
    log,
    metrics,
    ready: async () => true,
    trustProxy,
    routes(app) {
      app.get('/items/:id', (req, res) => sendData(res, { id: req.params.id, ip: req.ip }, 'Item found'));
      app.put('/items/:id', (_req, res) => sendData(res, {}, 'Item put'));
      app.post('/log', async (_req, res) => {
        await new Promise((resolve) => setImmediate(resolve));
        nameInLog(res, 'PAY1');
        sendData(res, {}, 'Logged');
      });
      app.get('/framed/:id', (_req, _res, next) => next(new Error('framed')));
      const answer: ErrorRequestHandler = (_error, _req, res, _next) => void res.status(404).end();
      app.use('/framed/:id', answer);
      app.get('/offline', () => {
        throw new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Try again later.');
      });
    },
  });
  return { app, log, metrics };
}

const lineOf = ({ log }: ReturnType<typeof shellOf>) => log.lines.find(({ message }) => message === 'Request')?.detail;

describe('shell: request ids', () => {
  it.each(['a', 'A-z_0.9', 'x'.repeat(128)])('keeps %s', async (id) => {
    await request(shellOf().app).get('/items/1').set('X-Request-Id', id).expect('X-Request-Id', id);
  });

  it.each(['', 'x'.repeat(129), 'a b', 'a"b', '<script>', 'a,b'])('replaces %j', async (id) => {
    await request(shellOf().app).get('/items/1').set('X-Request-Id', id).expect('X-Request-Id', uuid);
  });

  it('puts one on every answer, also on refusals and bugs', async () => {
    const { app } = shellOf();
    for (const path of ['/healthz', '/nowhere', '/offline']) await request(app).get(path).expect('X-Request-Id', uuid);
  });

  it('stands in its line of the log, beside the payment that the request made', async () => {
    const made = shellOf();
    await request(made.app).post('/log').set('X-Request-Id', 'req-7').expect(200);
    expect(lineOf(made)).toMatchObject({ requestId: 'req-7', paymentNo: 'PAY1' });
  });

  it('stands in the line that tells why a request was refused', async () => {
    const made = shellOf();
    await request(made.app).get('/offline').set('X-Request-Id', 'req-8').expect(503);
    expect(made.log.lines).toContainEqual(
      expect.objectContaining({ message: 'Request refused', detail: expect.objectContaining({ requestId: 'req-8' }) }),
    );
  });
});

describe('shell: the log and the metrics', () => {
  it('writes one line for a request, without its secrets', async () => {
    const made = shellOf();
    const url = '/items/1?payment_no=PAY1&secret=canary&%54oken=canary';
    await request(made.app).get(url).set('X-API-KEY', 'canary').set('Cookie', 'canary').expect(200);
    expect(lineOf(made)).toMatchObject({
      method: 'GET',
      url: '/items/1?payment_no=PAY1&secret=[cut]&%54oken=[cut]',
      status: 200,
      ms: expect.any(Number),
    });
    expect(JSON.stringify(made.log.lines)).not.toContain('canary');
  });

  it('keeps silent about probes that find all well', async () => {
    const { app, log } = shellOf();
    for (const path of ['/healthz', '/readyz']) await request(app).get(path).expect(200);
    expect(log.lines).toEqual([]);
  });

  it('counts by pattern, so that addresses do not become metrics', async () => {
    const { app, metrics } = shellOf();
    await request(app).get('/items/canary');
    await request(app).get('/nowhere/canary');
    await request(app).delete('/items/canary');
    const text = await metrics.text();
    expect(text).toContain(
      'http_request_duration_seconds_count{app="api",method="GET",route="/items/:id",status="200"} 1',
    );
    expect(text).toContain('http_request_duration_seconds_count{app="api",method="GET",route="none",status="404"} 1');
    expect(text).toContain('route="/items/:id",status="405"} 1');
    expect(text).not.toContain('canary');
  });

  it('counts by pattern where an answer comes from an error handler of that path alone', async () => {
    const { app, metrics } = shellOf();
    await request(app).get('/framed/canary%3Ft%3Dcanary').expect(404);
    const text = await metrics.text();
    expect(text).toContain('route="/framed/:id",status="404"} 1');
    expect(text).not.toContain('canary');
  });
});

describe('shell: refusals', () => {
  it.each(['/metrics', '/Metrics', '/METRICS', '/metrics/', '//metrics', '/%6detrics', '/./metrics', '/metrics?x=1'])(
    'shows no metrics at %s',
    async (path) => {
      const answer = await request(shellOf().app).get(path).expect(404);
      expect(answer.text).not.toContain('process_');
    },
  );

  it.each(['/nowhere', '/items', '/items/1/2', '/items/%E0%A4%A', '/../etc/passwd'])(
    'answers 404 for %s',
    async (path) => {
      const answer = await request(shellOf().app).get(path).expect(404);
      expect(answer.body).toMatchObject({ success: false, error: { error_code: 'NOT_FOUND' } });
    },
  );

  it.each([
    ['delete', '/items/1', 'GET, HEAD, PUT'],
    ['options', '/items/1', 'GET, HEAD, PUT'],
    ['get', '/log', 'POST'],
    ['post', '/healthz', 'GET, HEAD'],
  ] as const)('answers 405 to %s %s with Allow: %s', async (method, path, allow) => {
    const answer = await request(shellOf().app)[method](path).expect(405).expect('Allow', allow);
    expect(answer.body.error.error_code).toBe('METHOD_NOT_ALLOWED');
  });

  it('answers HEAD where there is a GET', async () => {
    await request(shellOf().app).head('/items/1').expect(200);
  });

  it('answers 503 in the envelope where the database is away', async () => {
    const answer = await request(shellOf().app).get('/offline').expect(503);
    expect(answer.body.error.error_code).toBe('SERVICE_UNAVAILABLE');
  });
});

describe('shell: headers', () => {
  it('sends safe headers and nothing of what serves it', async () => {
    const { headers } = await request(shellOf().app).get('/items/1');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': expect.stringMatching(/camera=\(\).*payment=\(\)/),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
  });

  it('believes X-Forwarded-For of trusted proxies only', async () => {
    const ipOf = async ({ app }: ReturnType<typeof shellOf>): Promise<unknown> => {
      const answer = await request(app).get('/items/1').set('X-Forwarded-For', '198.51.100.7, 203.0.113.7');
      return (answer.body as { data: { ip: unknown } }).data.ip;
    };
    expect(await ipOf(shellOf())).toMatch(/127\.0\.0\.1|::1/);
    expect(await ipOf(shellOf({ trustProxy: 1 }))).toBe('203.0.113.7');
  });
});
