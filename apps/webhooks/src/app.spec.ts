import { gzipSync } from 'node:zlib';
import { Gateways, PayCoreError, type Callback, type Reply } from '@paycore/core';
import { createMetrics } from '@paycore/monitoring';
import { FakeGateway, fakeLog } from '@paycore/testing';
import request from 'supertest';
import { webhooksApp } from './app.ts';

const address = '/api/paycore/webhooks/ecpay';

interface Received extends Callback {
  readonly gateway: string;
}

function started(reply: () => Reply = () => ({ status: 200, type: 'text/plain', body: '1|OK' })) {
  const received: Received[] = [];
  const log = fakeLog();
  const receiveCallback = {
    async execute(gateway: string, callback: Callback) {
      if (gateway === 'nobody') throw new PayCoreError('notFound', 'NOT_FOUND', 'There is no such gateway.');
      received.push({ gateway, ...callback });
      return reply();
    },
  };
  const getter = Object.assign(new FakeGateway('getter'), { callbackMethods: ['GET', 'POST'] as const });
  const gateways = new Gateways([new FakeGateway(), getter]);
  const metrics = createMetrics();
  const app = webhooksApp({ receiveCallback, gateways, log, metrics, ready: async () => true });
  return { app, received, log, metrics };
}

const refusal = { success: false, error: { error_code: 'CALLBACK_REFUSED' } };

describe('POST /api/paycore/webhooks/{gateway}', () => {
  it('hands over the callback as it came', async () => {
    const { app, received } = started();
    const body = 'RtnMsg=%E4%BA%A4%E6%98%93&TradeAmt=980&a=+%2B';
    await request(app).post(`${address}?payment_no=PAY1&secret=s%2B1`).set('X-Sign', 'abc').type('form').send(body);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      gateway: 'ecpay',
      query: { payment_no: 'PAY1', secret: 's+1' },
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-sign': 'abc' },
    });
    expect(Buffer.from(received[0]?.rawBody ?? []).toString()).toBe(body);
  });

  it('keeps bytes that are no UTF-8, and takes a body of no type', async () => {
    const { app, received } = started();
    const bytes = Buffer.from([0xff, 0x00, 0xa4, 0xa4]);
    await request(app).post(address).set('Content-Type', 'application/octet-stream').send(bytes).expect(200);
    await request(app).post(address).expect(200);
    expect(received.map(({ rawBody }) => Buffer.from(rawBody))).toEqual([bytes, Buffer.alloc(0)]);
  });

  it.each([
    { status: 200, type: 'text/plain', body: '1|OK' },
    { status: 200, type: 'text/plain; charset=UTF-8', body: 'OK' },
    { status: 400, type: 'application/json', body: '{"success":false,"message":"金額"}' },
  ])('answers word for word: $status $type $body', async (reply) => {
    const answer = await request(started(() => reply).app)
      .post(address)
      .buffer(true);
    expect(answer.status).toBe(reply.status);
    expect(answer.headers).toMatchObject({
      'content-type': reply.type,
      'content-length': String(Buffer.byteLength(reply.body)),
    });
    expect(answer.text).toBe(reply.body);
  });

  it.each(['payment_no=1&payment_no=1', 'secret=a&secret=b', 'secret=a&%73ecret=b', 'x=&x='])(
    'refuses a repeated query parameter: %s',
    async (query) => {
      const { app, received, log } = started();
      const answer = await request(app).post(`${address}?${query}`).expect(400);
      expect(answer.body).toMatchObject(refusal);
      expect(received).toEqual([]);
      expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn', message: 'Request refused' }));
    },
  );

  it.each(['Stripe-Signature', 'Paypal-Transmission-Sig', 'X-Anything'])(
    'refuses a repeated header: %s',
    async (name) => {
      const { app, received } = started();
      const twice = request(app).post(address);
      twice.set({ [name]: ['a', 'b'] } as unknown as Record<string, string>);
      expect((await twice.expect(400)).body).toMatchObject(refusal);
      expect(received).toEqual([]);
    },
  );

  it('takes headers on several lines that proxies put there', async () => {
    const { app, received } = started();
    const proxied = request(app).post(address);
    proxied.set({ 'X-Forwarded-For': ['203.0.113.1', '10.0.0.1'] } as unknown as Record<string, string>);
    await proxied.expect(200);
    expect(received[0]?.headers['x-forwarded-for']).toBe('203.0.113.1, 10.0.0.1');
  });

  it('gives a parameter or header named __proto__ no power', async () => {
    const { app, received } = started();
    await request(app).post(`${address}?__proto__=x&constructor=y`).set('__proto__', 'z').expect(200);
    expect(Object.getPrototypeOf(received[0]?.query)).toBe(Object.prototype);
    expect(Object.entries(received[0]?.query ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('refuses a body too large or compressed', async () => {
    const { app, received } = started();
    await request(app).post(address).type('form').send('x'.repeat(65_537)).expect(413);
    await request(app)
      .post(address)
      .set('Content-Encoding', 'gzip')
      .type('form')
      .send(gzipSync('a=1').toString('latin1'))
      .expect(415);
    expect(received).toEqual([]);
  });

  it('answers 404 for a gateway that is not there, 405 for another method', async () => {
    const { app } = started();
    const unknown = await request(app).post('/api/paycore/webhooks/nobody').expect(404);
    expect(unknown.body.error.error_code).toBe('NOT_FOUND');
    const wrong = await request(app).get(address).expect(405).expect('Allow', 'POST');
    expect(wrong.body.error.error_code).toBe('METHOD_NOT_ALLOWED');
  });

  it('sends no ACK while the database is away', async () => {
    const { app } = started(() => {
      throw new PayCoreError('offline', 'SERVICE_UNAVAILABLE', 'Try again later.');
    });
    const answer = await request(app).post(address).expect(503).expect('Retry-After', '5');
    expect(answer.body).toMatchObject({ success: false, error: { error_code: 'SERVICE_UNAVAILABLE' } });
  });

  it('says when to come back, too, where the gateway’s own words are that it cannot tell yet', async () => {
    const { app } = started(() => ({ status: 503, type: 'text/plain', body: '0|later' }));
    await request(app)
      .post(address)
      .expect(503, '0|later')
      .expect('Retry-After', '5')
      .expect('Content-Type', 'text/plain');
  });

  it('answers 429 in a flood of unproven callbacks, without a line for each', async () => {
    const { app, log } = started(() => {
      throw new PayCoreError('limited', 'RATE_LIMITED', 'Too many.', { retryAfterSeconds: 1 });
    });
    const answer = await request(app).post(address).expect(429).expect('Retry-After', '1');
    expect(answer.body).toMatchObject({ success: false, error: { error_code: 'RATE_LIMITED' } });
    expect(log.lines).toEqual([]);
  });

  it('writes a bounded number of lines about a flood of refused requests, and counts them all', async () => {
    const { app, log, metrics } = started(() => ({ status: 400, type: 'text/plain', body: 'No' }));
    const since = performance.now();
    for (let sent = 0; sent < 40; sent += 1) {
      await Promise.all(Array.from({ length: 25 }, () => request(app).post(`${address}?a=1&a=2`)));
    }
    expect(log.lines.length).toBeGreaterThan(100);
    // 300 at once and five a second, of each of the two kinds.
    const seconds = Math.ceil((performance.now() - since) / 1000);
    expect(log.lines.length).toBeLessThanOrEqual(2 * (300 + 5 * seconds));
    expect(await metrics.text()).toMatch(/status="400"\} 1000\n/);
  });

  it('hides a bug', async () => {
    const { app } = started(() => {
      throw new Error('canary');
    });
    expect((await request(app).post(address).expect(500)).text).not.toContain('canary');
  });

  it('logs no secret of the URL', async () => {
    const { app, log } = started();
    await request(app).post(`${address}?payment_no=PAY1&secret=canary&Validation%5FToken=canary`).expect(200);
    expect(JSON.stringify(log.lines)).not.toContain('canary');
  });
});

describe('the webhooks app', () => {
  it('is alive, ready and measured', async () => {
    const { app, metrics } = started();
    await request(app).get('/healthz').expect(200);
    await request(app).get('/readyz').expect(200);
    await request(app).post(address);
    await request(app).get('/metrics').expect(404);
    expect(await metrics.text()).toContain(
      'app="webhooks",method="POST",route="/api/paycore/webhooks/:gateway",status="200"',
    );
  });
});

describe('GET /api/paycore/webhooks/{gateway}', () => {
  const getter = '/api/paycore/webhooks/getter';
  const query = 'payment_no=PAY1&secret=abc&Pur_name=%A4%FD&Tel_number=0912345678';

  it('hands over the query of a gateway that calls so, byte for byte', async () => {
    const { app, received } = started();
    await request(app).get(`${getter}?${query}`).expect(200, '1|OK');
    expect(received).toEqual([expect.objectContaining({ gateway: 'getter', method: 'GET' })]);
    expect(Buffer.from(received[0]?.rawBody ?? []).toString()).toBe(query);
    expect(received[0]?.query).toMatchObject({ payment_no: 'PAY1', secret: 'abc' });
  });

  it('takes a POST of the same gateway as any other', async () => {
    const { app, received } = started();
    await request(app).post(`${getter}?payment_no=PAY1`).type('form').send('Amount=980').expect(200);
    expect(received.map(({ rawBody }) => Buffer.from(rawBody).toString())).toEqual(['Amount=980']);
    expect(received[0]?.method).toBeUndefined();
  });

  it.each(['?', '/?', ''])('takes nothing where the gateway only posts: ecpay%s', async (tail) => {
    const { app, received } = started();
    await request(app).get(`${address}${tail}`).expect(405).expect('Allow', 'POST');
    expect(received).toEqual([]);
  });

  it('moves nothing for a HEAD, nor for a parameter that stands twice', async () => {
    const { app, received } = started();
    await request(app).head(`${getter}?${query}`).expect(405).expect('Allow', 'GET, POST');
    await request(app)
      .put(`${getter}?${query}`)
      .expect(405)
      .expect('Allow', /GET.*POST/);
    await request(app).get(`${getter}?${query}&secret=abc`).expect(400);
    expect(received).toEqual([]);
  });

  it.each(['get', 'head', 'put'] as const)('logs of a %s the path and the payment alone', async (method) => {
    const { app, log } = started();
    await request(app)[method](`${getter.toUpperCase()}?${query}`);
    const lines = log.lines.filter(({ message }) => message === 'Request');
    expect(lines.map(({ detail }) => detail?.['url'])).toEqual([`${getter.toUpperCase()}?payment_no=PAY1`]);
    expect(JSON.stringify(log.lines)).not.toMatch(/0912345678|Pur_name|secret|=abc/);
  });

  it.each(['//api/paycore/webhooks/getter', '/paycore/webhooks/getter', '/api/paycore/webhook%73/getter', '/'])(
    'logs no field of one that was led astray: %s',
    async (path) => {
      const { app, log } = started();
      await request(app).get(`${path}?${query}&payment_no=Wang%20Siu`);
      await request(app).post(`${path}?${query}`);
      expect(JSON.stringify(log.lines)).not.toMatch(/0912345678|Pur_name|Wang|secret/);
    },
  );
});
