import { LightningWorld } from './lnbits-outside.ts';

let world: LightningWorld;

beforeAll(async () => {
  world = await LightningWorld.start();
});
afterAll(() => world.stop());

const ask = async (path: string, init?: RequestInit) => (await fetch(world.addresses.ready + path, init)).json();
const [hash, invoice] = ['ab'.repeat(32), 'lnbc1'];

it('hands out its invoices, says when one was paid, and sees the merchant told', async () => {
  await world.stock(`${hash} ${invoice}\n`);
  const inBase64 = Buffer.from(hash, 'hex').toString('base64');
  const issued = await ask('/v1/invoices', { method: 'POST', body: '{"value":980}' });
  expect(issued).toMatchObject({ r_hash: inBase64, payment_request: invoice });
  expect(await ask(`/v1/invoice/${hash}`)).toEqual({ settled: false, state: 'OPEN' });

  const stream = await fetch(`${world.addresses.ready}/v1/invoices/subscribe`);
  const reader = stream.body?.getReader();
  await world.pay([hash]);
  const { value } = (await reader?.read()) ?? {};
  expect(JSON.parse(new TextDecoder().decode(value))).toMatchObject({ result: { state: 'SETTLED', r_hash: inBase64 } });
  expect(await ask(`/v1/invoice/${hash}`)).toEqual({ settled: true, state: 'SETTLED' });
  await reader?.cancel();

  const webhook = JSON.stringify({ payment_hash: hash });
  await fetch(world.addresses.merchant, { method: 'POST', body: JSON.stringify(webhook) });
  const [told] = await world.takeTold(1);
  expect(told).toMatchObject({ hash });
  expect((told?.at ?? 0) - (told?.paidAt ?? Infinity)).toBeGreaterThanOrEqual(0);
});
