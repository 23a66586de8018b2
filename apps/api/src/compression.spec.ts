import { createMetrics } from '@paycore/monitoring';
import {
  aPayment,
  coreOn,
  FakeClock,
  FakeGateway,
  FakePostNotice,
  MemoryPaymentStore,
  MemoryProjectStore,
} from '@paycore/testing';
import request from 'supertest';
import { apiApp } from './app.ts';
import { installedGateways } from './docs/installed-gateways.ts';

/** An API whose project has some payments, and one of their pages. */
async function anApi() {
  const clock = new FakeClock();
  const [payments, projects] = [new MemoryPaymentStore(), new MemoryProjectStore()];
  const [gateway = new FakeGateway(), ...others] = installedGateways();
  const core = coreOn({ payments, projects, gateway, others, clock, post: new FakePostNotice().post });
  const services = { ...core, projects, clock, metrics: createMetrics() };
  const app = apiApp({ ...services, urlRefusal: () => undefined, ready: async () => true });
  const { id: project } = await projects.create('shop');
  const stored = Array.from({ length: 5 }, () => aPayment({ project }));
  for (const payment of stored) await payments.insert(payment);
  const [key, managementKey] = [
    await projects.createKey(project, 'test'),
    await projects.createKey(project, 'management'),
  ];
  const [{ paymentNo } = aPayment()] = stored;
  const ask = (path: string, method: 'get' | 'head' = 'get', by = key) =>
    request(app)[method](path).set({ 'Accept-Encoding': 'br, gzip', 'X-API-KEY': by });
  return { ask, managementKey, paymentNo, page: `/zh-tw/pay/${paymentNo}?token=token-of-${paymentNo}` };
}

it('packs the payment page, what it loads, the documentation and lists without payments', async () => {
  const { ask, managementKey, page } = await anApi();
  const asked = [
    ask(page),
    ...['/assets/pay.css', '/assets/pay.css?accent=1A73E8', '/assets/pay.js'].map((path) => ask(path)),
    ...['/docs/en', '/openapi.json'].map((path) => ask(path)),
    ask('/api/paycore/manage/methods?environment=test', 'get', managementKey),
  ];
  const answers = await Promise.all(asked);
  for (const { status, headers } of answers) {
    expect(status).toBe(200);
    expect(headers['vary']).toBe('Accept-Encoding');
  }
  const packed = answers.filter(({ headers }) => headers['content-encoding'] === 'br');
  expect(packed.length).toBeGreaterThanOrEqual(6);
});

it('never packs payments, whose pages’ tokens stand there beside numbers that others chose', async () => {
  const { ask, paymentNo } = await anApi();
  for (const path of ['/payments', `/payments/${paymentNo}`, '/home/overview']) {
    const { status, headers, text } = await ask(`/api/paycore${path}`);
    expect(status).toBe(200);
    expect(text).toContain('token-of-');
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers['cache-control']).toBe('no-store, no-transform');
  }
});

it('says nothing new to whoever holds the documentation', async () => {
  const { ask } = await anApi();
  const { headers } = await ask('/docs/en/common');
  const again = await ask('/docs/en/common').set('If-None-Match', String(headers['etag']));
  expect([again.status, again.text]).toEqual([304, '']);
  const { headers: ofPage } = await ask('/docs/en/none');
  expect(ofPage).not.toHaveProperty('etag');
});
