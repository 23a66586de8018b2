import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { answers, keys, moved, type Answered } from '@paycore/store-mongo/testing';
import { Bundles } from './bundles.ts';
import { laterMs, makeOldHome } from './old-home.ts';
import { hasWitness } from './on-witness.ts';
import { World } from './world.ts';

let bundles: Bundles;
let world: World;
const refusals: { app: string; code: unknown; stderr: string }[] = [];
/** What `paycore migrate` printed, where npm start does not migrate: the witness's database is not the demo's own. */
let migration = '';

const entries = Object.entries(answers);
const numberOf = (label: string): string => {
  const [found] = entries.find(([, answered]) => answered.label === label) ?? [];
  if (found === undefined) throw new Error(`There is no ${label}.`);
  return found;
};

async function run(app: string, args: readonly string[], folder: string, mongodbUri: string) {
  const env = {
    PATH: process.env['PATH'],
    PAYCORE_KEYS: keys.PAYCORE_KEYS,
    MONGODB_URI: mongodbUri,
    PAYCORE_LOG_TO: 'stdout',
  };
  const ports = { PAYCORE_API_PORT: '0', PAYCORE_WEBHOOKS_PORT: '0', PAYCORE_SCHEDULER_PORT: '0' };
  const command = [join(folder, app, 'main.js'), ...args];
  return new Promise<{ app: string; code: unknown; stdout: string; stderr: string }>((resolve) => {
    const options = { env: { ...env, ...ports }, timeout: 60_000 };
    execFile(process.execPath, command, options, (error, stdout, stderr) =>
      resolve({ app, code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

beforeAll(async () => {
  bundles = await Bundles.make();
  const old = await makeOldHome(async (mongodbUri) => {
    for (const app of ['api', 'webhooks', 'scheduler', 'cli'])
      refusals.push(await run(app, app === 'cli' ? ['project', 'list'] : [], bundles.folder, mongodbUri));
    if (hasWitness) ({ stdout: migration } = await run('cli', ['migrate'], bundles.folder, mongodbUri));
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

it('is migrated by npm start, which says so, or by paycore migrate where it is not its own', () => {
  const { migrated, collisions } = JSON.parse(migration || '{}') as { migrated?: number; collisions?: unknown[] };
  if (hasWitness) expect({ migrated, collisions: collisions?.length }).toEqual({ migrated: 58, collisions: 3 });
  else expect(world.lines).toContainEqual(expect.stringMatching(/58 payments migrated in .*3 order numbers collide/));
});

it.each(entries)('answers %s as before', async (paymentNo, { apiKey, query }: Answered) => {
  const key = keys.apiKeys[apiKey];
  const { status, body } = await world.api('GET', `/api/paycore/payments/${paymentNo}`, undefined, key);
  const isTrimmed = paymentNo === numberOf('blank-alone');
  expect([status, body]).toMatchObject([
    200,
    { ...query, data: { ...moved(query.data, laterMs), ...(isTrimmed && { merchant_order_no: 'A3' }) } },
  ]);
});

const reasons = [
  ['twice-first', 'Expired on 2026-11-27 00:56 +08:00: not paid by 2026-12-04 23:59 +08:00.'],
  ['expired-completing', 'Nobody has asked paypal yet.'],
  ['beside-second', `Its order was paid by ${numberOf('beside-first')}: nobody is asked to pay this one any more.`],
  [
    'beside-late',
    `Its order was paid by ${numberOf('beside-paid')} already: 980 TWD (in the unit of amount) to return.`,
  ],
  [
    'failed-unclear',
    'Create given up on 2026-11-27 00:57 +08:00: plus gave no clear answer, however often it was called.',
  ],
  [
    'failed-refused',
    'Refused by stripe on 2026-11-27 00:57 +08:00: Stripe refused this payment: No valid payment method',
  ],
  ['paypal-declined', 'Declined 1 time by paypal, last on 2026-11-27 00:57 +08:00: INSTRUMENT_DECLINED.'],
  [
    'refused-callbacks',
    '2 callbacks refused: ECPay CheckMacValue verification failed, last on 2026-11-27 00:57 +08:00.',
  ],
  ['sides-live', 'plus cannot be asked: only its callback can say.'],
  ['live-simulated', 'A simulated payment was reported on 2026-11-27 00:57 +08:00: no money moved'],
  ['cancelled-stripe', 'Closed by cancel on 2026-11-27 00:57 +08:00.'],
  ['notice-due', 'The merchant has not taken the notice yet (1 try, last answered 500)'],
] as const;

const today = (sentence: string) =>
  sentence.replaceAll(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) \+08:00/g, (_, day: string, time: string) => {
    const local = new Date(Date.parse(`${day}T${time}Z`) + laterMs).toISOString();
    return `${local.slice(0, 10)} ${local.slice(11, 16)} +08:00`;
  });

it.each(reasons)('says of %s why it is not paid, or what followed: %s', async (label, sentence) => {
  expect(await world.cli('payment', 'why', numberOf(label))).toMatchObject({
    why: expect.arrayContaining([expect.stringContaining(today(sentence))]) as unknown,
  });
});

it('says that another sum was paid than asked for, and what the gateway answers when it is asked', async () => {
  const paymentNo = numberOf('blank-open-3');
  const { order_no } = await world.orderOf(paymentNo);
  expect(await world.cli('payment', 'find', order_no)).toMatchObject([
    { payment_no: paymentNo, found_by: ['gateway_order_no'], merchant_order_no: 'A2' },
  ]);
  expect(await world.cli('payment', 'sync', paymentNo)).toMatchObject({
    asked: [{ gateway: 'ecpay', answer: 'unpaid' }],
  });
  for (let n = 0; n < 5; n += 1) await world.drive(order_no, 'paid?amount=12345');
  const { why } = (await world.cli('payment', 'why', paymentNo)) as { why: string[] };
  expect(why).toContainEqual(expect.stringMatching(/^Asked ecpay .*: unpaid\./));
  expect(why).toContainEqual(expect.stringMatching(/^\d+ callbacks refused: amount 12,345 instead of 980, last on /));
  const shown = (await world.cli('payment', 'show', paymentNo)) as { refused_callbacks: number; refusals: unknown[] };
  // Refused, each is sent again: on a slow machine that happens before we look.
  expect(Math.min(shown.refused_callbacks, shown.refusals.length)).toBeGreaterThanOrEqual(5);
  expect(shown).toMatchObject({
    status: 'pending',
    refusals: shown.refusals.map(() => ({ expected_amount: '980', received_amount: '12345' })),
  });
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

it.each(open)('%s is paid at %s, which calls the address that it got', async (label, gateway) => {
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
