import { setTimeout } from 'node:timers/promises';
import { fakeLog } from '@paycore/testing';
import express from 'express';
import request from 'supertest';
import { errorHandler } from './error-handler.ts';
import { HttpError } from './http-error.ts';
import { KeyGuard } from './key-guard.ts';

/** An API whose good keys are `good` with anything behind; `lookUps` are the keys that the database was asked about. */
function guarded(maxFailures: number, takesMs = 0) {
  const lookUps: string[] = [];
  const revoked = new Set<string>();
  const keys = new KeyGuard({
    ...{ windowSeconds: 60, maxFailures },
    async lookUp(key) {
      lookUps.push(key);
      if (takesMs > 0) await setTimeout(takesMs);
      return key.startsWith('good') && !revoked.has(key) ? key : undefined;
    },
  });
  const app = express();
  app.set('trust proxy', 1);
  app.get('/', async (req, res) => {
    const holder = await keys.authenticate(req.get('x-api-key') ?? '', req.ip);
    if (holder === undefined) throw new HttpError(401, 'UNAUTHORIZED', 'No.');
    res.sendStatus(200);
  });
  app.use(errorHandler(fakeLog()));
  const get = (key: string, address = '203.0.113.1') =>
    request(app).get('/').set({ 'X-Forwarded-For': address, 'X-API-KEY': key });
  return { get, keys, lookUps, revoked };
}

const ip = '203.0.113.1';

/** What became of so many guesses at once. */
async function guess({ keys }: ReturnType<typeof guarded>, count: number, address = ip): Promise<number[]> {
  const tries = Array.from({ length: count }, (_, at) =>
    keys.authenticate(`guess${at}`, address).then(
      () => 401,
      (error: unknown) => (error instanceof HttpError ? error.status : 500),
    ),
  );
  return Promise.all(tries);
}

describe('the guard of keys', () => {
  it('refuses an address after so many wrong keys, and no other address', async () => {
    const { get } = guarded(2);
    await get('bad1').expect(401);
    await get('').expect(401);
    await get('bad2').expect(401);
    const answer = await get('bad3').expect(429).expect('Retry-After', '1');
    expect(answer.body.error.error_code).toBe('RATE_LIMITED');
    await get('').expect(429).expect('Retry-After', /^\d+$/);
    await get('bad4', '203.0.113.2').expect(401);
  });

  it('lets through the key of a shop that shares the address with a guesser, or with its own revoked one', async () => {
    const api = guarded(30);
    await api.get('good-shop').expect(200);
    expect(await guess(api, 100)).toContain(429);
    for (let calls = 0; calls < 20; calls += 1) await api.get('good-shop').expect(200);
  });

  it('lets a good key through that it never saw, within two seconds', async () => {
    const api = guarded(30);
    await guess(api, 100);
    const since = performance.now();
    let status = 0;
    while (status !== 200) ({ status } = await api.get('good-new'));
    expect(performance.now() - since).toBeLessThan(2_000);
  });

  it.each([0, 5])('asks the database about few of 1,000 guesses at once, each taking %i ms', async (takesMs) => {
    const api = guarded(30, takesMs);
    const since = performance.now();
    const answers = await guess(api, 1_000);
    const seconds = Math.ceil((performance.now() - since) / 1000);
    expect(api.lookUps.length).toBeLessThanOrEqual(31 + seconds);
    expect(answers.filter((status) => status === 401)).toHaveLength(api.lookUps.length);
    expect(answers.filter((status) => status === 429)).toHaveLength(1_000 - api.lookUps.length);
  });

  it('serves many shops at once whose keys it never saw, and asks about each key once', async () => {
    const { keys, lookUps } = guarded(3, 5);
    const calls = Array.from({ length: 100 }, (_, at) => keys.authenticate(`good${at % 20}`, ip));
    expect(await Promise.all(calls)).toEqual(calls.map((_, at) => `good${at % 20}`));
    expect(lookUps).toHaveLength(20);
  });

  it('forgets a key that was good once it is revoked', async () => {
    const { get, revoked } = guarded(1);
    await get('good1').expect(200);
    revoked.add('good1');
    await get('good1').expect(401);
    await get('bad').expect(401);
    await get('good1').expect(429);
  });

  it('counts an IPv6 network as one address', async () => {
    const { get } = guarded(1);
    for (const [address, status] of [
      ['2001:db8::1', 401],
      ['2001:db8::2', 401],
      ['2001:db8::3', 429],
    ] as const) {
      await get(`bad ${address}`, address).expect(status);
    }
  });

  it('tells IPv4 addresses apart that are written as IPv6', async () => {
    const api = guarded(1);
    await guess(api, 3, '::ffff:203.0.113.1');
    await api.get('bad', '::ffff:203.0.113.2').expect(401);
    await api.get('bad', '203.0.113.1').expect(429);
  });

  it('cannot be led astray by addresses that the caller puts before its own', async () => {
    const { get } = guarded(1);
    for (const [at, status] of [401, 401, 429].entries())
      await get(`bad${at}`, `198.51.100.${at}, 203.0.113.9`).expect(status);
  });

  it('counts no failure of the database', async () => {
    let isAway = true;
    const lookUp = async (key: string) => {
      if (isAway) throw new Error('away');
      return key;
    };
    const keys = new KeyGuard({ windowSeconds: 60, maxFailures: 1, lookUp });
    for (let tries = 0; tries < 3; tries += 1) await expect(keys.authenticate('good', ip)).rejects.toThrow('away');
    isAway = false;
    expect(await keys.authenticate('good', ip)).toBe('good');
  });
});
