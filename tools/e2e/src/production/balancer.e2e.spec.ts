import { randomBytes } from 'node:crypto';
import { startEmbedded, type EmbeddedMongo } from '@paycore/mongo';
import { until } from '../until.ts';
import { Balancer, hasHaproxy } from './balancer.ts';
import { Image, type AppInImage } from './image.ts';

let image: Image;
let mongo: EmbeddedMongo;
let api: AppInImage;
let webhooks: AppInImage;
let balancer: Balancer;

beforeAll(async () => {
  if (!hasHaproxy) return;
  [image, mongo] = await Promise.all([Image.make(), startEmbedded()]);
  const settings = {
    MONGODB_URI: mongo.uri,
    PAYCORE_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    PAYCORE_PUBLIC_URL: 'https://pay.example.com',
    PAYCORE_CALLBACK_URL: 'https://hooks.example.com',
    PAYCORE_TRUST_PROXY: '1',
    PAYCORE_API_PORT: '0',
    PAYCORE_WEBHOOKS_PORT: '0',
  };
  api = image.start('api', settings);
  webhooks = image.start('webhooks', settings);
  const urls = { api: await api.url(), webhooks: await webhooks.url() };
  for (const url of Object.values(urls)) await until('ready', async () => (await fetch(`${url}/readyz`)).ok);
  balancer = await Balancer.start(urls);
  await balancer.ready();
}, 120_000);

afterAll(async () => {
  if (!hasHaproxy) return;
  await balancer.stop();
  for (const app of [api, webhooks]) {
    app.kill('SIGTERM');
    await app.ended;
  }
  await image.remove();
  await mongo.stop();
});

const nothing = { success: false, error: { error_code: 'NOT_FOUND' } };

/** However a stranger may write it, HAProxy and Express each reading it in their own way. */
const variantsOf = (name: string): string[] => {
  const [first = '', ...rest] = name;
  const capital = first.toUpperCase() + rest.join('');
  const encoded = `%${first.charCodeAt(0).toString(16)}${rest.join('')}`;
  return [
    ...[`/${name}`, `/${capital}`, `/${name.toUpperCase()}`, `/${name}/`, `/${capital}/`, `//${name}`, `/${name}//`],
    ...[`/${encoded}`, `/${encoded.toUpperCase()}`, `/%2f${name}`, `/./${name}`, `/x/../${name}`, `/%2e/${name}`],
    ...[`/${name}?x=1`, `/${name};x`, `/${name}%00`, `/${name}%20`, `/${name}.`, `http://pay.example.com/${name}`],
    ...[`/api/paycore/webhooks/../../../${name}`, `/api/paycore/webhooks/${name}`],
  ];
};

// Without HAProxy there is nothing to try: it shows as skipped, and balancer.ts says so. CI has it or fails.
(hasHaproxy ? describe : describe.skip)('the shipped HAProxy', () => {
  it.each(['metrics', 'healthz', 'readyz'])('shows strangers no %s, however they write it', async (name) => {
    for (const path of variantsOf(name)) {
      const { status, text } = await balancer.get(path);
      expect([path, [400, 404, 405].includes(status)]).toEqual([path, true]);
      expect([path, text]).toEqual([path, expect.not.stringMatching(/process_|http_request_duration|"status":"ok"/)]);
    }
    expect(JSON.parse((await balancer.get(`/${name}`)).text)).toMatchObject(nothing);
  });

  it('leads a wrong path for a payer or a merchant to what was meant', async () => {
    for (const path of ['/api/paycore/payments/PAY202606220001ABCDEFGH', '/API/PayCore/Payments/PAY1/']) {
      const { status, text } = await balancer.get(path);
      expect([path, status, text]).toEqual([path, 401, expect.stringContaining('UNAUTHORIZED')]);
    }
    for (const path of ['/api/paycore/webhooks/ecpay', '/API/paycore/Webhooks/ecpay/']) {
      const { status, text } = await balancer.get(path, 'POST');
      expect([path, status, text]).toEqual([path, expect.any(Number), expect.not.stringContaining('"NOT_FOUND"')]);
    }
    for (const path of ['/en/payment/plus/return/PAY1?t=x', '/EN/Payment/PLUS/Return/PAY1/?t=x']) {
      const { headers } = await balancer.get(path);
      expect([path, headers['content-type']]).toEqual([path, expect.stringContaining('text/html')]);
    }
  });

  it('refuses two Hosts itself, in words that no setting changes; the app refuses none, and an unknown Expect', async () => {
    const two = await balancer.raw('GET /docs/en HTTP/1.1', 'Host: pay.example.com', 'Host: evil.example');
    expect(two).toMatch(/^HTTP\/1\.1 400 /);
    const none = await balancer.raw('GET /docs/en HTTP/1.1');
    expect(none).toMatch(/^HTTP\/1\.1 400 [^]*"error_code":"BAD_REQUEST"/);
    const odd = await balancer.raw('GET /docs/en HTTP/1.1', 'Host: pay.example.com', 'Expect: x');
    expect(odd).toMatch(/^HTTP\/1\.1 417 [^]*"error_code":"EXPECTATION_FAILED"/);
  });

  it('speaks the envelope where no app is there, and says when to come back', async () => {
    api.kill('SIGKILL');
    await api.ended;
    const answer = await until('no api', async () => {
      const got = await balancer.get('/docs/en');
      return got.status === 503 && got;
    });
    expect(JSON.parse(answer.text)).toMatchObject({ error: { error_code: 'SERVICE_UNAVAILABLE' } });
    expect(answer.headers['retry-after']).toBe('5');
  });
});
