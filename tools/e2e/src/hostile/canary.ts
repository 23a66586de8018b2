import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { secretParams } from '@paycore/core';
import { withDatabase } from '../stored.ts';
import type { CreateBody, World } from '../world.ts';
import { playEachGateway } from './each-gateway.ts';
import { expectedKinds, walked, walkHandedOut } from './handed-out.ts';
import { playStoredAccounts } from './stored-accounts.ts';
import { canaries, forms, leave, openPages, places, read } from './traces.ts';

/** ECPay's second public test account: it appears nowhere else in the demo. */
const account = {
  merchant_id: '2000132',
  hash_key: '5294y06JbISpM5x9',
  hash_iv: 'v77hoKGq4kWxNNIS',
  environment: 'stage',
};
const wrongKeys = { hash_key: 'CanaryHashKey/1=', hash_iv: 'CanaryHashIv+234' };
const tooLong = 'CanaryHashKeyOf24Letters';
const strangeKey = `pc_test_${'Canary'.repeat(7)}42`;

/** Node's own message for broken JSON quotes what stands around the fault. */
const broken = [
  `{"hash_key":"${wrongKeys.hash_key}",}`,
  `"${wrongKeys.hash_key}`,
  wrongKeys.hash_iv,
  `{"hash_iv":${tooLong}}`,
];

let world: World;

async function play(): Promise<void> {
  await nameSecrets();
  const paymentNo = await payOne();
  await walkHandedOut(world);
  await Promise.all([forgeCallbacks(), knockAtPages(), operate(paymentNo)]);
  await failCreates();
  await playEachGateway(world);
  await playStoredAccounts(world, {
    account,
    refused: [
      { ...account, hash_key: tooLong },
      { ...account, hash_iv: [wrongKeys.hash_iv] },
      JSON.stringify(wrongKeys),
    ],
    broken,
  });
  await collect();
}

async function nameSecrets(): Promise<void> {
  const { api_key: apiKey, notice_secret: noticeSecret } = world.demo.project;
  const keys = (await readFile(join(world.home, 'keys'), 'utf8')).trim();
  const named = {
    HashKey: account.hash_key,
    HashIV: account.hash_iv,
    'wrong HashKey': wrongKeys.hash_key,
    'wrong HashIV': wrongKeys.hash_iv,
    'too long HashKey': tooLong,
    'API key': apiKey,
    'strange API key': strangeKey,
    'notice secret': noticeSecret.replace('whsec_', ''),
    PAYCORE_KEYS: keys.slice(keys.indexOf(':') + 1),
  };
  for (const [name, secret] of Object.entries(named)) canaries.set(name, secret);
}

async function payOne(): Promise<string> {
  const body = world.order({ gateway_credentials: account, item_name: 'Teapot', buyer_name: 'Lin' });
  const { data } = read(await world.create(body)).body;
  read(await world.create(body));
  read(await world.create({ ...body, amount: 981 }));
  read(await world.query(data.payment_no));
  read(await world.sync(data.payment_no));
  await openPages(data.payment_url);
  const { order_no: orderNo } = await world.orderOf(data.payment_no);
  const refused = await world.drive(orderNo, 'paid?amount=1');
  const paid = await world.drive(orderNo, 'paid?amount=980');
  const [callback] = paid.callbacks;
  canaries.set('callback secret', new URL(callback?.url ?? '').searchParams.get('secret') ?? '');
  leave('answers to the gateway', ...[...refused.callbacks, ...paid.callbacks].map((each) => each.body));
  leave('notices', await world.untilNoticed(data.payment_no));
  read(await world.query(data.payment_no));
  await openPages(data.payment_url);
  return data.payment_no;
}

async function failCreates(): Promise<void> {
  const create = async (differences: CreateBody) => {
    const answer = read(await world.create(world.order({ gateway_credentials: account, ...differences })));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    return answer.status;
  };
  await create({ gateway_credentials: { ...account, ...wrongKeys } });
  await create({ gateway_credentials: { ...account, hash_key: tooLong } });
  await create({ gateway_credentials: { ...account, hash_iv: [wrongKeys.hash_iv], environment: wrongKeys.hash_key } });
  await create({ gateway_credentials: JSON.stringify(wrongKeys), amount: wrongKeys.hash_key });
  await create({ gateway_credentials: { ...account, merchant_id: '2000133' } });
  await create({ payok_url: `http://127.0.0.1/?token=${wrongKeys.hash_key}` });
  for (const mode of ['garbage', 'reset', 'status']) {
    await world.fault({ path: '/1.0.0/Cashier/GenPaymentCode', times: 1, mode });
    expect(await create({})).toBe(502);
  }
  for (const body of broken) {
    const headers = { 'X-API-KEY': world.demo.project.api_key, 'Content-Type': 'application/json' };
    const answer = await fetch(`${world.demo.api}/api/paycore/pay/ecpay/atm`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    leave('answers', await answer.text());
  }
  read(await world.api('POST', '/api/paycore/pay/ecpay/atm', world.order(), strangeKey));
  read(await world.api('GET', `/api/paycore/payments/x?api_key=${world.demo.project.api_key}`));
}

async function forgeCallbacks(): Promise<void> {
  const { paymentNo, orderNo } = await world.issued({ gateway_credentials: account });
  await world.drive(orderNo, 'paid?forged=1');
  const send = async (query: string, body: string, type = 'application/json') => {
    const url = `${world.demo.webhooks}/api/paycore/webhooks/ecpay?${query}`;
    const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body });
    expect([400, 404]).toContain(answer.status);
    leave('answers to the gateway', await answer.text());
  };
  const named = JSON.stringify({
    MerchantID: account.merchant_id,
    HashKey: account.hash_key,
    hash_iv: wrongKeys.hash_iv,
  });
  await send(`payment_no=${paymentNo}&secret=${tooLong}`, named);
  await send(`payment_no=${paymentNo}`, named.slice(0, -1));
  await send('', named);
  await send(
    `payment_no=${paymentNo}&%73ecret=${tooLong}`,
    `validation_token=${tooLong}&HashKey=${tooLong}`,
    'application/x-www-form-urlencoded',
  );
}

async function knockAtPages(): Promise<void> {
  const { answer } = await world.issued({ gateway_credentials: account });
  const { payment_url: url, payment_no: paymentNo } = read(answer).body.data;
  for (const address of [
    url.replace(paymentNo, 'PAY202606220001ABCDEFGH'),
    url.replace('/zh-tw/', '/de/'),
    url.replace('/pay/', '/pays/'),
  ]) {
    const missing = await fetch(address);
    expect(missing.status).toBe(404);
    leave('pages', await missing.text());
  }
}

async function operate(paymentNo: string): Promise<void> {
  const { project } = await world.document(paymentNo);
  leave('the operator', await world.cli('payment', 'show', paymentNo), await world.cli('key', 'list', project));
  for (const app of Object.values(world.demo.operations)) {
    for (const path of ['/metrics', '/readyz', '/healthz']) leave('metrics', await (await fetch(app + path)).text());
  }
}

/** The files that hold secrets on purpose; `sandbox` is the gateways' side. */
const confidants = ['keys', 'demo.json', 'demo-project.json', 'demo-all-in-one.json', 'sandbox'];

async function collect(): Promise<void> {
  leave('terminal', ...world.lines);
  leave('paycore.log', await readFile(join(world.home, 'paycore.log'), 'utf8'));
  const dump = await withDatabase(world.demo.mongodb_uri, async (client) => {
    const collections = await client.db().collections();
    return Promise.all(collections.map(async (each) => [each.collectionName, await each.find({}).toArray()]));
  });
  leave('database', dump);
  for (const entry of await readdir(world.home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isOurs = confidants.some((name) => path.startsWith(join(world.home, name)));
    if (entry.isFile() && !isOurs) leave('files', await readFile(path, 'latin1'));
  }
}

/** Secrets that must stay where they belong; played and looked for after all else that the world has seen. */
export function describeCanary(of: () => World): void {
  beforeAll(async () => {
    world = of();
    await play();
  }, 120_000);

  describe('secrets', () => {
    it('were all in play', () => {
      expect(canaries.size).toBeGreaterThanOrEqual(25);
      for (const secret of canaries.values()) expect(secret.length).toBeGreaterThanOrEqual(16);
      for (const place of [
        'answers',
        'answers to the gateway',
        'pages',
        'notices',
        'the operator',
        'metrics',
        'terminal',
        'paycore.log',
        'database',
        'files',
      ]) {
        expect(places.get(place)?.length).toBeGreaterThan(100);
      }
      for (const place of ['paycore.log', 'database', 'notices'])
        expect(places.get(place)).toMatch(/PAY\d{12}[A-Z]{8}/);
      expect(places.get('database')).toMatch(/"sealed":"\w+\.[\w-]{16}\.[\w-]{50}/);
      expect(places.get('database')).toContain('refused_callbacks');
      expect(places.get('database')).toMatch(/"action":"account_stored"/);
    });

    it('were in every address that is handed out, and each was asked for in every spelling', () => {
      expect([...walked.keys()].filter((kind) => kind !== 'other').sort()).toEqual([...expectedKinds].sort());
      const log = places.get('paycore.log') ?? '';
      const lineOf = (path: string, name: string) => new RegExp(`"url":"[^"?]*${path}[^"]*[?&]${name}=\\[cut\\]`);
      // Of callbacks the log shows the payment's number and nothing else of the address.
      const { pageToken, returnToken } = secretParams;
      const spelt = (name: string) => [name, name.toUpperCase(), `${name}\\[\\]`];
      const lines = [
        ...spelt(pageToken).map((name) => lineOf('/pay/PAY', name)),
        ...spelt(returnToken).map((name) => lineOf('/return/PAY', name)),
      ];
      expect(lines.filter((line) => !line.test(log))).toEqual([]);
    });

    it('are in a log that its owner alone can read', async () => {
      expect((await stat(join(world.home, 'paycore.log'))).mode & 0o777).toBe(0o600);
    });

    it('would be found', () => {
      for (const secret of canaries.values()) {
        for (const shift of ['', 'a', 'ab']) {
          const hidden = Buffer.from(`${shift}${secret}xyz`).toString('base64');
          expect(forms(secret).some((form) => hidden.includes(form))).toBe(true);
        }
      }
    });

    it('are nowhere that they were not handed to', () => {
      const found = [...canaries].flatMap(([name, secret]) =>
        [...places].flatMap(([place, text]) =>
          forms(secret)
            .filter((form) => text.includes(form))
            .map(
              (form) => `${name} in ${place}: …${text.slice(Math.max(0, text.indexOf(form) - 80), text.indexOf(form))}`,
            ),
        ),
      );
      expect(found).toEqual([]);
    });
  });
}
