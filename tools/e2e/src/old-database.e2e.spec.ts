import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { answers, keys, type Answered } from '@paycore/store-mongo/testing';
import { Bundles } from './bundles.ts';
import { makeOldHome } from './old-home.ts';
import { World } from './world.ts';

let bundles: Bundles;
let world: World;
const refusals: { app: string; code: unknown; stderr: string }[] = [];

const entries = Object.entries(answers);
const numberOf = (label: string): string => {
  const [found] = entries.find(([, answered]) => answered.label === label) ?? [];
  if (found === undefined) throw new Error(`There is no ${label}.`);
  return found;
};

async function startRefused(app: string, folder: string, mongodbUri: string): Promise<void> {
  const env = {
    PATH: process.env['PATH'],
    PAYCORE_KEYS: keys.PAYCORE_KEYS,
    MONGODB_URI: mongodbUri,
    PAYCORE_LOG_TO: 'stdout',
  };
  const ports = { PAYCORE_API_PORT: '0', PAYCORE_WEBHOOKS_PORT: '0', PAYCORE_SCHEDULER_PORT: '0' };
  const args = [join(folder, app, 'main.js'), ...(app === 'cli' ? ['project', 'list'] : [])];
  await new Promise<void>((resolve) => {
    execFile(process.execPath, args, { env: { ...env, ...ports }, timeout: 60_000 }, (error, _out, stderr) => {
      refusals.push({ app, code: error?.code ?? 0, stderr });
      resolve();
    });
  });
}

beforeAll(async () => {
  bundles = await Bundles.make();
  const old = await makeOldHome(async (mongodbUri) => {
    for (const app of ['api', 'webhooks', 'scheduler', 'cli']) await startRefused(app, bundles.folder, mongodbUri);
  });
  const { PAYCORE_PUBLIC_URL } = keys;
  world = await World.start(
    { ...bundles.env, PAYCORE_PUBLIC_URL },
    {
      home: old.home,
      only: ['api', 'webhooks'],
      ports: { api: 0, webhooks: old.webhooksPort, scheduler: 0, sandbox: 0 },
    },
  );
}, 240_000);

afterAll(async () => {
  await world?.stop();
  await bundles?.remove();
});

it.each(['api', 'webhooks', 'scheduler', 'cli'])(
  '%s does not start before the migration, and says what to do',
  (name) => {
    expect(refusals.find(({ app }) => app === name)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('paycore migrate'),
    });
  },
);

it('is migrated by npm start, which says so', () => {
  expect(world.lines).toContainEqual(expect.stringMatching(/58 payments migrated in .*3 order numbers collide/));
});

it.each(entries)('answers %s as before', async (paymentNo, { apiKey, query }: Answered) => {
  const key = keys.apiKeys[apiKey];
  const { status, body } = await world.api('GET', `/api/paycore/payments/${paymentNo}`, undefined, key);
  const isTrimmed = paymentNo === numberOf('blank-alone');
  expect([status, body]).toMatchObject([
    200,
    { ...query, data: { ...query.data, ...(isTrimmed && { merchant_order_no: 'A3' }) } },
  ]);
});

const open = [
  ['blank-open-1', 'ecpay'],
  ['cashier-barcode', 'ecpay'],
  ['form-posted', 'ecpay'],
  ['twice-second', 'smilepay'],
  ['sides-live', 'plus'],
  ['element-open', 'stripe'],
  ['paypal-open', 'paypal'],
  ['paypal-approved', 'paypal'],
] as const;

it.each(open)('%s is paid at %s, which calls the address it was given', async (label, gateway) => {
  const paymentNo = numberOf(label);
  const order = await world.orderOf(paymentNo);
  await world.drive(order.order_no, 'paid', gateway);
  const key = keys.apiKeys[answers[paymentNo]?.apiKey ?? ''];
  const paid = await world.until('paid', async () => {
    const { body } = await world.api('GET', `/api/paycore/payments/${paymentNo}`, undefined, key);
    return body.data.status === 'paid' && body.data;
  });
  expect(paid).toMatchObject({ payment_no: paymentNo, status: 'paid' });
});

it.each(['cut-ecpay', 'cut-smilepay', 'cut-stripe', 'cut-paypal', 'released-paypal'])(
  '%s is finished by a repeated create, under the keys that its gateway knows',
  async (label) => {
    const paymentNo = numberOf(label);
    const { create, credentials, apiKey } = answers[paymentNo] as Answered;
    const before = await ordersOf(paymentNo);
    const own = { payok_url: world.demo.payok_url, gateway_credentials: keys.credentials[credentials] };
    const body = { ...create.body, ...own };
    const answer = await world.api('POST', create.path, body, keys.apiKeys[apiKey]);
    expect([answer.status, answer.body]).toMatchObject([200, { data: { payment_no: paymentNo, created: false } }]);
    expect((await ordersOf(paymentNo)).length).toBe(Math.max(before.length, 1));
  },
);

const ordersOf = async (paymentNo: string) => {
  const all = await Promise.all(['ecpay', 'smilepay', 'stripe', 'paypal', 'plus'].map((name) => world.orders(name)));
  return all.flat().filter((order) => order.payment_no === paymentNo);
};

it('learns of what PayPal captured while its answer was lost, and captures what was never sent', async () => {
  for (const label of ['paypal-captured', 'paypal-capture-unsent']) {
    const paymentNo = numberOf(label);
    await world.until(`${label} paid`, async () => {
      const { body } = await world.sync(paymentNo);
      return body.data.status === 'paid';
    });
  }
});
