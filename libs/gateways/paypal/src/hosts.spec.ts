import type { GatewayRuntime } from '@paycore/core';
import { FakeFetch, SimulatedGateway } from '@paycore/testing';
import { paypal } from './index.ts';
import { paypalSimulator } from './simulator/index.ts';
import { Budget } from './budget.ts';
import { Certificates } from './certificates.ts';
import { apiBase, isCertificateUrl } from './hosts.ts';

const path = '/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270';
const sandboxUrl = 'http://127.0.0.1:4003';

it.each(['api.paypal.com', 'api-m.paypal.com', 'api.sandbox.paypal.com', 'api-m.sandbox.paypal.com'])(
  'certificates stand at %s, in the demo too',
  (host) => {
    expect(isCertificateUrl(`https://${host}${path}`, {})).toBe(true);
    expect(isCertificateUrl(`https://${host}${path}`, { sandboxUrl })).toBe(true);
  },
);

it('the demo adds its own origin, and nothing beside it', () => {
  expect(isCertificateUrl(`${sandboxUrl}${path}`, { sandboxUrl })).toBe(true);
  expect(isCertificateUrl(`${sandboxUrl}${path}`, {})).toBe(false);
  const others = [
    `http://127.0.0.1:4004${path}`,
    `http://127.0.0.1${path}`,
    `https://127.0.0.1:4003${path}`,
    `http://localhost:4003${path}`,
    `http://127.1:4003${path}`,
    `http://127.0.0.1:4003@evil.test${path}`,
    `http://x@127.0.0.1:4003${path}`,
    `${sandboxUrl}/merchant/payok`,
    `${sandboxUrl}/paypal${path}`,
  ];
  for (const url of others) expect([url, isCertificateUrl(url, { sandboxUrl })]).toEqual([url, false]);
});

it('the API is PayPal’s, or the sandbox', () => {
  expect(apiBase('production', {})).toBe('https://api-m.paypal.com');
  expect(apiBase('test', {})).toBe('https://api-m.sandbox.paypal.com');
  expect(apiBase('production', { sandboxUrl })).toBe(`${sandboxUrl}/paypal`);
});

describe("the sandbox's root", () => {
  async function anEvent() {
    const world = new SimulatedGateway(paypal, paypalSimulator);
    const account = world.gateway.open(paypalSimulator.demoCredentials, 'test');
    const order = world.order('checkout');
    await account.create(order);
    await world.simulator.drive(order.gatewayOrderNo, 'paid', {});
    const url = world.callbacks[0]?.headers['paypal-cert-url'] ?? '';
    return { world, url };
  }

  const certificatesOf = (runtime: GatewayRuntime) => new Certificates(runtime, new Budget(runtime));

  it('is trusted in the demo only', async () => {
    const { world, url } = await anEvent();
    const runtime = { fetch: world.fake.fetch, now: () => world.now };
    const inDemo = certificatesOf({ ...runtime, sandboxUrl: 'http://sandbox.test' });
    expect(await inDemo.find(url)).toHaveProperty('asymmetricKeyType', 'rsa');
    expect(await certificatesOf(runtime).find(url)).toBe('unknown');
  });

  it('is asked for again where it could not be had', async () => {
    const { world, url } = await anEvent();
    const fake = new FakeFetch((call) =>
      call.url.endsWith('root.pem') ? new Response('', { status: 500 }) : world.reachSimulator(call),
    );
    const certificates = certificatesOf({
      fetch: fake.fetch,
      now: () => world.now,
      sandboxUrl: 'http://sandbox.test',
    });
    expect(await certificates.find(url)).toBe('unknown');
    fake.answer = world.reachSimulator;
    expect(await certificates.find(url)).toHaveProperty('asymmetricKeyType', 'rsa');
  });
});
