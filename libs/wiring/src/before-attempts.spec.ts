import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSpecMongo, type SpecMongo } from '@paycore/mongo';
import { answers, callbacks, insertInto, keys, type Paid } from '@paycore/store-mongo/testing';
import { loadConfig } from './config.ts';
import { compose, type Services } from './container.ts';
import { migrate } from './migrate.ts';

let mongo: SpecMongo;
let uri: string;
let home: string;
let services: Services;

const configOf = () =>
  loadConfig({ PAYCORE_HOME: home, PAYCORE_KEYS: keys.PAYCORE_KEYS, MONGODB_URI: uri, PAYCORE_LOG_TO: 'stdout' });

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'paycore-wiring-'));
  mongo = await startSpecMongo();
  uri = mongo.fresh();
  await insertInto(uri);
});

afterAll(async () => {
  await services?.stop();
  await mongo?.stop();
  await rm(home, { recursive: true, force: true });
});

async function receive(gateway: string, { method, url, headers, body }: Paid['sent'][number]) {
  const { search, searchParams } = new URL(url, 'http://webhooks');
  const query = Object.fromEntries(searchParams);
  const isGet = method === 'GET';
  const rawBody = isGet ? Buffer.from(search.slice(1), 'latin1') : Buffer.from(body);
  return services.receiveCallback.execute(gateway, { headers, query, rawBody, ...(isGet && { method: 'GET' }) });
}

it('refuses a database that is not migrated, and opens it once it is', async () => {
  const refused = compose(configOf(), { name: 'test', isQuiet: true });
  await expect(refused.reached()).rejects.toThrow(/paycore migrate/);
  expect((await refused.refused()).message).toMatch(/paycore migrate/);
  await refused.stop();
  expect(await migrate(configOf())).toMatchObject({ migrated: Object.keys(answers).length });
  services = compose(configOf(), { name: 'test', isQuiet: true });
  await expect(services.reached()).resolves.toBeUndefined();
});

// Stripe's signatures hold for minutes and PayPal's certificates came from its sandbox: see tools/e2e.
const offline = Object.entries(callbacks).flatMap(([paymentNo, paid]) => {
  const gateway = /webhooks\/(\w+)/.exec(paid.sent[0]?.url ?? '')?.[1] ?? '';
  return ['ecpay', 'smilepay', 'plus'].includes(gateway) ? [[paid.label, gateway, paymentNo, paid] as const] : [];
});

it.each(offline)('pays %s by what %s sent of it', async (label, gateway, paymentNo, { sent }) => {
  for (const message of sent) {
    const { status, body } = await receive(gateway, message);
    expect({ label, status, body: String(body) }).toEqual({
      label,
      status: message.answer.status,
      body: message.answer.body,
    });
  }
  const payment = await services.payments.find(paymentNo);
  expect(payment).toMatchObject({ status: 'paid', keptAttempt: 1, attempts: [{ status: 'paid' }] });
});
