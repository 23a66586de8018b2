import { orderConflict, PayCoreError, validationFailed, type ErrorKind, type Log } from '@paycore/core';
import { fakeLog } from '@paycore/testing';
import express from 'express';
import request from 'supertest';
import { errorHandler } from './error-handler.ts';
import { HttpError } from './http-error.ts';
import { requestId } from './log/request-id.ts';

const log = fakeLog();

const answerTo = (error: unknown) => {
  log.lines.length = 0;
  const app = express();
  app.use(requestId);
  app.get('/', async () => {
    await Promise.resolve();
    throw error;
  });
  app.get('/begun', (_req, res) => {
    res.write('half');
    throw error;
  });
  app.use(errorHandler(log));
  return request(app);
};

const table: [ErrorKind, number, keyof Log][] = [
  ['invalid', 422, 'info'],
  ['unauthorized', 401, 'info'],
  ['forbidden', 403, 'info'],
  ['notFound', 404, 'info'],
  ['conflict', 409, 'info'],
  ['unsupported', 422, 'info'],
  ['rejected', 422, 'warn'],
  ['forged', 400, 'warn'],
  ['unavailable', 502, 'error'],
  ['offline', 503, 'error'],
];

describe('errorHandler', () => {
  it.each(table)('answers %s with %i and logs it as %s', async (kind, status, level) => {
    const answer = await answerTo(new PayCoreError(kind, 'SOME_CODE', 'A sentence.'))
      .get('/')
      .expect(status);
    expect(answer.body).toEqual({ success: false, message: 'A sentence.', error: { error_code: 'SOME_CODE' } });
    expect(log.lines).toMatchObject([{ level, detail: { kind, code: 'SOME_CODE', reason: 'A sentence.' } }]);
  });

  it('logs the reason that the thrower knew, rather than the sentence for the caller', async () => {
    const known = { reason: 'the answer is no JSON' };
    await answerTo(new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'Payment gateway error', { log: known }))
      .get('/')
      .expect(502);
    expect(log.lines).toMatchObject([{ detail: { code: 'PAYMENT_GATEWAY_ERROR', ...known } }]);
  });

  it('shows all faults by field', async () => {
    const fields = { amount: ['The amount field is required.'] };
    const answer = await answerTo(validationFailed(fields)).get('/').expect(422);
    expect(answer.body).toEqual({
      success: false,
      message: 'Validation failed',
      error: { error_code: 'VALIDATION_FAILED', fields },
    });
  });

  it('names the payment that is in the way', async () => {
    const paymentNo = 'PAY202606220001ABCDEFGH';
    const answer = await answerTo(orderConflict(paymentNo)).get('/').expect(409);
    expect(answer.body.error).toEqual({ error_code: 'ORDER_CONFLICT', payment_no: paymentNo });
    expect(log.lines).toMatchObject([{ detail: { paymentNo } }]);
  });

  it('logs the detail and what caused it, and answers neither', async () => {
    const cause = Object.assign(new Error('connect failed at /?secret=canary1'), {
      code: 'ECONNRESET',
      request: { headers: { authorization: 'canary2' } },
    });
    const error = new PayCoreError('unavailable', 'PAYMENT_GATEWAY_ERROR', 'Payment gateway error', {
      cause,
      log: { step: 'create' },
    });
    const answer = await answerTo(error).get('/').expect(502);
    expect(answer.text).not.toContain('connect failed');
    const [line] = log.lines;
    expect(line?.detail).toMatchObject({ step: 'create', cause: { name: 'Error', code: 'ECONNRESET' } });
    expect(JSON.stringify(line)).not.toMatch(/canary/);
  });

  it.each([new TypeError('x is undefined at canary'), 'canary', { status: 418, message: 'canary' }])(
    'hides what else is thrown (%s) behind the request id',
    async (error) => {
      const answer = await answerTo(error).get('/').set('X-Request-Id', 'req-1').expect(500);
      expect(answer.body).toEqual({
        success: false,
        message: 'Internal error. Request id: req-1',
        error: { error_code: 'INTERNAL_ERROR' },
      });
      expect(log.lines).toMatchObject([{ level: 'error', message: 'Request failed' }]);
    },
  );

  it('logs the stack of a bug', async () => {
    await answerTo(new TypeError('x is undefined')).get('/');
    expect(log.lines[0]?.detail).toMatchObject({
      error: { name: 'TypeError', stack: expect.stringContaining('.spec.ts') },
    });
  });

  it('answers an HttpError with its headers', async () => {
    const error = new HttpError(429, 'RATE_LIMITED', 'Later.', { 'Retry-After': '7' });
    const answer = await answerTo(error).get('/').expect(429).expect('Retry-After', '7');
    expect(answer.body.error).toEqual({ error_code: 'RATE_LIMITED' });
  });

  it('tells with every 503 when to come back', async () => {
    for (const error of [new PayCoreError('offline', 'SOME_CODE', 'Away.'), new HttpError(503, 'SOME_CODE', 'Away.')])
      await answerTo(error).get('/').expect(503).expect('Retry-After', '5');
    const known = new HttpError(503, 'SOME_CODE', 'Away.', { 'Retry-After': '9' });
    await answerTo(known).get('/').expect(503).expect('Retry-After', '9');
  });

  it('ends the connection with every 413', async () => {
    await answerTo(new HttpError(413, 'PAYLOAD_TOO_LARGE', 'No.'))
      .get('/')
      .expect(413)
      .expect('Connection', 'close');
  });

  it('cuts the connection where half of another answer is out', async () => {
    await expect(answerTo(new Error('late')).get('/begun')).rejects.toThrow(/aborted|hang up/);
  });
});
