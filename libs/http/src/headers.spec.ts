import { createMetrics } from '@paycore/monitoring';
import { fakeLog } from '@paycore/testing';
import request from 'supertest';
import { sendData } from './envelope.ts';
import { shell } from './shell.ts';

const app = shell({
  name: 'api',
  log: fakeLog(),
  metrics: createMetrics(),
  ready: async () => true,
  routes(express) {
    express.get('/data', (_req, res) => sendData(res, { text: '<script>' }, 'Found'));
    express.get('/bug', () => {
      throw new Error('bug');
    });
  },
});

describe.each([
  ['an answer', 'get', '/data', 200],
  ['a refusal', 'get', '/nowhere', 404],
  ['another method’s refusal', 'delete', '/data', 405],
  ['a bug', 'get', '/bug', 500],
] as const)('%s', (_what, method, path, status) => {
  const answer = async () =>
    (await request(app)[method](path).set('Origin', 'https://evil.example').expect(status)).headers;

  it('is data of a named type and charset, which no browser takes for anything else, runs or frames', async () => {
    const headers = await answer();
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = String(headers['content-security-policy']).split(';');
    for (const directive of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(directive);
  });

  it('is stored nowhere, told nobody, and read by no other origin', async () => {
    const headers = await answer();
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('has browsers come by https for a year', async () => {
    const [, seconds] =
      /^max-age=(\d+); includeSubDomains/.exec(String((await answer())['strict-transport-security'])) ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(31_536_000);
  });
});
