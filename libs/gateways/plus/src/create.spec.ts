import { PayCoreError, type GatewayRuntime, type Order, type Strings } from '@paycore/core';
import { SimulatedGateway } from '@paycore/testing';
import { otherWords } from './fixtures/other-words.ts';
import { key, signVectors } from './fixtures/sign-vectors.ts';
import { plus } from './index.ts';
import { plusSimulator } from './simulator/index.ts';

const credentials = { appid: 'plus2109', secret_key: key };
const demo = plusSimulator.demoCredentials;

function bench(input: object = credentials, settings: Strings = {}) {
  const world = new SimulatedGateway(
    { ...plus, make: (runtime) => plus.make({ ...runtime, settings }) },
    {
      ...plusSimulator,
      open: (runtime) => plusSimulator.open({ ...runtime, settings }),
    },
  );
  const account = world.gateway.open(input, 'test');
  const sent = () => JSON.parse(String(world.fake.calls.at(-1)?.init.body)) as Record<string, unknown>;
  const create = (changes: Partial<Order> = {}) => account.create(world.order('atm', changes));
  const answers = (body: unknown, status = 200) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    world.fake.answer = () => new Response(text, { status });
  };
  const balance = async () => account.balance?.();
  return { world, account, sent, create, answers, balance };
}

const refusalOf = async (act: () => unknown): Promise<PayCoreError> => {
  const error: unknown = await Promise.resolve()
    .then(act)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PayCoreError);
  expect(JSON.stringify({ ...(error as PayCoreError), message: (error as PayCoreError).message })).not.toContain(key);
  return error as PayCoreError;
};

const issued = { status: 'ok', plat_no: 'P1', account_code: '9103522175887271' };

describe('the request for an account', () => {
  it('is the assumed JSON, signed, and nothing stands in the address', async () => {
    const { world, create, sent } = bench();
    await create({ buyer: { account: '王小明 & co', name: '不要', email: 'a@b.test' } });
    const [call] = world.fake.calls;
    expect(call?.url).toBe('http://sandbox.test/plus/api/pay/atm');
    expect(call?.init).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    const [{ fields, signature }] = signVectors;
    expect(sent()).toEqual({ ...fields, money: 980, timestamp: 1_782_100_800, sign: signature });
  });

  it('leaves out what is not known of the payer', async () => {
    const { create, sent } = bench();
    await create();
    expect(sent()).not.toHaveProperty('pay_name');
  });

  it.each([
    [1, '2026-06-23 23:59:59'],
    [7, '2026-06-29 23:59:59'],
    [60, '2026-08-21 23:59:59'],
    [90, '2026-08-21 23:59:59'],
    [0, '2026-06-23 23:59:59'],
  ])('of %i days asks for %s', async (expireDays, expected) => {
    const { create, sent } = bench();
    const { info, expiresAt } = await create({ expireDays });
    expect(sent()['expire_at']).toBe(expected);
    expect(info['expire_at']).toBe(expected);
    expect(expiresAt).toEqual(new Date(`${expected.replace(' ', 'T')}+08:00`));
  });

  it('carries the token of the payment’s page back to it, and no other secret of the page', async () => {
    const { create, sent } = bench();
    const urls = {
      callback: 'https://pay.test/hook?payment_no=PAY1&secret=s3',
      return: 'https://pay.test/return/PAY1',
      returnWithToken: 'https://pay.test/return/PAY1?t=a%2Bb%20c',
      page: 'https://pay.test/pay/PAY1?token=a%2Bb%20c&x=1',
      locale: 'zh-TW',
    };
    await create({ urls });
    expect(sent()).toMatchObject({ return_url: urls.returnWithToken, callback_url: urls.callback });
    expect(JSON.stringify(sent())).not.toContain(urls.page);
  });

  it('is made in the operator’s words', async () => {
    const { create, sent, world } = bench(credentials, otherWords);
    const { info } = await create({ buyer: { account: 'uid811118A' } });
    expect(world.fake.calls[0]?.url).toBe('http://sandbox.test/plus/v3/deposit.php');
    expect(Object.keys(sent()).sort()).toEqual([
      'amount',
      'cur',
      'deadline',
      'merchant',
      'notifyUrl',
      'out_trade_no',
      'payer',
      'returnUrl',
      'signature',
      'ts',
    ]);
    expect(info['plat_no']).toBe(world.simulator.orders()[0]?.trade_no);
  });
});

describe('where PLUS stands', () => {
  const called = async (runtime: Partial<GatewayRuntime>) => {
    const urls: string[] = [];
    const fetch = (url: string | URL) => {
      urls.push(String(url));
      return Promise.reject(new Error('no network'));
    };
    const { world } = bench();
    const account = plus.make({ fetch, now: () => world.now, ...runtime }).open(credentials, 'production');
    const error = await refusalOf(() => account.create(world.order('atm')));
    expect([error.kind, error.code, error.message]).toEqual([
      'unavailable',
      'PAYMENT_GATEWAY_ERROR',
      'Payment gateway error',
    ]);
    return { urls, log: error.log };
  };

  it('is what the operator says, below any path', async () => {
    const settings = { base_url: 'https://plus.example/gate/', path_atm: '/deposit' };
    expect((await called({ settings })).urls).toEqual(['https://plus.example/gate/deposit']);
  });

  it('is the sandbox wherever there is one', async () => {
    const settings = { base_url: 'https://plus.example' };
    const { urls } = await called({ settings, sandboxUrl: 'http://127.0.0.1:4003' });
    expect(urls).toEqual(['http://127.0.0.1:4003/plus/api/pay/atm']);
  });

  it('is not known without either: the log says which setting is missing', async () => {
    const { urls, log } = await called({});
    expect(urls).toEqual([]);
    expect(log).toMatchObject({ setting: 'PAYCORE_GATEWAY_PLUS_BASE_URL' });
  });

  it('and settings that cannot be used make no gateway', async () => {
    const { fields } = await refusalOf(() => bench(credentials, { base_url: 'http://plus.example', baseurl: 'x' }));
    expect(Object.keys(fields ?? {})).toEqual(['base_url', 'baseurl']);
  });
});

describe('what is issued', () => {
  it('an account with its bank', async () => {
    const { world, create } = bench(demo);
    const { info, page, gatewayTradeNo } = await create();
    const account = info['account_code'];
    expect(info).toEqual({
      account_code: expect.stringMatching(/^9103\d{12}$/),
      plat_no: world.simulator.orders()[0]?.trade_no,
      virtual_account: account,
      bank_code: '822',
      bank_name: '中國信託',
      expire_at: '2026-06-29 23:59:59',
    });
    expect(page).toEqual({ kind: 'account', account, bankCode: '822', bankName: '中國信託' });
    expect(gatewayTradeNo).toBe(info['plat_no']);
  });

  it('an account of a bank that nobody names', async () => {
    const { create } = bench();
    const { info, page } = await create();
    expect(info).toMatchObject({ bank_code: null, bank_name: null });
    expect(page).toEqual({ kind: 'account', account: info['account_code'] });
  });

  it.each([
    ['numbers in place of text', { plat_no: 77, account_code: 91035221 }, { plat_no: '77', account_code: '91035221' }],
    ['a bank that we do not know', { bank_code: '999' }, { bank_code: '999', bank_name: null }],
    ['nothing in place of a bank', { bank_code: '' }, { bank_code: null }],
    ['null in place of a bank and a date', { bank_code: null, expire_at: null }, { expire_at: '2026-06-29 23:59:59' }],
    ['an account in groups', { account_code: ' 822-9103 5221 ' }, { account_code: '822-9103 5221' }],
    ['another date', { expire_at: '2026/06/25' }, { expire_at: '2026-06-25 23:59:59' }],
    ['an odd date', { expire_at: 'soon' }, { expire_at: '2026-06-29 23:59:59' }],
    ['our own number and amount', { order_no: 'PC2606221200TTTT0001', money: '980.00' }, { plat_no: 'P1' }],
    ['words that nobody knows', { data: { a: [1] } }, { plat_no: 'P1' }],
  ])('is read from %s', async (_, changes, expected) => {
    const { create, answers } = bench();
    answers({ ...issued, ...changes });
    expect((await create()).info).toMatchObject(expected);
  });

  it.each<[string, unknown, { status?: number }]>([
    ['no status', { plat_no: 'P1', account_code: '91035221' }, {}],
    ['an odd status', { ...issued, status: { ok: true } }, {}],
    ['no plat_no', { ...issued, plat_no: undefined }, {}],
    ['no account', { ...issued, account_code: null }, {}],
    ['an empty account', { ...issued, account_code: '' }, {}],
    ['an account that is markup', { ...issued, account_code: '<b>91035221</b>' }, {}],
    [
      'an account longer than JSON numbers are exact',
      '{"status":"ok","plat_no":"P1","account_code":91035221758872711}',
      {},
    ],
    ['a fraction for an account', { ...issued, account_code: 9103.5 }, {}],
    ['a bank that is no code', { ...issued, bank_code: '中國信託' }, {}],
    ['a bank that lost its zeros', { ...issued, bank_code: 4 }, {}],
    ['another order number', { ...issued, order_no: 'PC2606221200TTTT0002' }, {}],
    ['granted, and yet not', issued, { status: 400 }],
    ['a redirection', issued, { status: 302 }],
    ['out of order, and yet granted', issued, { status: 503 }],
    ['too many requests', { status: 'error', message: 'slow down' }, { status: 429 }],
    ['a refusal that is a fault', { status: 'error', message: 'x' }, { status: 500 }],
    ['a page', '<html>404</html>', { status: 404 }],
    ['too long an answer', { ...issued, note: 'x'.repeat(70_000) }, {}],
    ['a list', [issued], {}],
    ['text', '"ok"', {}],
  ])('%s is no answer', async (_, body, { status }) => {
    const { create, answers } = bench();
    answers(body, status);
    const { kind, code } = await refusalOf(create);
    expect([kind, code]).toEqual(['unavailable', 'PAYMENT_GATEWAY_ERROR']);
  });

  it.each([[979], ['98000'], ['980.5'], [[980]], [true]])('money %j is another amount', async (money) => {
    const { create, answers } = bench();
    answers({ ...issued, money });
    expect(await refusalOf(create)).toMatchObject({
      kind: 'unavailable',
      message: 'PLUS money mismatch.',
      log: { expected_amount: 980, received_amount: JSON.stringify(money) },
    });
  });
});

describe('refusals', () => {
  it.each([
    [200, { status: 'error', message: '餘額不足' }, 'PLUS refused the request: 餘額不足.'],
    [422, { status: 'error', message: 'No such currency.' }, 'PLUS refused the request: No such currency.'],
    [200, { status: 0 }, 'PLUS refused the request.'],
    [200, { status: false, message: { a: 1 } }, 'PLUS refused the request.'],
    [
      400,
      { status: 'error', message: `key ${key} ${'x'.repeat(300)}` },
      /^PLUS refused the request: key \[cut\] x{190}\.$/,
    ],
  ])('%i %j', async (status, body, message) => {
    const { create, answers } = bench();
    answers(body, status);
    const error = await refusalOf(create);
    expect([error.kind, error.code]).toEqual(['rejected', 'INVALID_ARGUMENT']);
    expect(error.message).toMatch(message);
  });

  it.each([
    [{ appid: 'nobody' }, 'appid 錯誤'],
    [{ secret_key: 'another-key' }, '簽章錯誤'],
  ])('of %j are the credentials’', async (changes, words) => {
    const { create } = bench({ ...credentials, ...changes });
    const { kind, code, log } = await refusalOf(create);
    expect([kind, code, log['message']]).toEqual(['rejected', 'PLUS_CREDENTIAL_INVALID', words]);
  });
});

describe('the balance', () => {
  it('is asked for by a signed request of its own', async () => {
    const { world, balance, sent } = bench(demo);
    expect(await balance()).toEqual({ balance: 10_000, raw: { status: 'ok', message: 'success', balance: 10_000 } });
    expect(world.fake.calls[0]?.url).toBe('http://sandbox.test/plus/api/balance');
    expect(Object.keys(sent()).sort()).toEqual(['appid', 'sign', 'timestamp']);
  });

  it.each<[string, string, unknown]>([
    ['a whole number', '{"balance":10000}', 10_000],
    ['nothing at all', '{"balance":0}', 0],
    ['debts', '{"balance":-3}', -3],
    ['text', '{"balance":"10,000.50 TWD"}', '10,000.50 TWD'],
    ['an empty text', '{"balance":""}', ''],
    ['a fraction, as text', '{"balance":10000.5}', '10000.5'],
    ['null', '{"balance":null}', null],
    ['what is not there', '{"data":{"balance":7}}', null],
  ])('may be %s', async (_, text, expected) => {
    const { balance, answers } = bench();
    answers(`{"status":"ok",${text.slice(1)}`);
    expect(await balance()).toEqual({ balance: expected, raw: { status: 'ok', ...(JSON.parse(text) as object) } });
  });

  it('shows no secret, wherever PLUS may put it', async () => {
    const { balance, answers } = bench();
    answers({ status: 'ok', balance: `x${key}`, echo: [{ [key]: { key } }, key, 1, null] });
    expect(await balance()).toEqual({
      balance: 'x[cut]',
      raw: { status: 'ok', balance: 'x[cut]', echo: [{ '[cut]': { key: '[cut]' } }, '[cut]', 1, null] },
    });
  });

  it.each([
    ['an object', '{"status":"ok","balance":{"twd":1}}'],
    ['truth', '{"status":"ok","balance":true}'],
    ['a number larger than JSON is exact in', '{"status":"ok","balance":90071992547409931}'],
    ['a text without end', `{"status":"ok","balance":"${'9'.repeat(101)}"}`],
    ['an answer of too many levels', `{"status":"ok","deep":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['no answer', ''],
  ])('is not read from %s', async (_, text) => {
    const { balance, answers } = bench();
    answers(text);
    expect((await refusalOf(balance)).kind).toBe('unavailable');
  });

  it('may be refused, or PLUS be away', async () => {
    const { world, balance, answers } = bench();
    answers({ status: 'error', message: 'no' });
    expect((await refusalOf(balance)).kind).toBe('rejected');
    world.fake.answer = () => Promise.reject(new Error('socket hang up'));
    expect((await refusalOf(balance)).kind).toBe('unavailable');
  });

  it('speaks the operator’s words', async () => {
    const { balance } = bench(demo, otherWords);
    expect(await balance()).toEqual({ balance: 10_000, raw: { code: '0', msg: 'success', money: 10_000 } });
  });
});

describe('what cannot be done', () => {
  it('PLUS cannot be asked about an order, nor told to end one', () => {
    const { account } = bench();
    expect([account.query, account.complete, account.cancel, account.isReturnOf]).toEqual(Array(4).fill(undefined));
  });

  it.each([
    [undefined, 200, { success: true, message: 'Webhook received' }],
    ['forged', 400, { success: false, message: 'No.', error: { error_code: 'X' } }],
    ['notFound', 404, { success: false, message: 'No.', error: { error_code: 'X' } }],
    ['unavailable', 503, { success: false, message: 'No.', error: { error_code: 'X' } }],
  ] as const)('%s is answered %i', (kind, status, body) => {
    const { world } = bench();
    const reply = world.gateway.answer(kind && new PayCoreError(kind, 'X', 'No.'));
    expect([reply.status, reply.type, JSON.parse(reply.body)]).toEqual([status, 'application/json', body]);
  });
});

describe('a check of the credentials', () => {
  const checkOf = ({ account }: ReturnType<typeof bench>) => account.verifyCredentials?.();

  it.each([
    [demo, 'valid'],
    [credentials, 'valid'],
    [{ ...credentials, secret_key: 'wrong' }, 'invalid'],
    [{ ...credentials, appid: 'nobody' }, 'invalid'],
  ])('asks for the balance and finds %j %s', async (keys, expected) => {
    const tested = bench(keys);
    expect(await checkOf(tested)).toBe(expected);
    expect(tested.world.fake.calls.map(({ url }) => url)).toEqual(['http://sandbox.test/plus/api/balance']);
  });

  it('does not mind a balance that cannot be read', async () => {
    const tested = bench();
    tested.answers({ status: 'ok', balance: { twd: 1 } });
    expect(await checkOf(tested)).toBe('valid');
  });

  it.each([400, 404, 422, 200])('learns nothing from another refusal, status %i', async (status) => {
    const tested = bench();
    tested.answers({ status: 'error', message: '時間錯誤' }, status);
    expect((await refusalOf(() => checkOf(tested))).kind).toBe('unavailable');
  });

  it('learns nothing while the address of PLUS is not set', async () => {
    const fetch: GatewayRuntime['fetch'] = () => Promise.reject(new Error('no network'));
    const account = plus.make({ fetch, now: () => new Date() }).open(credentials, 'test');
    expect((await refusalOf(() => account.verifyCredentials?.())).kind).toBe('unavailable');
  });
});
