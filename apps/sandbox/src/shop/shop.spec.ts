import { fakeLog } from '@paycore/testing';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { sandboxApp } from '../app.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';

const secretOf = (name: string) => `whsec_${Buffer.from(`a secret of many bytes, ${name}`).toString('base64')}`;
const sandboxUrl = 'http://127.0.0.1:4003';
const direct = { api_key: 'pc_test_direct', notice_secret: secretOf('direct') };
const allInOne = { api_key: 'pc_test_all', management_key: 'pc_admin_all', notice_secret: secretOf('all') };
const ecpay = { merchant_id: '3002607', hash_key: 'a key that stays here', hash_iv: 'an iv' };
const paymentUrl = 'http://127.0.0.1:4000/zh-tw/pay/PAY1?token=t';

interface Asked {
  readonly path: string;
  readonly key: unknown;
  readonly body: Record<string, unknown>;
}

let home: string;
let sandbox: Sandbox;
let server: Server;
let base: string;
let api: Server;
let asked: Asked[];
let answer: { status: number; body: unknown };

const portOf = (one: Server): number => (one.address() as AddressInfo).port;

async function closed(one: Server): Promise<void> {
  one.closeAllConnections();
  one.close();
  await once(one, 'close');
}

async function start(): Promise<void> {
  const settings = { home, port: 0, host: '127.0.0.1', url: sandboxUrl, callbackBase: 'http://127.0.0.1:4001' };
  const rest = {
    publicUrl: 'https://pay.example/base',
    speed: 60,
    enforcesLimits: true,
    noticeSecrets: [direct, allInOne].map((project) => project.notice_secret),
    gateways: {},
  };
  sandbox = openSandbox({ ...settings, ...rest }, [], fakeLog());
  server = createServer(sandboxApp(sandbox, fakeLog())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${portOf(server)}`;
}

async function stop(): Promise<void> {
  await closed(server);
  sandbox.stop();
}

/** What `npm start` writes once it is ready. */
function writeDemo(more: object = { all_in_one: allInOne }): void {
  const demo = {
    api: `http://127.0.0.1:${portOf(api)}`,
    sandbox: sandboxUrl,
    payok_url: `${sandboxUrl}/merchant/payok`,
  };
  writeFileSync(join(home, 'demo.json'), JSON.stringify({ ...demo, project: direct, credentials: { ecpay }, ...more }));
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'paycore-shop-'));
  asked = [];
  answer = {
    status: 200,
    body: { success: true, message: 'x', data: { payment_no: 'PAY1', payment_url: paymentUrl } },
  };
  api = createServer((req, res) => {
    void text(req).then((body) => {
      asked.push({ path: req.url ?? '', key: req.headers['x-api-key'], body: JSON.parse(body) });
      res.writeHead(answer.status, { 'content-type': 'application/json' });
      res.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  await start();
});

afterEach(async () => {
  await stop();
  await closed(api);
  rmSync(home, { recursive: true });
});

const get = (path: string): Promise<Response> => fetch(`${base}${path}`);
const textAt = async (path: string): Promise<string> => (await get(path)).text();
const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${base}${path}`, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' });

/** As the browser sends the product page's form. */
async function buy(mode: string, product = 'teapot'): Promise<Response> {
  const [, cart = ''] = /name="cart" value="([^"]+)"/.exec(await textAt('/shop')) ?? [];
  return send('/shop/orders', { cart, product, mode });
}

/** The newest order's number, as a person finds it. */
async function newest(): Promise<string> {
  return /\/shop\/orders\/(SHOP-[\w-]+)/.exec(await textAt('/shop/orders'))?.[1] ?? '';
}

interface NoticeOptions {
  readonly secret?: string;
  readonly id?: string;
  readonly data?: object;
}

const paidData = (orderNo: string) => ({
  merchant_order_no: orderNo,
  payment_no: 'PAY1',
  status: 'paid',
  amount: 980,
  currency: 'TWD',
  paid_at: '2026-06-22T04:00:00Z',
  paid_twice: false,
  paid_beside: null,
});

async function notify(orderNo: string, { secret = direct.notice_secret, id = 'msg_1', data = {} }: NoticeOptions = {}) {
  const body = JSON.stringify({ type: 'payment.paid', timestamp: 'x', data: { ...paidData(orderNo), ...data } });
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(), body),
  };
  const reply = await fetch(`${base}/merchant/payok`, { method: 'POST', headers, body });
  expect(reply.status).toBe(200);
  const { notices } = (await (await get('/control/merchant/notices')).json()) as { notices: { verified: boolean }[] };
  return notices[0]?.verified;
}

/** What the order's page says of its state. */
const stateAt = async (orderNo: string): Promise<string | undefined> =>
  /class="card state (\w+)"/.exec(await textAt(`/shop/orders/${orderNo}`))?.[1];

const isRefreshing = async (path: string): Promise<boolean> => (await textAt(path)).includes('http-equiv="refresh"');

describe('the shop', () => {
  it('says that the demo is starting, sells nothing until then, and looks again by itself', async () => {
    const page = await textAt('/shop');
    expect(page).toContain('The demo is still starting');
    expect(page).not.toContain('<form');
    expect(await isRefreshing('/shop')).toBe(true);
    const early = await send('/shop/orders', { cart: crypto.randomUUID(), product: 'cup', mode: 'direct' });
    expect([early.status, early.headers.get('location')]).toEqual([303, '/shop']);
    writeDemo({ sandbox: 'http://127.0.0.1:5003' });
    expect(await textAt('/shop')).toContain('The demo is still starting');
    writeDemo();
    expect(await isRefreshing('/shop')).toBe(false);
  });

  it('offers All-in-One as soon as the demo has it', async () => {
    writeDemo({});
    expect(await textAt('/shop')).not.toContain('value="all_in_one"');
    expect((await buy('all_in_one')).status).toBe(422);
    expect(asked).toEqual([]);
    writeDemo();
    expect(await textAt('/shop')).toContain('value="all_in_one"');
  });

  it('buys by All-in-One: no credentials, an order number of its own, and off to the payment page', async () => {
    writeDemo();
    const reply = await buy('all_in_one');
    expect([reply.status, reply.headers.get('location')]).toEqual([303, paymentUrl]);
    const orderNo = await newest();
    const back = `${sandboxUrl}/shop/orders/${orderNo}`;
    expect(asked).toEqual([
      {
        path: '/api/paycore/pay',
        key: allInOne.api_key,
        body: {
          merchant_order_no: orderNo,
          amount: 980,
          currency: 'TWD',
          item_name: expect.stringContaining('Blue teapot'),
          payok_url: `${sandboxUrl}/merchant/payok`,
          success_url: back,
          cancel_url: back,
        },
      },
    ]);
    await buy('all_in_one');
    expect(await newest()).not.toBe(orderNo);
  });

  it('buys by card directly, with the project that brings its credentials', async () => {
    writeDemo({});
    expect((await buy('direct', 'cup')).headers.get('location')).toBe(paymentUrl);
    expect(asked).toMatchObject([
      {
        path: '/api/paycore/pay/ecpay/aio/credit',
        key: direct.api_key,
        body: { amount: 320, gateway_credentials: ecpay },
      },
    ]);
  });

  it('makes one order of one press that came twice, and asks for the same payment', async () => {
    writeDemo();
    const press = { cart: crypto.randomUUID(), product: 'teapot', mode: 'direct' };
    await Promise.all([send('/shop/orders', press), send('/shop/orders', press)]);
    expect(new Set(asked.map(({ body }) => body['merchant_order_no'])).size).toBe(1);
    expect(sandbox.shop.orders.newestFirst()).toHaveLength(1);
  });

  it.each([
    ['an unknown product', { product: 'spoon' }],
    ['an unknown way', { mode: 'cash' }],
    ['no cart', { cart: '' }],
    ['a price of the payer’s own', { amount: '1', product: '__proto__' }],
  ])('refuses %s', async (_what, change) => {
    writeDemo();
    const press = { cart: crypto.randomUUID(), product: 'teapot', mode: 'direct' };
    expect((await send('/shop/orders', { ...press, ...change })).status).toBe(422);
    expect(asked).toEqual([]);
  });

  it('does not buy for a page elsewhere', async () => {
    writeDemo();
    await buy('direct');
    const press = { cart: crypto.randomUUID(), product: 'teapot', mode: 'direct' };
    const elsewhere = { 'sec-fetch-site': 'cross-site' };
    expect((await send('/shop/orders', press, elsewhere)).status).toBe(403);
    expect((await send(`/shop/orders/${await newest()}/pay`, {}, elsewhere)).status).toBe(403);
    expect(asked).toHaveLength(1);
  });

  it.each([
    [
      'refuses',
      409,
      { success: false, message: '<b>no</b>', error: { error_code: 'ORDER_CONFLICT' } },
      'ORDER_CONFLICT',
    ],
    ['answers no JSON', 502, '<html>', 'NO_ANSWER'],
    [
      'names no web address',
      200,
      { success: true, data: { payment_no: 'P', payment_url: 'javascript:1' } },
      'NO_ANSWER',
    ],
  ])('says so where PayCore %s, and asks again for the same order', async (_what, status, body, code) => {
    writeDemo();
    const good = answer;
    answer = { status, body };
    const reply = await buy('all_in_one');
    const orderNo = await newest();
    expect(reply.headers.get('location')).toBe(`/shop/orders/${orderNo}`);
    const page = await textAt(`/shop/orders/${orderNo}`);
    expect(page).toContain(code);
    expect(page).not.toContain('<b>no');
    answer = good;
    const again = await send(`/shop/orders/${orderNo}/pay`, {});
    expect(again.headers.get('location')).toBe(paymentUrl);
    expect(asked[1]).toEqual(asked[0]);
    expect(await textAt(`/shop/orders/${orderNo}`)).not.toContain(code);
  });

  it('says 404 of an order that it does not have', async () => {
    for (const path of ['SHOP-1', '..%2f..', '__proto__']) expect((await get(`/shop/orders/${path}`)).status).toBe(404);
    expect((await send('/shop/orders/SHOP-1/pay', {})).status).toBe(404);
  });

  it('has no key, secret or credential in a page or in its journal', async () => {
    writeDemo();
    await buy('direct');
    await buy('all_in_one');
    const orderNo = await newest();
    await notify(orderNo);
    const pages = ['/shop', '/shop/orders', `/shop/orders/${orderNo}`, '/merchant', '/'].map(textAt);
    const all = [...(await Promise.all(pages)), readFileSync(join(home, 'sandbox', 'shop.jsonl'), 'utf8')].join();
    const keys = [...Object.values(direct), ...Object.values(allInOne), ecpay.hash_key];
    for (const key of keys) expect(all).not.toContain(key);
  });

  it('lets its pages load nothing and send forms to nobody but itself and the payment page', async () => {
    writeDemo();
    await buy('direct');
    const origin = `http://127.0.0.1:${portOf(api)}`;
    for (const path of ['/shop', `/shop/orders/${await newest()}`]) {
      const policy = (await get(path)).headers.get('content-security-policy');
      expect(policy).toBe(
        `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${origin} https://pay.example; base-uri 'none'; frame-ancestors 'none'`,
      );
      expect(await textAt(path)).not.toMatch(/<script|style="|src="|href="https?:/);
    }
    expect((await get('/shop/style.css')).headers.get('content-type')).toContain('text/css');
  });
});

describe('an order of the shop', () => {
  let orderNo: string;
  const page = () => textAt(`/shop/orders/${orderNo}`);
  beforeEach(async () => {
    writeDemo();
    await buy('all_in_one');
    orderNo = await newest();
  });

  it.each([
    ['its own project', allInOne.notice_secret],
    ['the other project', direct.notice_secret],
  ])('is paid by a notice of %s, and then waits no longer', async (_whose, secret) => {
    expect(await stateAt(orderNo)).toBe('waiting');
    expect(await isRefreshing(`/shop/orders/${orderNo}`)).toBe(true);
    expect(await notify(orderNo, { secret })).toBe(true);
    expect(await stateAt(orderNo)).toBe('paid');
    expect(await isRefreshing(`/shop/orders/${orderNo}`)).toBe(false);
    expect(await page()).toContain('2026-06-22 12:00:00');
    expect(await textAt('/shop/orders')).toContain('state paid');
    expect((await send(`/shop/orders/${orderNo}/pay`, {})).headers.get('location')).toBe(`/shop/orders/${orderNo}`);
    expect(asked).toHaveLength(1);
  });

  it('is not changed by a notice that nobody signed, which its page shows as ignored', async () => {
    expect(await notify(orderNo, { secret: secretOf('a stranger') })).toBe(false);
    expect(await stateAt(orderNo)).toBe('waiting');
    expect(await page()).toContain('Not verified, ignored');
    await notify(orderNo, { secret: secretOf('a stranger'), data: { paid_twice: true } });
    await notify(orderNo);
    expect(await stateAt(orderNo)).toBe('paid');
    expect(await page()).not.toContain('paid_twice');
  });

  it('is not changed by the payer’s coming back', async () => {
    await get(`/shop/orders/${orderNo}?status=paid&payment_no=PAY1`);
    expect(await stateAt(orderNo)).toBe('waiting');
  });

  it('is changed once by a notice that comes again', async () => {
    await notify(orderNo);
    const once = sandbox.shop.orders.find(orderNo);
    await notify(orderNo);
    await notify(orderNo);
    const notices = once?.notices.map((each) => ({ ...each, times: 3 }));
    expect(sandbox.shop.orders.find(orderNo)).toEqual({ ...once, notices });
    expect(await page()).toContain('Came 3 times, counted once');
  });

  it.each([
    ['another sum', { amount: 1 }],
    ['another currency', { currency: 'USD' }],
    ['the sum as other text', { amount: '979.99' }],
  ])('is not paid by a notice of %s', async (_what, data) => {
    await notify(orderNo, { data });
    expect(await stateAt(orderNo)).toBe('wrong_amount');
  });

  it('is paid by the same sum as decimal text', async () => {
    await notify(orderNo, { data: { amount: '980.00' } });
    expect(await stateAt(orderNo)).toBe('paid');
  });

  it.each([{ status: 'pending' }, { merchant_order_no: 'SHOP-OTHER' }, { merchant_order_no: 7 }])(
    'is not changed by a genuine notice of something else: %j',
    async (data) => {
      await notify(orderNo, { data });
      expect(await stateAt(orderNo)).toBe('waiting');
    },
  );

  it('shows money that came twice as what it is', async () => {
    await notify(orderNo, { data: { paid_twice: true } });
    expect(await stateAt(orderNo)).toBe('paid');
    expect(await page()).toContain('Paid twice (paid_twice)');
  });

  it('shows money of a payment beside the paid one, which pays nothing, whichever notice comes first', async () => {
    await notify(orderNo, { id: 'msg_2', data: { payment_no: 'PAY2', paid_beside: 'PAY1' } });
    expect(await stateAt(orderNo)).toBe('waiting');
    await notify(orderNo);
    expect(await stateAt(orderNo)).toBe('paid');
    expect(await page()).toContain('PAY2 is to be returned; PAY1 pays the order.');
  });

  it('is as it was after a restart', async () => {
    await notify(orderNo);
    const before = await page();
    await stop();
    await start();
    expect(await page()).toBe(before);
    await notify(orderNo);
    expect(await page()).toContain('Came 2 times, counted once');
    expect(await textAt('/shop/orders')).toContain(orderNo);
  });
});
