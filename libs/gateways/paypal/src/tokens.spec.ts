import { PayCoreError, Secret } from '@paycore/core';
import { FakeFetch } from '@paycore/testing';
import { inspect } from 'node:util';
import { client } from './client.ts';
import { Tokens } from './tokens.ts';

const credentials = { clientId: 'client', clientSecret: 's3cret', environment: 'test' } as const;

function bench({ expiresIn = 32_400, dead = [] as string[] } = {}) {
  let granted = 0;
  const bearers: (string | undefined)[] = [];
  const fake = new FakeFetch(({ url, init }) => {
    if (url.endsWith('/v1/oauth2/token')) {
      granted += 1;
      return Response.json({ access_token: `T${granted}`, token_type: 'Bearer', expires_in: expiresIn });
    }
    const bearer = init.headers?.['authorization']?.slice('Bearer '.length);
    bearers.push(bearer);
    const isDead = dead.includes(String(bearer)) || dead.includes('all');
    return isDead ? Response.json({ error: 'invalid_token' }, { status: 401 }) : Response.json({ id: 'X' });
  });
  let now = Date.parse('2026-06-22T04:00:00Z');
  const runtime = { fetch: fake.fetch, now: () => new Date(now) };
  const tokens = new Tokens(runtime);
  const ask = client(credentials, tokens, runtime);
  const get = () => ask({ method: 'GET', path: '/v2/checkout/orders/X' });
  return { fake, runtime, tokens, ask, get, bearers, granted: () => granted, pass: (s: number) => (now += s * 1000) };
}

it('asks for a token with the account’s own words, and bears it', async () => {
  const { fake, get } = bench();
  expect(await get()).toEqual({ body: { id: 'X' } });
  expect(fake.calls[0]).toEqual({
    url: 'https://api-m.sandbox.paypal.com/v1/oauth2/token',
    init: {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('client:s3cret').toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      timeoutMs: 5000,
      maxBytes: 65_536,
    },
  });
  expect(fake.calls[1]?.init.headers).toEqual({ authorization: 'Bearer T1', accept: 'application/json' });
});

it('fetches one for all who wait, and keeps it until shortly before its end', async () => {
  const { get, granted, pass } = bench();
  await Promise.all([get(), get(), get()]);
  await get();
  expect(granted()).toBe(1);
  pass(32_400 - 61);
  await get();
  expect(granted()).toBe(1);
  pass(1);
  await get();
  expect(granted()).toBe(2);
});

it('keeps a token of short life for half of it', async () => {
  const { get, granted, pass } = bench({ expiresIn: 60 });
  await get();
  pass(29);
  await get();
  expect(granted()).toBe(1);
  pass(1);
  await get();
  expect(granted()).toBe(2);
});

it('drops one that is refused and tries once more', async () => {
  const { get, bearers } = bench({ dead: ['T1'] });
  expect(await get()).toEqual({ body: { id: 'X' } });
  await get();
  expect(bearers).toEqual(['T1', 'T2', 'T2']);
});

it('replaces a refused one once, whoever noticed', async () => {
  const { get, granted, bearers } = bench({ dead: ['T1'] });
  await Promise.all([get(), get(), get()]);
  expect(granted()).toBe(2);
  expect(bearers.filter((bearer) => bearer === 'T2')).toHaveLength(3);
});

it('tries no third time', async () => {
  const { get, bearers } = bench({ dead: ['all'] });
  expect(await get()).toMatchObject({ refusal: { status: 401, name: 'AUTHENTICATION_FAILURE' } });
  expect(bearers).toEqual(['T1', 'T2']);
});

it('forgets a failure at once', async () => {
  const { fake, get, granted } = bench();
  const { answer } = fake;
  fake.answer = () => new Response('', { status: 503 });
  await expect(Promise.all([get(), get()])).rejects.toBeInstanceOf(PayCoreError);
  fake.answer = answer;
  await get();
  expect(granted()).toBe(1);
});

it('keeps accounts, secrets and environments apart', async () => {
  const { tokens, granted, runtime } = bench();
  const variants = [
    {},
    { clientId: 'other' },
    { clientSecret: 'other' },
    { environment: 'production' as const },
    { clientId: 'client:s3cret', clientSecret: '' },
  ];
  for (const variant of variants)
    await client({ ...credentials, ...variant }, tokens, runtime)({ method: 'GET', path: '/' });
  expect(granted()).toBe(variants.length);
});

it('keeps no more than 500 accounts', async () => {
  const { tokens, granted } = bench();
  const get = (clientId: string) => tokens.get({ ...credentials, clientId });
  for (let account = 0; account <= 500; account += 1) await get(String(account));
  await get('500');
  expect(granted()).toBe(501);
  await get('0');
  expect(granted()).toBe(502);
});

it('shows neither secret nor token', async () => {
  const { tokens } = bench();
  const token = await tokens.get(credentials);
  expect(token).toBeInstanceOf(Secret);
  expect(inspect(tokens, { depth: 9, showHidden: true }) + JSON.stringify(token)).not.toMatch(/s3cret|T1/);
});

it.each([
  [200, {}, 'unavailable'],
  [200, { access_token: 'T', expires_in: -1 }, 'unavailable'],
  [200, { access_token: 'a b', expires_in: 10 }, 'unavailable'],
  [200, { access_token: 7, expires_in: 10 }, 'unavailable'],
  [201, { access_token: 'T', expires_in: 10 }, 'unavailable'],
  [400, { error: 'invalid_client' }, 'rejected'],
  [401, { error: 'invalid_client', error_description: 'Client Authentication failed' }, 'rejected'],
  [401, 'no JSON', 'unavailable'],
  [403, { error: 'access_denied' }, 'rejected'],
  [429, { error: 'rate_limit' }, 'unavailable'],
  [500, { error: 'invalid_client' }, 'unavailable'],
])('a token answered %i %j is %s', async (status, body, kind) => {
  const { fake, tokens } = bench();
  fake.answer = () => Response.json(body, { status });
  await expect(tokens.get(credentials)).rejects.toMatchObject({ kind });
});

describe('a check of the credentials', () => {
  it('asks anew each time, and leaves the kept token alone', async () => {
    const { fake, tokens, get, granted, bearers } = bench();
    await get();
    expect([await tokens.check(credentials), await tokens.check(credentials)]).toEqual(['valid', 'valid']);
    expect(granted()).toBe(3);
    const { answer } = fake;
    fake.answer = () => Response.json({ error: 'invalid_client' }, { status: 401 });
    expect(await tokens.check(credentials)).toBe('invalid');
    fake.answer = answer;
    await get();
    expect(bearers).toEqual(['T1', 'T1']);
  });

  it.each([
    [401, { error: 'invalid_client', error_description: 'Client Authentication failed' }],
    [400, { error: 'invalid_client' }],
  ])('is told %i %j: invalid', async (status, body) => {
    const { fake, tokens } = bench();
    fake.answer = () => Response.json(body, { status });
    expect(await tokens.check(credentials)).toBe('invalid');
  });

  it.each([
    [200, {}],
    [201, { access_token: 'T', expires_in: 10 }],
    [400, { error: 'unsupported_grant_type' }],
    [401, 'no JSON'],
    [403, { error: 'access_denied' }],
    [429, { error: 'rate_limit' }],
    [503, { error: 'invalid_client' }],
  ])('is told %i %j: nothing', async (status, body) => {
    const { fake, tokens } = bench();
    fake.answer = () => Response.json(body, { status });
    await expect(tokens.check(credentials)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
